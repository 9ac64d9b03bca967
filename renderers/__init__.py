"""Words and pictures: what the engine decided, worded and drawn.

Law: pure, no network, no clock; knows no platform, and nothing of an interview but what its effects say.
"""

from renderers.formats import FORMATS, check_format, render
from renderers.post import post
from renderers.wording import word, word_notice

__all__ = ["FORMATS", "check_format", "post", "render", "word", "word_notice"]

"""Words and pictures: what the engine decided, worded and drawn.

Law: pure, no network, no clock; knows no platform, and nothing of an interview but what its effects say.
"""

DOORS = ("export", "formats")

"""The one Jinja environment: autoescape on for every template, an unknown name is an error.

Law: a text reaches a template as data and is escaped there: for XML by autoescape, for Markdown by the filter
``md``, which knows what Markdown would read as markup. Nothing people wrote is ever a template.
"""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_MARKS = re.compile(r"([\\`*_\[\]|~#])")
_OPENING = re.compile(r"^([-+=>]|\d+(?=[.)]))")
_LINKS = re.compile(r"(?i)(https?|ftp)://|\bwww\.")


def escape_markdown(text: object) -> Markup:
    """A text as it must stand in Markdown to be read as itself: on one line, no markup, no link, no HTML."""
    words = " ".join(str(text).split())
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    words = _LINKS.sub(lambda found: found.group(0).replace("://", "&#58;//").replace("www.", "www&#46;"), words)
    words = _MARKS.sub(lambda found: "\\" + found.group(1), words.replace("&#", "\0")).replace("\0", "&#")
    words = _OPENING.sub(_escape_opening, words)
    return Markup(words)  # noqa: S704 - every character that opens markup was escaped just above


def px(number: float) -> str:
    """A length for SVG: at most one decimal, no trailing zero."""
    return f"{number:.1f}".removesuffix(".0")


def _escape_opening(found: re.Match[str]) -> str:
    opening = found.group(1)
    return f"&#{ord(opening[0])};{opening[1:]}" if opening[0].isdigit() else "\\" + opening


ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
ENVIRONMENT.filters["md"] = escape_markdown
ENVIRONMENT.filters["px"] = px

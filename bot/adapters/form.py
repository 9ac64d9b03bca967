"""A form to fill in, neutral of any platform.

Law: plain data; whoever has no forms asks the same fields one by one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """A form to fill in: its title, its two buttons, and its fields as (key, question, optional)."""

    title: str
    submit: str
    cancel: str
    fields: tuple[tuple[str, str, bool], ...]

"""Reads a Mermaid ``journey`` by the rules of Mermaid 11's own lexer, so that the everyday suite needs no browser.

Held to the real thing by test_mermaid.py, which gives the same maps to Mermaid itself in a real browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

ENTITY = re.compile(r"#(\w+);")
RULES = (
    ("comment", r"%(?!\{)[^\n]*"),
    ("comment", r"[^}]%%[^\n]*"),
    ("newline", r"\n+"),
    ("space", r"\s+"),
    ("comment", r"#[^\n]*"),
    ("journey", r"journey\b"),
    ("title", r"title\s[^#\n;]+"),
    ("acc_title", r"acctitle\s*:\s*[^\n]*"),
    ("acc_descr", r"accdescr\s*:\s*[^\n]*"),
    ("acc_descr", r"accdescr\s*\{[^}]*\}"),
    ("section", r"section\s[^#:\n;]+"),
    ("name", r"[^#:\n;]+"),
    ("data", r":[^#\n;]+"),
)


@dataclass
class Drawing:
    """What Mermaid would draw: tasks as (section, name, score, actors)."""

    title: str = ""
    described: str = ""
    comments: list[str] = field(default_factory=list)
    tasks: list[tuple[str, str, float, tuple[str, ...]]] = field(default_factory=list)


def read_mermaid(text: str) -> Drawing:
    """The drawing a text stands for; fails where Mermaid's grammar would."""
    assert not re.search(r"%%\s*\{", text), "a directive"
    drawing = Drawing(comments=re.findall(r"(?m)^\s*%%(?!\{)([^\n]+)\n?", text))
    text = re.sub(r"\A---\n(?:[ \w]+:[ \w]*\n)+---\n", "", text)
    rest = re.sub(r"(?m)^\s*%%(?!\{)[^\n]+\n?", "", text)
    rest = ENTITY.sub(lambda found: chr(0xE000) + found[1] + chr(0xE001), rest)  # as Mermaid hides entities
    section, name, begun = "", None, False
    while rest:
        kind, token = next((kind, found[0]) for kind, rule in RULES if (found := re.match(rule, rest, re.IGNORECASE)))
        rest = rest[len(token) :]
        assert begun or kind in ("journey", "newline", "space"), f"{token!r} before the diagram's type"
        assert name is None or kind == "data", f"{name!r} has no figure"
        if kind == "journey":
            begun = True
        elif kind == "title":
            drawing.title = show(token[6:])
        elif kind == "acc_descr":
            drawing.described = show(token.partition(":")[2])
        elif kind == "section":
            section = show(token[8:])
        elif kind == "name":
            name = show(token)
        elif kind == "data":
            assert name is not None, f"{token!r} belongs to nothing"
            score, _, people = token[1:].partition(":")
            drawing.tasks.append((section, name, float(score), tuple(show(one) for one in people.split(","))))
            name = None
    assert name is None, f"{name!r} has no figure"
    return drawing


def show(text: str) -> str:
    """What a reader sees of a text with hidden entities."""
    return re.sub(f"{chr(0xE000)}(\\d+){chr(0xE001)}", lambda found: chr(int(found[1])), text).strip()

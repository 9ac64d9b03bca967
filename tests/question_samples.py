"""A step of every question type, as its example has it, and what is on the table there."""

from __future__ import annotations

from reisleider.flows.effects import Choice
from reisleider.flows.outcomes import Offer
from reisleider.flows.questions import KINDS
from reisleider.flows.scripts.read import read_outline
from reisleider.flows.steps import Step

SOURCE = tuple(Choice(f"i{n}", words=words) for n, words in enumerate(("zoeken", "boeken", "vertrekken"), 1))
NEEDS_SOURCE = ("step", "most-least")


def step_of(kind: str) -> Step:
    toml, _, _ = KINDS[kind].example
    block = '[[block]]\nid = "b"\ntitle = { nl = "B", en = "B" }\n'
    head = 'id = "x"\ntrack = "customer"\ntitle = { nl = "X", en = "X" }\n'
    return read_outline(f"{head}{block}[[step]]\n{toml}\n", "example.toml").steps[0]


def offer_of(kind: str) -> Offer:
    return Offer(source=SOURCE if kind in NEEDS_SOURCE else (), listed=1)

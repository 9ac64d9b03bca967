"""The act that roles make together: a later time and no past is a pause, a denial and to understand a call for help.

Law: a rule tells which roles compose, which may stand beside them, and which may not. It is sure where no word of
content is left over; with a few left over it is likely, to be asked back; with more, or a past that is told, it is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reisleider.flows.listening.roles import Part, parts, past
from reisleider.flows.listening.tokens import Typed

LONGEST = 16  # words; a longer reply is told


@dataclass(frozen=True)
class Rule:
    """How one act is said.

    ``needs``: of each group a role must be there; ``beside``: roles that add no content; ``never``: roles with which it
    is something else; ``sure`` and ``likely``: how many words of content it may have beside; ``told``: whether it may
    be told as something past.
    """

    act: str
    needs: tuple[str, ...]
    beside: str = ""
    never: str = ""
    sure: int = 0
    likely: int = 1
    told: bool = False


_ALWAYS = frozenset({"glue", "self", "you"})
RULES = (
    Rule("pause", ("later",), "carry busy wait must modal go no yes here-again contact not want talk bye", "told", 0, 2),
    Rule("pause", ("later", "busy wait must carry modal contact"), "go no yes talk bye not", "told", 3, 4),
    Rule("pause", ("busy",), "must wait no not have carry later you", "told modal data", 0, 1),
    Rule("pause", ("wait",), "must busy modal carry no not again", "told data", 0, 2),
    Rule("pause", ("must", "busy"), "wait later carry", "told modal", 2, 3),
    Rule("back", ("back",), "modal previous wrong talk press again change go no not one meant", "told here-again", 0, 1),
    Rule("back", ("previous", "talk change again wrong modal meant"), "back press no not go talk", "", 0, 2, told=True),
    Rule("back", ("previous",), "back press no go talk modal again", "told", 0, 0),
    Rule("back", ("wrong",), "press back previous meant again no change not modal talk", "told", 0, 1, told=True),
    Rule("back", ("change",), "modal want previous talk press wrong again data no", "told", 0, 1),
    Rule("back", ("again",), "modal previous talk press no", "told", 0, 0),
    Rule("back", ("meant",), "not previous press no change wrong yes", "mean", 0, 2, told=True),
    Rule("refuse", ("private",), "say not talk skip go want modal", "told", 0, 2),
    Rule("refuse", ("skip",), "talk go modal no want not say private silly thanks", "told", 0, 1),
    Rule("refuse", ("silly",), "talk skip", "told", 0, 1),
    Rule("refuse", ("not", "say"), "want talk private skip modal go no more", "told know unknown contact", 1, 2),
    Rule("help", ("not", "understand"), "talk explain fill must", "told", 0, 1),
    Rule("help", ("explain",), "talk modal mean not understand again want", "told data", 0, 2),
    Rule("help", ("mean", "you"), "talk modal explain not understand", "told", 1, 5),
    Rule("help", ("fill", "must modal"), "talk button", "told not", 0, 1),
    Rule("help", ("button",), "not talk modal", "told wrong", 0, 2),
    Rule("dont-know", ("unknown",), "know not no", "told data", 0, 0),
    Rule("dont-know", ("not", "know"), "unknown more no", "told contact part", 2, 3),
    Rule("none", ("nothing",), "wish not fine all said more no know thanks", "told", 0, 0),
    Rule("none", ("fine", "all nothing"), "wish no said nothing not", "", 0, 0, told=True),
    Rule("none", ("said", "all"), "wish no nothing", "", 0, 0, told=True),
    Rule("finish", ("last",), "no all nothing-more thanks done yes said", "", 0, 0, told=True),
    Rule("finish", ("nothing-more",), "no last all wish", "", 0, 0, told=True),
    Rule("stop", ("rude",), "talk end", "told", -1, 1),
    Rule("stop", ("rude", "talk end"), "", "told", 0, 2),
    Rule("stop", ("end",), "talk want not more part modal go no bye contact self rude enough wait data", "told", 0, 2),
    Rule("stop", ("not", "want part contact", "more part contact talk"), "go no end talk want enough", "told say skip", 0, 2),
    Rule("stop", ("enough",), "talk end more no bye not", "told", 0, 1),
    Rule("stop", ("bye",), "talk end not enough", "told hello later", 0, 0),
    Rule("go-on", ("here-again",), "yes go talk no busy wait later", "", 0, 2, told=True),
    Rule("go-on", ("go",), "yes talk modal here-again carry busy wait thanks", "told not skip", 0, 1),
    Rule("thanks", ("thanks",), "thankful hello talk yes", "told not", 1, 1),
    Rule("greeting", ("hello",), "bye talk thanks", "told not", 1, 1),
)
"""How acts are said, the likelier first."""


@dataclass(frozen=True)
class Composed:
    """An act by its name, and whether it is sure."""

    act: str
    sure: bool


def composed(typed: Typed, but: Sequence[str] = ()) -> Composed | None:
    """The act that the words make together, None where they make none."""
    if not typed.words or len(typed.words) > LONGEST:
        return None
    said = parts(typed.words)
    every = frozenset().union(*(part.roles for part in said))
    likely: tuple[int, str] | None = None
    for rule, needs, never, allowed in _RULES:
        if rule.act in but or not all(group & every for group in needs) or never & every:
            continue
        left, told = _left(said, allowed)
        if told and not rule.told:
            continue
        if left <= rule.sure:
            return Composed(rule.act, True)
        if left <= rule.likely and not told and (likely is None or left < likely[0]):
            likely = (left, rule.act)
    return None if likely is None else Composed(likely[1], False)


def _left(said: Sequence[Part], allowed: frozenset[str]) -> tuple[int, bool]:
    """How many words of content a rule leaves over, and whether one of them tells what was done."""
    over = [word for part in said if not part.roles & allowed for word in part.words]
    return len(over), any(past(word) for word in over)


def _prepared(rule: Rule) -> tuple[Rule, tuple[frozenset[str], ...], frozenset[str], frozenset[str]]:
    needs = tuple(frozenset(group.split()) for group in rule.needs)
    allowed = _ALWAYS.union(rule.beside.split(), *needs)
    return rule, needs, frozenset(rule.never.split()), allowed


_RULES = tuple(_prepared(rule) for rule in RULES)

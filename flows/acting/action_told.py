"""What a talk about an action says so far: the action it makes, and what somebody's words mean where they are asked.

Law: a pure reading of the answers that hold; a day is read as it was meant when it was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reisleider.flows.acting.day_told import day_told
from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Interview, Texts
from reisleider.flows.scripts.script import Script
from reisleider.flows.words.replies import plain
from reisleider.flows.words.vocabulary import lists

ME, NOBODY, NO_DAY, NO_GOAL = "me", "nobody", "none", "none"
"""The options of who does it, when, and what for."""
SOON: Mapping[str, str] = {"month": "over een maand", "quarter": "over drie maanden"}
"""What the buttons of when it is done say, as words that are read."""
LONGEST = {"action": 300, "owner": 60, "serves": 200}
"""Characters: an action is a card on the map."""


@dataclass(frozen=True)
class ActionTold:
    """What was told: the touchpoint's id, the action, who (``owner``: a name, or ME; ``account``: of whom was
    mentioned), the day, and what it ``serves`` in own words or, given, as a ``goal``."""

    about: str | None = None
    words: str = ""
    owner: str = ""
    account: str | None = None
    due: date | None = None
    serves: str = ""
    goal: Texts | None = None


def action_told(script: Script, interview: Interview) -> ActionTold:
    """What the answers of a talk make, as far as they were given."""
    story = read(script, interview)
    about, words, serves = (story.value(one) for one in ("about", "action", "serves"))
    owner, account = owner_in(_said(story.value("owner")))
    given = {one.id: one.text for one in interview.givens.sources.get("goals", ())}
    own = _own_words(script, interview, "serves") if serves == NO_GOAL else ""
    return ActionTold(
        str(about) if about is not None else None,
        words if isinstance(words, str) else "",
        owner,
        account,
        _day(interview, _said(story.value("due"))),
        own,
        given.get(str(serves)),
    )


def _said(value: object) -> str:
    """What an open question was answered with: the words, or the option's id."""
    return str(value["option"]) if isinstance(value, dict) else value if isinstance(value, str) else ""


def _day(interview: Interview, said: str) -> date | None:
    line = next((one for one in reversed(interview.log) if one.step == "due" and one.kind == "answer"), None)
    return None if line is None else day_told(SOON.get(said, said), line.said_at.date())


def _own_words(script: Script, interview: Interview, step: str) -> str:
    """What was said beside the option that is meant by words of one's own; nothing where it was called by its name."""
    said = next((one.verbatim for one in reversed(interview.log) if one.step == step and one.verbatim), "")
    names = {plain(text) for option in script.step(step).options for text in option.text.values()}
    return "" if plain(said) in names or _is_any(said, "none") else said


def owner_in(said: str) -> tuple[str, str | None]:
    """Who is named: a name (or ME), and the account where they were mentioned; "" for nobody."""
    if said == ME or _is_any(said, "me"):
        return ME, None
    if said == NOBODY or _is_any(said, "nobody"):
        return "", None
    name, at, rest = said.strip().rpartition("(@")
    account = rest.removesuffix(")")
    if not at or account == rest or not account or any(one.isspace() or one in "()" for one in account):
        return said.strip().lstrip("@"), None
    return name.strip().lstrip("@"), account


def no_day_told(said: str) -> bool:
    """Whether somebody says that there is no day yet."""
    return _is_any(said, "none")


def _is_any(said: str, name: str) -> bool:
    return plain(said) in lists("due")[name]

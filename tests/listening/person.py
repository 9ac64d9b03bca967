"""Somebody as a test knows them: what they would say to each question, and what they mean by it.

Law: a person is one TOML file. They know their own story and what they are asked, and never how a reply is read.

``[study]`` is what they are asked about. ``[says]`` is what they answer, by the step that is asked, with as much of
the moment as matters: ``"emotion"`` is any feeling asked for, ``"emotion @ de brief"`` that at a step that is called
so, ``"why + probe"`` what they say to an exchange beside that question (``"* + probe"``: beside any). Several replies
are said one after the other, as long as the same question stays open. ``[Klaar]`` is pressed, all else is typed.
``[unasked]`` is what they say before they answer: a question of their own, "laat maar", a yawn.
``[means]`` is what must be kept in the end, and ``[never]`` what must not be.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reisleider.bot.demo.show import load_demo_study
from reisleider.flows.journey import REPLIES, Study, Team

FOLDER = Path(__file__).parent / "people"


@dataclass(frozen=True)
class Moment:
    """What stands open: the step, the words of the item it is about, the kind of an exchange beside it."""

    step: str
    about: str | None = None
    beside: str | None = None

    def __str__(self) -> str:
        return f"{self.step}{f' @ {self.about}' if self.about else ''}{f' + {self.beside}' if self.beside else ''}"


@dataclass(frozen=True)
class Person:
    """Who they are (``who``), what they say, and what holds of their talk. ``at_most``: lengths by name."""

    name: str
    who: str
    script: str
    language: str
    study: Study
    says: Mapping[str, Sequence[str]]
    unasked: Mapping[str, str]
    means: Mapping[str, Any]
    never: Sequence[str]
    at_most: Mapping[str, int]
    probed: bool
    ending: str

    def unasked_at(self, moment: Moment) -> str | None:
        """What they say of their own before they answer."""
        return _told(self.unasked, moment)

    def replies(self, moment: Moment) -> tuple[str, ...]:
        """What they answer at this moment, one after the other while it stays open."""
        return _told(self.says, moment) or ()

    def meant(self, moment: Moment) -> Any:
        """What they mean by their answer at this moment, or None where the file does not say."""
        return _told(self.means, moment)


def people() -> tuple[Person, ...]:
    """Everybody there is, by name."""
    return tuple(read_person(file) for file in sorted(FOLDER.glob("*.toml")))


def read_person(file: Path) -> Person:
    """One person from their file."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    says = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in told["says"].items()}
    return Person(
        name=file.stem,
        who=told["who"],
        script=told["script"],
        language=told["language"],
        study=_study(file.stem, told["language"], told["study"]),
        says=says,
        unasked=told.get("unasked", {}),
        means=told.get("means", {}),
        never=tuple(told.get("never", ())),
        at_most=told["at_most"],
        probed=told.get("probed", True),
        ending=told.get("ending", "completed"),
    )


def _study(name: str, language: str, told: Mapping[str, Any]) -> Study:
    """A study about what this person went through, with nothing expected beforehand."""
    said = {key: {language: told[key]} for key in ("title", "attempt", "start", "end")}
    teams = tuple(Team(f"team-{number}", {language: one}) for number, one in enumerate(told.get("teams", ()), 1))
    plain = {key: told[key] for key in ("organisation", "lead", "contact", "privacy_url")}
    more = {key: told[key] for key in ("b2b",) if key in told}
    return replace(
        load_demo_study(),
        id=name,
        replies=REPLIES,
        labels=(),
        personas=(),
        teams=teams,
        goal=said["title"],
        **said,
        **plain,
        **more,
    )


def _told(lines: Mapping[str, Any], moment: Moment) -> Any:
    """The line that says most about this moment."""
    fitting = [(weight, value) for key, value in lines.items() if (weight := _fits(key, moment))]
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _fits(key: str, moment: Moment) -> int:
    place, _, beside = (part.strip() for part in key.partition(" + "))
    step, _, about = (part.strip() for part in place.partition(" @ "))
    if step not in ("*", moment.step) or beside != (moment.beside or ""):
        return 0
    if about and about.casefold() not in (moment.about or "").casefold():
        return 0
    return 1 + 2 * (step != "*") + 4 * bool(about)

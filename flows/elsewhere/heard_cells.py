"""What one cell means: read as a reply to the question it answers, by the reader of the chat.

Law: what the file's map says of a code holds; a bare number is a face only on a scale that the map names, and what is
not understood is nothing. Values pass the gate of a study; times are UTC, and none is to come.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from reisleider.flows.effects import Choice
from reisleider.flows.elsewhere.take_map import TakeMap
from reisleider.flows.gate import values
from reisleider.flows.gate.plain import seen, steers
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.journey import SCORES, Language, Study, Value
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Taken
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import Script
from reisleider.flows.words.replies import means, plain

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Programs write a day they do not know as one long ago."""
LONGEST_WORDS = 4_000  # characters of what somebody told: the longest message of a chat
STEPS = {"face": "emotion", "end_face": "end-emotion", "channel": "channel", "phase": "phase", "outcome": "outcome"}
"""By what a column says: the step of the script that it answers."""
TRUTHS = {"true": True, "false": False}
"""How programs write a box that was ticked, or was not."""
_NUMBER = re.compile(r"([+\-−]?\d{1,3})(?:[.,]0{1,3})?")
NOON = time(12)


class NotHeard(Exception):
    """A cell that cannot be taken; ``key`` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class Hearer:
    """Reads the cells of one file for one study."""

    def __init__(self, script: Script, study: Study, told: TakeMap, now: datetime) -> None:
        self.script = script
        self.study = study
        self.map = told
        self.now = now

    def meant(self, kind: str, cell: str) -> str | int | None:
        """What the map says that this cell means, or None."""
        return self.map.answers.get(kind, {}).get(cell.casefold())

    def yes(self, kind: str, cell: str) -> bool:
        """Whether a cell says yes. Raises NotHeard where it says neither yes nor no."""
        meant = self.meant(kind, cell)
        if meant is not None:
            return meant == "yes"
        if cell.casefold() in TRUTHS:
            return TRUTHS[cell.casefold()]
        if not (means(cell, "yes") or means(cell, "no")):
            raise NotHeard("heard")
        return means(cell, "yes")

    def answer(self, kind: str, cell: str) -> Value:
        """The answer to a question with choices, as it is stored. Raises NotHeard."""
        meant = self.meant(kind, cell)
        if meant is not None:
            return meant
        step = self.script.step(STEPS[kind])
        if kind in ("face", "end_face") and (number := _NUMBER.fullmatch(cell)) is not None:
            return self.score(int(number[1].replace("−", "-")))
        source = self.phases() if step.source == "phases" else ()
        ids = [*(option.id for option in step.options if option.face is None), *(one.id for one in source)]
        if cell.casefold() in ids:
            return cell.casefold()
        named = [one.id for one in source if plain(cell) in map(plain, (one.text or {}).values())]
        if len(set(named)) == 1:
            return named[0]
        offer = Offer(source, today=self.now.date(), language=self.map.language)
        heard = type_of(step.kind).parse(step, offer, Said("text", cell, numbered=False))
        if not isinstance(heard, Taken) or cell.isdecimal():
            raise NotHeard("heard")
        return heard.value

    def phases(self) -> tuple[Choice, ...]:
        """The phases as they are called on the map, and as a customer says them."""
        phases = self.study.model.phases
        return tuple(Choice(one.id, text=texts) for one in phases for texts in (one.label, one.plain))

    def score(self, number: int) -> int:
        """A number on the file's scale as a score: the nearest of five, evenly from the worst to the best."""
        if self.map.scale is None:
            raise NotHeard("scale")
        worst, best = self.map.scale
        if not min(worst, best) <= number <= max(worst, best):
            raise NotHeard("off-scale")
        return SCORES[round(4 * (number - worst) / (best - worst))]

    def language(self, cell: str) -> Language:
        """A language that the study speaks. Raises NotHeard."""
        code = str(self.meant("language", cell) or re.split("[-_]", cell.casefold())[0])
        if code not in self.study.languages or code not in LANGUAGES:
            raise NotHeard("heard")
        return code

    def persona(self, cell: str) -> str:
        """A persona of the study, by its id or name. Raises NotHeard."""
        meant = self.meant("persona", cell)
        names = {one.id: {one.id, *(text.casefold() for text in one.name.values())} for one in self.study.personas}
        found = [id for id, called in names.items() if meant == id or (meant is None and cell.casefold() in called)]
        if len(found) != 1:
            raise NotHeard("heard")
        return found[0]

    def words(self, cell: str, longest: int = LONGEST_WORDS) -> str:
        """What somebody told, on one line, as every word of theirs is kept. Raises NotHeard."""
        if steers(cell):
            raise NotHeard("steering")
        told = seen(cell)
        if len(told) > longest:
            raise NotHeard("long")
        return told

    def moment(self, cell: str) -> datetime:
        """When something was: a day, or a day and a time (the study's, where no zone is told). Raises NotHeard."""
        zone = ZoneInfo(self.study.timezone)
        try:
            told = _read_time(cell, zone)
            at = told.astimezone(UTC)
        except (Unfit, OverflowError):
            raise NotHeard("day") from None
        if at < EARLIEST:
            raise NotHeard("day")
        if told.date() > self.now.astimezone(zone).date():
            raise NotHeard("later")
        return min(at, self.now)


def _read_time(cell: str, zone: ZoneInfo) -> datetime:
    """A time as programs and people write one. Raises Unfit where it is none."""
    try:
        if len(cell) > len("2026-03-01"):
            told = datetime.fromisoformat(cell)
            return told if told.tzinfo is not None else told.replace(tzinfo=zone)
    except ValueError:
        cell = cell.split(maxsplit=1)[0]  # a day as people write it, with its time behind it
    return datetime.combine(values.day(cell), NOON, zone)

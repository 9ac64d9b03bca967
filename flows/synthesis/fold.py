"""One interview's answers as one participant's journey.

Law: a fold; nothing is added but what neighbours and words tell, and that is marked as told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from reisleider.flows.dialogue.story.story import Item, Story
from reisleider.flows.journey import (
    FACTS,
    REMARKS,
    Importance,
    Interview,
    Journey,
    Remark,
    RemarkRecord,
    Touchpoint,
    Value,
)
from reisleider.flows.records import Record, records_of
from reisleider.flows.scripts.script import Script
from reisleider.flows.steps import is_item
from reisleider.flows.words import cues

UNKNOWN = ("forgot", "unknown", "no-idea", "not-applicable")


def fold(script: Script, interview: Interview, *, persona: str | None = None) -> Journey:
    """What an interview tells so far. ``script`` is the revision it ran with.

    An interview that was declined or withdrawn tells nothing: its journey is empty.
    """
    if interview.state in ("declined", "withdrawn"):
        interview = replace(interview, log=(), picks=())
    return _Fold(script, interview).journey(persona)


class _Fold:
    def __init__(self, script: Script, interview: Interview) -> None:
        self.script = script
        self.interview = interview
        self.story = Story(script, interview)
        self.organisation = next(iter(interview.givens.slots.get("organisation", {}).values()), "")

    def value(self, saves: str, item: str | None = None) -> Value:
        """The value a record holds: the first of its steps that was answered."""
        values = (self.story.value(step.id, item) for step in self.script.saving(saves))
        return next((value for value in values if value is not None), None)

    def words(self, saves: str, item: str | None = None) -> str | None:
        """Own words of a record, with what a follow-up question added; None for a button."""
        said = (self.story.words(step, item) for step in self.script.saving(saves))
        return next((words for words in said if words is not None), None)

    def forwarded(self, saves: str, item: str | None = None) -> bool:
        """Whether the words of a record are somebody else's."""
        return any(self.story.is_forwarded(step.id, item) for step in self.script.saving(saves))

    def choice(self, saves: str, item: str | None = None) -> str | None:
        """An option's id, unless it means "I don't know"."""
        value = self.value(saves, item)
        return value if isinstance(value, str) and value not in UNKNOWN else None

    def fields(self, noun: type, item: str | None = None) -> dict[str, Value]:
        """The fields of a noun that its records fill, each read as it is declared."""
        return {
            record.field: self.read(record, item) for record in records_of(noun) if record.read not in ("own", "value")
        }

    def read(self, record: Record, item: str | None) -> Value:
        """What one record holds, as its field wants it."""
        (saves,) = record.saves
        if record.read == "words":
            return self.words(saves, item)
        if record.read in ("choice", "level"):
            chosen = self.choice(saves, item)
            return chosen if record.read == "choice" else _level(chosen)
        value = self.value(saves, item)
        if record.read == "yes":
            return value == record.when
        return value if _FITS[record.read](value) else None

    def journey(self, persona: str | None) -> Journey:
        interview = self.interview
        decided = self.value("decided-at")
        return Journey(
            interview=interview.id,
            study=interview.study,
            participant=interview.participant,
            track=interview.track,
            language=interview.language,
            finished=interview.state == "completed",
            began_at=interview.began_at,
            ended_at=interview.ended_at,
            persona=persona,
            touchpoints=self.touchpoints(),
            remarks=self.remarks(),
            importance=self.importance(),
            chose=None if decided is None else is_item(decided),
            facts=self.facts(),
            **self.fields(Journey),
        )

    def facts(self) -> Mapping[str, Value]:
        found = {saves: value for saves in FACTS if (value := self.value(saves)) is not None}
        for fact in self.interview.givens.facts:
            value = self.value("fact", fact.id)
            if value is not None:
                found[fact.id] = value
        return found

    def importance(self) -> Importance | None:
        value = self.value("importance")
        if not isinstance(value, dict) or value.get("most") is None:
            return None
        return Importance(tuple(value["shown"]), value["most"], value.get("least"))

    def remarks(self) -> tuple[Remark, ...]:
        found = [
            Remark(remark.kind, words, self.where(remark), self.forwarded(remark.saves))
            for remark in sorted(REMARKS, key=lambda one: one.where is not None)  # the placed ones after the others
            if not remark.each and (words := self.words(remark.saves)) is not None
        ]
        for item in self.story.items:
            why, score = self.words("why", item.id), self.value("emotion", item.id)
            if why is not None and isinstance(score, int) and score != 0:
                found.append(Remark("pain" if score < 0 else "gain", why, item.id, self.forwarded("why", item.id)))
            found.extend(
                Remark(remark.kind, words, item.id, self.forwarded(remark.saves, item.id))
                for remark in REMARKS
                if remark.each and (words := self.words(remark.saves, item.id)) is not None
            )
        return tuple(found)

    def where(self, remark: RemarkRecord) -> str | None:
        """The touchpoint that a remark about the whole was placed at."""
        value = None if remark.where is None else self.value(remark.where)
        return value if is_item(value) else None

    def touchpoints(self) -> tuple[Touchpoint, ...]:
        phases = self.phases()
        return tuple(self.touchpoint(place, item, phases) for place, item in enumerate(self.story.items))

    def phases(self) -> Mapping[str, tuple[str, bool]]:
        """Item id -> (phase, told): as answered, as the words tell, else as the nearest neighbour that is known."""
        told = self.story.phases_told()
        known: dict[str, tuple[str, bool]] = {}
        for item in self.story.items:
            answered = self.choice("phase", item.id)
            if answered is not None:
                known[item.id] = (answered, False)
            elif item.id in told:
                known[item.id] = (told[item.id], True)
        ids = [item.id for item in self.story.items]
        places = [place for place, id in enumerate(ids) if id in known]
        for place, id in enumerate(ids):
            if id not in known and places:
                near = min(places, key=lambda other: (abs(other - place), other))
                known[id] = (known[ids[near]][0], True)
        return known

    def touchpoint(self, position: int, item: Item, phases: Mapping[str, tuple[str, bool]]) -> Touchpoint:
        emotion = self.value("emotion", item.id)
        channel = self.choice("channel", item.id)
        phase, phase_told = phases.get(item.id, (None, False))
        spoken = cues.channel_told(item.words) if channel is None else None
        return Touchpoint(
            id=item.id,
            words=item.words,
            position=position,
            channel=channel or spoken,
            phase=phase,
            control=cues.control_told(item.words, self.organisation),
            wait=cues.wait_told(item.words),
            emotion_unknown=emotion if isinstance(emotion, str) else None,
            designed=any(step.id == item.step for step in self.script.saving("touchpoint-designed")),
            told=tuple(name for name, yes in (("channel", spoken is not None), ("phase", phase_told)) if yes),
            same_as=self.same_as(item.id),
            matched=self.story.matched(item.id),
            forwarded=self.story.is_forwarded(item.step, item.id),
            pictures=self.story.pictures(item.id),
            **self.fields(Touchpoint, item.id),
        )

    def same_as(self, item: str) -> str | None:
        value = self.story.said_same(item)
        return "" if value == "different" else value if value not in UNKNOWN else None


_FITS: Mapping[str, Callable[[Value], bool]] = {
    "score": lambda value: isinstance(value, int),
    "item": is_item,
    "number": lambda value: isinstance(value, dict) and "number" in value,
}


def _level(chosen: str | None) -> int | None:
    return int(chosen[1:]) if chosen is not None and chosen[1:].isdigit() else None

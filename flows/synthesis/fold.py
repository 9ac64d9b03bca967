"""One interview's answers as one participant's journey.

Law: a fold; nothing is added but what neighbours and words tell, and that is marked as told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reisleider.flows.dialogue.story import Item, Story
from reisleider.flows.journey import Importance, Interview, Journey, Remark, Touchpoint, Value
from reisleider.flows.scripts.script import Script
from reisleider.flows.steps import is_item
from reisleider.flows.words import cues

WHOLE = {
    "trigger": "trigger",
    "goal": "goal",
    "decider": "decider",
    "wish": "wish",
    "handover": "handover",
    "complaint": "complaint",
    "compliment": "compliment",
    "improvement": "improvement",
    "persona-goal": "persona-goal",
}
"""Records about the whole journey: what a step saves -> the kind of remark."""
PLACED = {"need": "need-where", "question": "question-where", "nearly-stopped-what": "nearly-stopped"}
"""Records whose touchpoint is asked by another step: what a step saves -> the record that names the touchpoint."""
KINDS = {"need": "need", "question": "question", "nearly-stopped-what": "drop-off"}
WORDS = ("emotion-word", "why", "expected", "aim", "backstage", "success", "measure")
FACTS = (
    "recommend",
    "team",
    "roles",
    "persona",
    "top-three",
    "best",
    "worst",
    "impact",
    "effort",
    "who",
    "told-anyone",
)
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
        for step in self.script.saving(saves):
            value = self.story.value(step.id, item)
            if isinstance(value, str):
                return " ".join((value, *self.story.probes(step.id, item)))
        return None

    def choice(self, saves: str, item: str | None = None) -> str | None:
        """An option's id, unless it means "I don't know"."""
        value = self.value(saves, item)
        return value if isinstance(value, str) and value not in UNKNOWN else None

    def journey(self, persona: str | None) -> Journey:
        interview = self.interview
        decided = self.value("decided-at")
        recency, outcome = self.choice("recency"), self.choice("outcome")
        end = self.value("end-emotion")
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
            recency=recency,
            intent=self.choice("intent"),
            decided_at=decided if is_item(decided) else None,
            chose=None if decided is None else is_item(decided),
            nearly_stopped_at=self.picked("nearly-stopped"),
            remembered=self.picked("remembered"),
            outcome=outcome,
            end_emotion=end if isinstance(end, int) else None,
            quotes_allowed=self.value("quotes") == "yes",
            recontact_allowed=self.value("recontact") == "yes",
            validated=self.value("validated") == "right",
            facts=self.facts(),
        )

    def picked(self, saves: str) -> str | None:
        value = self.value(saves)
        return value if is_item(value) else None

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
        found = [Remark(kind, words) for saves, kind in WHOLE.items() if (words := self.words(saves)) is not None]
        for saves, where in PLACED.items():
            words = self.words(saves)
            if words is not None:
                found.append(Remark(KINDS[saves], words, self.picked(where)))
        for item in self.story.items:
            why, need, score = (
                self.words("why", item.id),
                self.words("need-at", item.id),
                self.value("emotion", item.id),
            )
            if why is not None and isinstance(score, int) and score != 0:
                found.append(Remark("pain" if score < 0 else "gain", why, item.id))
            if need is not None:
                found.append(Remark("need", need, item.id))
        return tuple(found)

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
        emotion, guess = self.value("emotion", item.id), self.value("guess", item.id)
        channel = self.choice("channel", item.id)
        phase, phase_told = phases.get(item.id, (None, False))
        ease = self.choice("ease", item.id)
        spoken = cues.channel_told(item.words) if channel is None else None
        told = tuple(name for name, yes in (("channel", spoken is not None), ("phase", phase_told)) if yes)
        designed = any(step.id == item.step for step in self.script.saving("touchpoint-designed"))
        more: dict[str, Any] = {saves.replace("-", "_"): self.words(saves, item.id) for saves in WORDS}
        return Touchpoint(
            id=item.id,
            words=item.words,
            position=position,
            channel=channel or spoken,
            phase=phase,
            control=cues.control_told(item.words, self.organisation),
            wait=cues.wait_told(item.words),
            emotion=emotion if isinstance(emotion, int) else None,
            emotion_unknown=emotion if isinstance(emotion, str) else None,
            expectation=self.choice("expectation", item.id),
            ease=int(ease[1:]) if ease is not None and ease[1:].isdigit() else None,
            elapsed=self.choice("elapsed", item.id),
            guess=guess if isinstance(guess, int) else None,
            certainty=self.choice("certainty", item.id),
            basis=self.choice("basis", item.id),
            owner=self.choice("owner", item.id),
            designed=designed,
            target=self.number("target", item.id),
            today=self.number("today", item.id),
            told=told,
            same_as=self.same_as(item.id),
            **more,
        )

    def same_as(self, item: str) -> str | None:
        value = self.choice("same-as", item)
        return "" if value == "different" else value

    def number(self, saves: str, item: str) -> Value:
        value = self.value(saves, item)
        return value if isinstance(value, dict) and "number" in value else None

"""A day, typed as people write days: "3 mei 2026", "May 3, 2026", "3-5-2026", "2026-05-03".

Law: stored as {"date": "2026-05-03"}, or {"option": id} for a button; a day that no calendar has is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reisleider.flows.effects import Slot, Words
from reisleider.flows.journey import Value
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Refused, Taken
from reisleider.flows.questions.question_type import Named, QuestionType
from reisleider.flows.steps import Step
from reisleider.flows.words.offers import heard, pick

_MONTHS = ("jan", "feb", "maa mar mrt", "apr", "mei may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec")
_PARTS = re.compile(r"\d+|[a-z]{3,}")


class Date(QuestionType):
    kind = "date"
    wordless = True
    example = (
        'id = "since"\nblock = "b"\nkind = "date"\nsaves = "trigger"\nnl = "Op welke dag was dat?"\n'
        'en = "Which day was that?"\noptions = [{ id = "forgot", nl = "Weet ik niet meer", en = "I don\'t remember" }]',
        "3 mei 2026",
        {"date": "2026-05-03"},
    )

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        day = self.day(said.text) if said.kind == "text" else None
        if day is not None:
            return Taken({"date": day.isoformat()})
        choice, _ = pick(said, heard(step, offer))
        return Refused("refused.words") if choice is None else Taken({"option": choice.id}, choice)

    def day(self, text: str) -> date | None:
        parts = _PARTS.findall(text.casefold())
        if len(parts) != 3:
            return None
        numbers = [int(part) for part in parts if part.isdecimal()]
        named = [month for month, names in enumerate(_MONTHS, 1) for part in parts if part[:3] in names.split()]
        if len(numbers) == 3 and numbers[0] > 31:
            numbers.reverse()
        if len(numbers) == 2 and len(named) == 1:
            numbers.insert(1, named[0])
        try:
            return date(numbers[2], numbers[1], numbers[0])
        except (ValueError, IndexError):
            return None

    def is_same(self, step: Step, value: Value, choice: str) -> bool:
        return bool(value.get("option") == choice)

    def tell_back(self, step: Step, value: Value, named: Named) -> Slot:
        words = self.own_words(value)
        return named(value["option"]) if words is None else Words(words)

    def own_words(self, value: Value) -> str | None:
        if "date" not in value:
            return None
        day = date.fromisoformat(value["date"])
        return f"{day.day}-{day.month}-{day.year}"

    def faults(self, step: Step) -> Iterator[str]:
        if step.source is not None:
            yield "a date has no source; use kind = choice."


TYPE = Date()

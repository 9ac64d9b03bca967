"""A stretch of time in a few buckets: how long ago, or how long it took.

Law: a bucket's ``days`` is its upper bound; a typed duration ("three weeks ago") falls in the first that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Taken
from reisleider.flows.questions.choice import OneChoice
from reisleider.flows.steps import Option, Step
from reisleider.flows.words.durations import days_of


class Bucket(OneChoice):
    kind = "bucket"
    example = (
        'id = "when"\nblock = "b"\nkind = "bucket"\nsaves = "recency"\nnl = "Wanneer?"\nen = "When?"\n'
        'options = [{ id = "month", nl = "Minder dan een maand geleden", en = "Less than a month ago", days = 30 }, '
        '{ id = "half", nl = "1–5 maanden geleden", en = "1–5 months ago", days = 182 }, '
        '{ id = "older", nl = "Langer geleden", en = "Longer ago", days = 36500 }]',
        "drie maanden geleden",
        "half",
    )

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        outcome = super().parse(step, offer, said)
        if isinstance(outcome, Taken) and not outcome.remark:
            return outcome
        found = self.bucket(step, said.text) if said.kind == "text" else None
        return Taken(found.id, found.choice) if found is not None else outcome

    def bucket(self, step: Step, text: str) -> Option | None:
        days = days_of(text)
        if days is None:
            return None
        return next((option for option in step.options if option.days is not None and days <= option.days), None)

    def faults(self, step: Step) -> Iterator[str]:
        yield from super().faults(step)
        bounds = [option.days for option in step.options if option.days is not None]
        if len(bounds) < 2 or bounds != sorted(bounds):
            yield "give its options days, each bucket's upper bound, from short to long."


TYPE = Bucket()

"""A stretch of time in a few buckets: how long ago, or how long it took.

Law: a bucket's ``days`` is its upper bound; a typed duration ("three weeks ago") falls in the first that holds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.listening.acts import Reading
from reisleider.flows.questions.choice import OneChoice
from reisleider.flows.steps import Step


class Bucket(OneChoice):
    kind = "bucket"
    takes_others = False
    reads: Reading = "time"
    example = (
        'id = "when"\nblock = "b"\nkind = "bucket"\nsaves = "recency"\nnl = "Wanneer?"\nen = "When?"\n'
        'options = [{ id = "month", nl = "Minder dan een maand geleden", en = "Less than a month ago", days = 30 }, '
        '{ id = "half", nl = "1–5 maanden geleden", en = "1–5 months ago", days = 182 }, '
        '{ id = "older", nl = "Langer geleden", en = "Longer ago", days = 36500 }]',
        "drie maanden geleden",
        "half",
    )

    def faults(self, step: Step) -> Iterator[str]:
        yield from super().faults(step)
        bounds = [option.days for option in step.options if option.days is not None]
        if len(bounds) < 2 or bounds != sorted(bounds):
            yield "give its options days, each bucket's upper bound, from short to long."


TYPE = Bucket()

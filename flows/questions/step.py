"""Points at one of the person's own steps, or at a fixed answer such as "another moment".

Law: stored as the item's id (i1, i2, ...) or the option's id; a typed number is the item's number.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.questions.choice import OneChoice
from reisleider.flows.steps import Step


class StepPicker(OneChoice):
    kind = "step"
    takes_others = False
    counted = True
    refusal = "refused.step"
    example = (
        'id = "remembered"\nblock = "b"\nkind = "step"\nsaves = "remembered"\nsource = "touchpoint"\n'
        'nl = "Welk moment?"\nen = "Which moment?"\n'
        'options = [{ id = "other", nl = "Een ander moment", en = "Another moment" }]',
        "een ander moment",
        "other",
    )

    def faults(self, step: Step) -> Iterator[str]:
        if step.source != "touchpoint":
            yield 'a step picker needs source = "touchpoint".'


TYPE = StepPicker()

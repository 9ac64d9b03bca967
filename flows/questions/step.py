"""Points at one of the person's own steps, or at a fixed answer such as "another moment".

Law: stored as the item's id (i1, i2, ...) or the option's id; a typed number is the item's number. A sentence names a
step that it alone shares words with; what may be one step or two is asked, and after a no it names none.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.listening.naming import begins_with_no, names_one
from reisleider.flows.meaning.find import near_among
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Either, Offer, Outcome, Refused, Taken, Unsure
from reisleider.flows.questions.choice import OneChoice
from reisleider.flows.steps import Step

_EITHER = 2  # steps that may be meant and are asked between; of more, none is near


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

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        outcome = super().parse(step, offer, said)
        if said.kind != "text" or not isinstance(outcome, Refused | Unsure):
            return outcome
        none = next((option.choice for option in step.options if option.id == "none"), None)
        if none is not None and begins_with_no(said.text):
            return Unsure(none)
        steps = [choice for choice in offer.source if choice.words is not None]
        asked = " ".join(step.text.values())
        near = [steps[place] for place in near_among([str(one.words) for one in steps], said.text, asked)]
        if isinstance(outcome, Unsure) and outcome.choice not in steps:
            return outcome
        if len(near) == 1:
            return Taken(near[0].id, near[0]) if names_one(said.text, near[0], steps) else Unsure(near[0])
        if len(near) == _EITHER:
            return Either(tuple(near))
        return outcome

    def faults(self, step: Step) -> Iterator[str]:
        if step.source != "touchpoint":
            yield 'a step picker needs source = "touchpoint".'


TYPE = StepPicker()

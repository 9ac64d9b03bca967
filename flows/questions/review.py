"""The play-back: "this is how I understood you", right as it is, or to be changed.

Law: it closes the script; its options are right, change and leave-out, and nothing else. A "yes" with a "but" is no
"right": only what says nothing else closes, and a step that is named is no option's number.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.listening.outline import says_it_is_right
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Refused, Taken
from reisleider.flows.questions.choice import OneChoice
from reisleider.flows.steps import Step
from reisleider.flows.words.chrome import hear
from reisleider.flows.words.corrections import all_right, amiss, read_correction

OPTIONS = ("right", "change", "leave-out")


class Review(OneChoice):
    kind = "review"
    takes_others = False
    is_review = True
    example = (
        'id = "review"\nblock = "b"\nkind = "review"\nsaves = "validated"\nnl = "Klopt dat?"\nen = "Is that right?"\n'
        'options = [{ id = "right", nl = "Ja, dit klopt", en = "Yes" }, { id = "change", nl = "Iets aanpassen", '
        'en = "Change something" }, { id = "leave-out", nl = "Iets weglaten", en = "Leave something out" }]',
        "ja",
        "right",
    )

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        if said.kind != "press" and (all_right(said.text) or says_it_is_right(said.text)):
            return Taken("right", next(choice for choice in step.shown if choice.id == "right"))
        outcome = super().parse(step, offer, said)
        if said.kind == "press" or not amiss(said.text) or hear(said, step.shown) is not None:
            return outcome
        plain = isinstance(outcome, Taken) and outcome.remark is None and outcome.value != "right"
        return outcome if plain and read_correction(said.text).number is None else Refused(self.refusal)

    def faults(self, step: Step) -> Iterator[str]:
        if tuple(option.id for option in step.options) != OPTIONS:
            yield f"give it the options {', '.join(OPTIONS)}."


TYPE = Review()

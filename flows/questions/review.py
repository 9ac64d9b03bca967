"""The play-back: "this is how I understood you", right as it is, or to be changed.

Law: it closes the script; its options are right, change and leave-out, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.questions.choice import OneChoice
from reisleider.flows.steps import Step

OPTIONS = ("right", "change", "leave-out")


class Review(OneChoice):
    kind = "review"
    is_review = True
    example = (
        'id = "review"\nblock = "b"\nkind = "review"\nsaves = "validated"\nnl = "Klopt dat?"\nen = "Is that right?"\n'
        'options = [{ id = "right", nl = "Ja, dit klopt", en = "Yes" }, { id = "change", nl = "Iets aanpassen", '
        'en = "Change something" }, { id = "leave-out", nl = "Iets weglaten", en = "Leave something out" }]',
        "ja",
        "right",
    )

    def faults(self, step: Step) -> Iterator[str]:
        if tuple(option.id for option in step.options) != OPTIONS:
            yield f"give it the options {', '.join(OPTIONS)}."


TYPE = Review()

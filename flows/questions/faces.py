"""Five labelled faces, stored as a score -2..+2; "I don't remember" and "does not apply" are answers, not scores.

Law: the same five faces everywhere; no score is ever derived from words about how much.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.effects import Face, Slot
from reisleider.flows.journey import SCORES, Value
from reisleider.flows.listening.acts import Reading
from reisleider.flows.questions.choice import OneChoice
from reisleider.flows.questions.question_type import Named
from reisleider.flows.steps import Option, Step


class Faces(OneChoice):
    kind = "faces"
    takes_others = False
    reads: Reading = "score"
    refusal = "refused.faces"
    example = (
        'id = "emotion"\nblock = "b"\nkind = "faces"\nsaves = "emotion"\nnl = "Hoe was dat?"\nen = "How was that?"\n'
        'options = [{ id = "f1", nl = "Heel vervelend", en = "Very bad", face = -2 }, '
        '{ id = "f2", nl = "Vervelend", en = "Bad", face = -1 }, '
        '{ id = "f3", nl = "Neutraal", en = "Neutral", face = 0 }, '
        '{ id = "f4", nl = "Fijn", en = "Good", face = 1 }, '
        '{ id = "f5", nl = "Heel fijn", en = "Very good", face = 2 }]',
        "🙂",
        1,
    )

    def value(self, option: Option) -> Value:
        return option.id if option.face is None else option.face

    def is_same(self, step: Step, value: Value, choice: str) -> bool:
        return super().is_same(step, value, choice) or any(
            option.id == choice and option.face is not None and option.face == value for option in step.options
        )

    def tell_back(self, step: Step, value: Value, named: Named) -> Slot:
        return Face(value) if isinstance(value, int) else named(value)

    def faults(self, step: Step) -> Iterator[str]:
        if tuple(option.face for option in step.options if option.face is not None) != SCORES:
            yield "give it the five faces in order, face = -2 to face = 2."


TYPE = Faces()

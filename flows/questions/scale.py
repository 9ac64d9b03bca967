"""A whole number between two ends, such as 1 to 5 or 0 to 10.

Law: a typed number is itself, never a position; words for its ends ("a lot") are asked back; other answers ("I don't
know") are fixed options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reisleider.flows.effects import Choice
from reisleider.flows.journey import Value
from reisleider.flows.listening.typed.phrases import stripped
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Refused, Taken, Unsure
from reisleider.flows.questions.question_type import QuestionType
from reisleider.flows.steps import Step
from reisleider.flows.words.cues import is_stop_word
from reisleider.flows.words.offers import heard
from reisleider.flows.words.replies import plain
from reisleider.flows.words.vocabulary import figures, lists

WIDEST = 11  # 0 to 10; more buttons than that do not fit a phone
_FIRST = re.compile(r"\d{1,2}(?: ?/ ?\d{1,2})? ?(?:[,;.:!–-]|$)")
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[-−]?\d+(?:[.,]\d+)?|[^\W\d_]+")


class Scale(QuestionType):
    kind = "scale"
    echoes = False
    wordless = True
    example = (
        'id = "impact"\nblock = "b"\nkind = "scale"\nsaves = "impact"\n'
        'nl = "Hoeveel?"\nen = "How much?"\nmin = 1\nmax = 5',
        "4",
        4,
    )

    def numbers(self, step: Step) -> tuple[Choice, ...]:
        return tuple(Choice(f"n{value}", words=str(value)) for value in range(step.min, step.max + 1))

    def choices(self, step: Step, offer: Offer) -> tuple[Choice, ...]:
        return (*self.numbers(step), *step.shown)

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        numbers, options = self.numbers(step), heard(step, offer)
        if said.kind == "press":
            choice, sure = next((one for one in (*numbers, *options) if one.id == said.choice), None), True
        else:
            choice, sure = self.rated(step, said.text)
            if choice is None and not _FIGURE.search(said.text):
                choice, sure = self.meant_by(step, offer, said.text, options)
        if choice is None:
            return Refused("refused.scale", {"min": step.min, "max": step.max})
        if not sure:
            return Unsure(choice)
        return Taken(int(choice.id[1:]) if choice in numbers else choice.id, choice)

    def rated(self, step: Step, text: str) -> tuple[Choice | None, bool]:
        """The number that typed words name, and whether they say nothing else: "een 8", "8/10"; "heel veel" is likely
        the highest."""
        said = plain(text)
        for end, number in (("most", step.max), ("least", step.min)):
            if said in lists("scale")[end]:
                return self.numbers(step)[number - step.min], False
        words = _WORD.findall(re.sub(rf"(?<=\d)\s*/\s*{step.max}\b", "", text.casefold()))
        named = [(word, _number(word)) for word in words if _number(word) is not None]
        if len(named) != 1 or any(word in lists("listening")["negations"] for word in words):
            return None, True
        choice = next((one for one in self.numbers(step) if one.words == named[0][1]), None)
        return choice, _is_said_first(text) or all(
            is_stop_word(word) for word in stripped(words) if word != named[0][0]
        )

    def could_be(self, step: Step, value: object) -> bool:
        return isinstance(value, int) or super().could_be(step, value)

    def is_same(self, step: Step, value: Value, choice: str) -> bool:
        return choice in (value, f"n{value}")

    def faults(self, step: Step) -> Iterator[str]:
        if not 1 <= step.max - step.min < WIDEST:
            yield f"max must lie above min, at most {WIDEST} numbers in all."


def _is_said_first(text: str) -> bool:
    """Whether the number stands first in figures, and why comes behind a comma or a stop: "2, het is maar een knop"."""
    return _FIRST.match(text.strip()) is not None


def _number(word: str) -> str | None:
    """A number in figures, however it was written; "een" may count nothing."""
    if word[-1].isdecimal():
        return word
    counted = figures("counted", "counting").get(word, 1)
    return f"{counted:g}" if counted > 1 else None


TYPE = Scale()

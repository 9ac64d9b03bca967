"""One answer out of a few: fixed options, or phases, personas, teams.

Law: what is stored is the option's id; words typed beside it are kept as a remark, never as the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reisleider.flows.effects import Choice
from reisleider.flows.journey import Value
from reisleider.flows.listening.acts import Answer, Asked
from reisleider.flows.listening.care.passing import feels_only, said_in_passing
from reisleider.flows.listening.feeling.signs import word_sign
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.listening.times import RECENT, days_back
from reisleider.flows.listening.typed.phrases import is_only, kinds
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer, Outcome, Refused, Taken, Unsure
from reisleider.flows.questions.question_type import QuestionType
from reisleider.flows.steps import Option, Step
from reisleider.flows.words.cues import channel_told
from reisleider.flows.words.offers import heard, option_of
from reisleider.flows.words.replies import means, plain
from reisleider.flows.words.vocabulary import lists

TELLS = 3  # words; so many have said what it was, in their own way
_FACE = re.compile("[\U0001f600-\U0001f64f\U0001f910-\U0001f92f\U0001f970-\U0001f97a\U0001fae0-\U0001fae9\u2639\u263a]")
"""A face or a gesture: the block Emoticons, and where Unicode went on with them."""


class OneChoice(QuestionType):
    kind = "choice"
    numbered = True
    takes_others = True
    wordless = True
    refusal = "refused.choice"
    example: tuple[str, str, Value] = (
        'id = "quotes"\nblock = "b"\nkind = "choice"\nsaves = "quotes"\nnl = "Mag dat?"\nen = "May we?"\n'
        'options = [{ id = "yes", nl = "Ja", en = "Yes" }, { id = "no", nl = "Nee", en = "No" }]',
        "jawel",
        "yes",
    )

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        choices = heard(step, offer)
        remark = None
        if said.kind == "press":
            choice = next((one for one in choices if one.id == said.choice), None)
        else:
            meant = read_reply(said.text, self.asked(step, offer, numbers=said.numbered))
            wanted = meant.act.choice if isinstance(meant.act, Answer) else None
            choice, remark = next((one for one in choices if one.id == wanted), None), meant.remark
            cued = None if meant.sure and choice is not None else _by_cue(step, choices, said.text)
            if cued is not None:
                return Taken(cued.id, cued)
            if choice is not None and not meant.sure:
                return Unsure(choice)
        if choice is None:
            return self.in_own_words(step, offer, said) or Refused(self.refusal)
        option = option_of(step, choice)
        return Taken(choice.id if option is None else self.value(option), choice, remark)

    def in_own_words(self, step: Step, offer: Offer, said: Said) -> Taken | None:
        """The option that words mean which fit none: they tell something, and no word of it is another option's; of
        fixed options, some words are enough to have said it in one's own way."""
        option = next((option for option in step.options if option.own), None)
        text = said.text.strip()
        if option is not None and step.source == "labels" and said.kind == "text" and _is_denied(text):
            return Taken(option.id, option.choice, own=_beside_no(text) or None)
        if option is None or said.kind != "text" or text.isdecimal() or text.endswith("?"):
            return None
        if _is_vague(text) or _is_only_faces(text) or is_only(read(text).words, "hedging"):
            return None
        if step.source == "labels" and _tells_how_first(text):
            return None
        when = days_back(read(text), offer.today) if step.source is None and len(text.split()) <= TELLS else None
        if when not in (None, RECENT):  # it only says when; "just browsing" does not
            return None
        told = read_reply(text, Asked("words", step.saves))
        if step.source is None and len(text.split()) >= TELLS and said_in_passing(text) is None:
            surely_said_to_bot = told.act is None or (told.sure and not isinstance(told.act, Answer))
            return None if surely_said_to_bot else Taken(option.id, option.choice, own=text)
        if not isinstance(told.act, Answer) or read_reply(text, Asked("go-on")).act is not None:
            return None
        others = (one for one in heard(step, offer) if one.id != option.id)
        if any(read_reply(text, Asked("one", step.saves, (one,))).act is not None for one in others):
            return None
        return Taken(option.id, option.choice, own=text)

    def value(self, option: Option) -> Value:
        return option.id

    def faults(self, step: Step) -> Iterator[str]:
        if len(step.options) < 2 and step.source is None:
            yield "give it at least two options, or a source."


def _by_cue(step: Step, choices: Sequence[Choice], text: str) -> Choice | None:
    """The channel that words tell of, as they would in the name of a step: "met de telefoon aan mijn oor"."""
    told = channel_told(text) if step.saves == "channel" and not _denies(text) else None
    return next((one for one in choices if one.id == told), None)


def _tells_how_first(text: str) -> bool:
    """Whether it is how a step was, or begins with that: it is asked after this, and is no name of a step."""
    clauses = read(text).clauses
    return feels_only(text) or (bool(clauses) and feels_only(" ".join(clauses[0].words)))


def _denies(text: str) -> bool:
    return not kinds("negations").isdisjoint(read(text).words)


def _is_denied(text: str) -> bool:
    """Whether somebody says that it is none of what is offered."""
    return plain(text) in lists("own")["none"] or means(_first(text), "no")


def _beside_no(text: str) -> str:
    """What was said after a "no", else nothing."""
    return text.strip().partition(" ")[2].strip(" ,.;:–-") if means(_first(text), "no") else ""


def _first(text: str) -> str:
    return next(iter(text.split()), "").strip(",.;:!–-")


def _is_only_faces(text: str) -> bool:
    """Whether nothing is said but how somebody feels about being asked: "😡", ":(", not "🏠"."""
    words = read(text).words
    return bool(words) and all(_FACE.match(word) or (not word.isalnum() and word_sign(word)) for word in words)


def _is_vague(text: str) -> bool:
    return plain(text) in lists("own")["vague"]


TYPE = OneChoice()

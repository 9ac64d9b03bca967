"""A list told one item at a time or in one go: the steps of a journey, in own words.

Law: a message is as many items as are surely told in it; only a done option closes the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.effects import Choice, Slot
from reisleider.flows.journey import Texts, Value
from reisleider.flows.listening.acts import Act, Answer, DontKnow, Finish, InNeed, Remark
from reisleider.flows.listening.outline import hear_outline, tells_no_more, without_end
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Added, Offer, Outcome, Refused, Taken
from reisleider.flows.questions.question_type import Named, QuestionType
from reisleider.flows.steps import Step
from reisleider.flows.words.offers import heard
from reisleider.flows.words.replies import choose, labels, plain

MOST_ITEMS = 40  # nobody tells more than this in one sitting; a guard against a pasted document


class List(QuestionType):
    kind = "list"
    reads = "item"
    echoes = False
    builds_list = True
    example = (
        'id = "steps"\nblock = "b"\nkind = "list"\nsaves = "touchpoint"\nnl = "Wat deed je eerst?"\n'
        'en = "What did you do first?"\noptions = [{ id = "done", nl = "Klaar", en = "Done", done = true }]',
        "klaar",
        "done",
    )

    def text(self, step: Step, offer: Offer) -> Texts:
        if step.adds is not None:
            return step.again if offer.shown and step.again else step.text
        if offer.listed == 1 and step.first:
            return step.first
        return step.again if offer.listed and step.again else step.text

    def choices(self, step: Step, offer: Offer) -> tuple[Choice, ...]:
        closing, others = self.split(step.shown)
        return (closing or others) if offer.listed else others

    def split(self, choices: tuple[Choice, ...]) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
        """The choice that closes a list with items in it, and those that close an empty one."""
        closing = tuple(choice for choice in choices if choice.id == "done")
        return closing, tuple(choice for choice in choices if choice.id != "done")

    def parse(self, step: Step, offer: Offer, said: Said) -> Outcome:
        choices = heard(step, offer)
        if said.kind == "press":
            chosen = next((choice for choice in choices if choice.id == said.choice), None)
        else:
            chosen = self.by_number(step, offer, said.text) or next(
                (c for c in choices if plain(said.text) in labels(c)), None
            )
        if chosen is not None:
            return self.close(step, offer, chosen)
        before_end = self.before_end(step, offer, said.text)
        closed = self.closed(step, offer, said.text) if before_end is None else None
        if closed is not None:
            return closed
        text = said.text if before_end is None else before_end
        told = hear_outline(text)
        if not told.steps:
            return Refused("refused.words")
        if len(told.steps) == 1 and not told.all_done and self.beside(step, offer, text) is not None:
            return Refused("refused.words")
        limit = step.limit or MOST_ITEMS
        if offer.listed + len(told.steps) > limit:
            return Refused("refused.list-full", {"limit": limit})
        return Added(told.steps, guessed=len(told.steps) > 1 and not told.apart, closes=before_end is not None)

    def before_end(self, step: Step, offer: Offer, text: str) -> str | None:
        """An item that is told before saying that it was all, or None."""
        told = without_end(text)
        is_item = told is not None and isinstance(read_reply(told, self.asked(step, offer)).act, Answer)
        return told if is_item else None

    def by_number(self, step: Step, offer: Offer, text: str) -> Choice | None:
        """A bare number is the button at that place, never a step of a journey."""
        return choose(text, self.choices(step, offer)) if text.strip().isdecimal() else None

    def closed(self, step: Step, offer: Offer, text: str) -> Outcome | None:
        """The list closed, where the reply says that it is complete."""
        meant = read_reply(text, self.asked(step, offer))
        act = meant.act if meant.sure else None
        if isinstance(act, Answer) and act.choice is not None:
            chosen = next((choice for choice in heard(step, offer) if choice.id == act.choice), None)
            return None if chosen is None else self.close(step, offer, chosen)
        over = bool(offer.listed) and (tells_no_more(text) or self.knows_no_more(step, offer, text))
        return self.finish(step, offer) if over or isinstance(act, Finish) else None

    def knows_no_more(self, step: Step, offer: Offer, text: str) -> bool:
        """Whether what came next is not known to them: "daarna weet ik niet, dat doen anderen"."""
        first, beside, _ = text.partition(",")
        told = first.strip(), first.strip().partition(" ")[2]
        return bool(beside) and any(isinstance(read_reply(one, self.asked(step, offer)).act, DontKnow) for one in told)

    def beside(self, step: Step, offer: Offer, text: str) -> Act | None:
        """What a reply does instead of telling an item: it greets, asks; None where it tells one."""
        heard = read_reply(text, self.asked(step, offer))
        if heard.act is None:
            return Remark() if heard.sure else None
        return None if isinstance(heard.act, Answer | InNeed) or not heard.sure else heard.act

    def finish(self, step: Step, offer: Offer) -> Outcome:
        """Nothing follows: the list closes by its own choice; an empty one by that of having none, if there is one."""
        closing, others = self.split(step.shown)
        none = tuple(choice for choice in others if choice.id in ("none", "all"))
        choices = (closing or none or others) if offer.listed else (none or closing or others)
        return self.close(step, offer, choices[0])

    def close(self, step: Step, offer: Offer, choice: Choice) -> Outcome:
        if step.required and not offer.listed:
            return Refused("refused.words")
        return Taken(choice.id, choice)

    def reread(self, step: Step, offer: Offer, said: Said) -> Value:
        """An edited message is the item's new words."""
        return next(iter(hear_outline(said.text).steps), said.text.strip())

    def tell_back(self, step: Step, value: Value, named: Named) -> Slot:
        """Nothing: the way back into a list drops its last item, and says which."""
        return ""

    def without_words(self, value: Value, name: str | None) -> Value:
        return name if isinstance(value, str) else value

    def faults(self, step: Step) -> Iterator[str]:
        if not any(option.done for option in step.options):
            yield "a list needs an option with done = true to close it."
        if step.loop is not None:
            yield "a list cannot stand in a loop; take its loop away."


TYPE = List()

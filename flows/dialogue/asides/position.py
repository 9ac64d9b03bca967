"""Where a step that was added later came: after which other step?

Law: its place is a line of its own in the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.ask import touchpoint_choice
from reisleider.flows.dialogue.moves import settle_review
from reisleider.flows.effects import Choice, Words
from reisleider.flows.journey import Aside
from reisleider.flows.listening.acts import Answer, Asked
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.listening.telling.clauses import clause_of
from reisleider.flows.steps import REVIEW
from reisleider.flows.words.chrome import CHROME
from reisleider.flows.words.replies import labels, plain
from reisleider.flows.words.vocabulary import lists

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class Position(AsideType):
    """After which step did a step that was added later come?"""

    def question(self, turn: Turn, aside: Aside) -> Question:
        item = turn.story.item(aside.item)
        others = [one for one in turn.story.items if one.id != aside.item]
        choices = (CHROME["first"], *(touchpoint_choice(one) for one in others), CHROME["last"])
        return Question("menu.position", {"step": Words(item.words if item else "")}, choices)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        words = turn.said.text if turn.said.kind == "text" else ""
        if plain(words) not in labels(choice) and clause_of(words).words and not words.strip().isdecimal():
            return self.take_words(turn)  # an end of the list is no misspelt other end
        self._place(turn, aside, choice)
        return True

    def take_words(self, turn: Turn) -> bool:
        """The step that words name ("na de aanbetaling", "voor het bellen"), or an end of the list."""
        aside = turn.aside
        if aside is None:
            return False
        first, *steps, last = self.question(turn, aside).choices
        words = set(clause_of(turn.said.text).words)
        ends = [one for one, table in ((first, "at-begin"), (last, "at-end")) if not words.isdisjoint(_words(table))]
        meant = read_reply(turn.said.text, Asked("one", choices=tuple(steps)))
        wanted = meant.act.choice if isinstance(meant.act, Answer) and meant.sure else None
        named = next((place for place, one in enumerate(steps) if one.id == wanted), None)
        if len(ends) + (named is not None) != 1:
            return False
        before = not words.isdisjoint(_words("before"))
        found = ends or ([first, *steps][named : named + 2] if named is not None else [])
        self._place(turn, aside, found[0] if before or ends else found[-1])
        return True

    def _place(self, turn: Turn, aside: Aside, choice: Choice) -> None:
        turn.heard("accepted", choice)
        others = [one.id for one in turn.story.items if one.id != aside.item]
        behind = {"first": "", "last": others[-1] if others else ""}.get(choice.id, choice.id)
        turn.note(str(aside.step), aside.item, behind, kind="order", verbatim="")
        turn.keep(aside=None)
        if turn.interview.state == REVIEW:
            settle_review(turn)
        turn.ask()


def _words(table: str) -> frozenset[str]:
    return frozenset(lists("outline")[table])


TYPE = Position()

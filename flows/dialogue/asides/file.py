"""A photo or voice note came where words are asked: anything to add?

Law: the file is kept by its platform's id, and never looked into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.moves import move_on
from reisleider.flows.effects import Choice, Key
from reisleider.flows.journey import EMPTY, Aside
from reisleider.flows.questions import type_of
from reisleider.flows.words.chrome import hear, offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


_KNOWN = ("photo", "voice", "video")


class FileKept(AsideType):
    """A photo or voice note came where words are asked: anything to add?"""

    def question(self, turn: Turn, aside: Aside) -> Question:
        return Question("file.more", EMPTY, offer("no-further"), open=True)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if choice is None:
            return False
        turn.heard("accepted", choice)
        turn.note(turn.interview.state, turn.item, None, kind="skipped")
        move_on(turn)
        return True

    def gives_way(self, turn: Turn) -> bool:
        """Any words are the answer that was asked for."""
        return turn.said.kind == "text" and hear(turn.said, offer("no-further")) is None


def keep_file(turn: Turn) -> None:
    """Keep a file that was sent, and ask for words where words are asked."""
    kind, file_id = turn.said.file or ("sticker", "")
    if kind == "sticker":
        turn.heard("refused")
        turn.say("refused.words")
        turn.ask_here()
        return
    turn.heard("accepted")
    turn.note(turn.interview.state, turn.item, [kind, file_id], kind="file")
    turn.say("file.kept", {"file": Key(f"file.{kind if kind in _KNOWN else 'other'}")})
    if turn.aside is None and type_of(turn.step.kind).open:
        turn.turn_to(Aside("file"))
        return
    turn.ask_here()


TYPE = FileKept()

"""A photo came where words are asked: anything to add? And what is said to whatever else is no words.

Law: a picture that was fetched is kept by its digest and never looked into; what was not is never promised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.moves import move_on
from reisleider.flows.effects import Choice, Key, Say
from reisleider.flows.journey import EMPTY, Aside
from reisleider.flows.questions import type_of
from reisleider.flows.words.chrome import hear, offer

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


_KNOWN = ("photo", "voice", "video")
_NO_FILE = ("location", "contact", "poll", "dice", "shared", "unheard", "late")


class FileKept(AsideType):
    """A photo came where words are asked: anything to add?"""

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
    """Take a file that was sent without a word: where it was kept say so, else ask for words; the question stays."""
    kind, id = turn.said.file or ("sticker", "")
    if not turn.said.kept:
        turn.heard("refused")
        if kind != "sticker":
            turn.say(f"file.no.{kind if kind in (*_KNOWN, *_NO_FILE) else 'other'}")
        asked = type_of(turn.step.kind)
        if kind == "sticker" or asked.open or asked.builds_list:
            turn.say("refused.words")
        turn.ask_here()
        return
    turn.heard("accepted")
    turn.note(turn.interview.state, turn.item, [kind, id], kind="file")
    turn.say("file.kept", {"file": _name(kind)})
    if turn.aside is None and type_of(turn.step.kind).open:
        turn.turn_to(Aside("file"))
        return
    turn.ask_here()


def keep_with(turn: Turn, step: str, item: str | None) -> None:
    """Keep a file with the answer that its caption gave, and say so first; or that the words alone are kept."""
    kind, id = turn.said.file or ("sticker", "")
    if turn.interview.ended:
        return
    if turn.said.kept:
        turn.note(step, item, [kind, id], kind="file", verbatim="")
    how = "file.kept" if turn.said.kept else "file.words-only"
    turn.effects.insert(0, Say(how, {"file": _name(kind)}))


def _name(kind: str) -> Key:
    return Key(f"file.{kind if kind in _KNOWN else 'other'}")


TYPE = FileKept()

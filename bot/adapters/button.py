"""What a button carries back: interview, turn and choice, in one short text that any platform takes.

Law: at most 64 bytes, Telegram's limit; a text that is none of ours reads as None.
"""

from __future__ import annotations

from dataclasses import dataclass

from reisleider.flows.messages import Message

MOST = 64


@dataclass(frozen=True)
class Carried:
    """The fence of a press: which interview and turn the button belonged to, and which choice it is."""

    choice: str
    interview: str | None = None
    turn: int | None = None


def carry(message: Message, choice: str) -> str:
    """What a button of this message carries. Raises ValueError where that is more than 64 bytes."""
    turn = "" if message.turn is None else str(message.turn)
    text = f"{message.interview or ''}.{turn}.{choice}"
    if len(text.encode()) > MOST:
        raise ValueError(f"button {choice}: it carries more than {MOST} bytes; give the option a shorter id")
    return text


def read_carried(text: str | None) -> Carried | None:
    """What came back with a press, or None where it is none of ours."""
    interview, mark, rest = (text or "").partition(".")
    turn, second, choice = rest.partition(".")
    if not mark or not second or not choice or not (turn == "" or turn.isdecimal()):
        return None
    return Carried(choice, interview or None, int(turn) if turn else None)

"""An answer that was joined of several messages: which they were, and its words once one of them is another or gone.

Law: the answer stays one line of the log, and so does each of its messages; what they say now is joined as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reisleider.flows.messages import WITHDRAWN, Said

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn
    from reisleider.flows.journey import Answer


def join(texts: Mapping[str, str]) -> str:
    """What several messages say together, those that still say anything."""
    return "\n".join(text for text in texts.values() if text)


def keep_parts(turn: Turn) -> None:
    """Keep the messages of the answer that was just given."""
    given = turn.interview.log[len(turn.before.log) :]
    answer = next((line for line in given if line.kind in ("answer", "probe")), None)
    if answer is None or turn.interview.ended:
        return
    for ref, text in turn.said.parts:
        _keep(turn, answer, ref, text)


def told_of_whole(turn: Turn) -> Said:
    """What was done to one message of several, as done to the answer they were joined to; else as it is."""
    said = turn.said
    part = next((line for line in reversed(turn.interview.log) if line.kind == "part" and line.ref == said.ref), None)
    if part is None:
        return said
    parts = _parts(turn, part)
    words = join({**parts, str(said.ref): said.text.strip()})
    return replace(said, ref=next(iter(parts)), text=words, file=None if words else WITHDRAWN)


def keep_part(turn: Turn, done: Said) -> None:
    """Keep what was done to one message of several, so that the next change begins from there."""
    part = next((line for line in reversed(turn.interview.log) if line.kind == "part" and line.ref == done.ref), None)
    if part is not None:
        _keep(turn, part, str(done.ref), done.text.strip())


def _parts(turn: Turn, part: Answer) -> Mapping[str, str]:
    """The messages of one answer as they are now, in their order, by reference."""
    lines = (line for line in turn.interview.log if line.kind == "part" and line.turn == part.turn)
    return {str(line.ref): line.verbatim for line in lines}


def _keep(turn: Turn, about: Answer, ref: str, text: str) -> None:
    said, turn.said = turn.said, replace(turn.said, ref=ref)
    turn.note(about.step, about.item, None, kind="part", verbatim=text, turn=about.turn)
    turn.said = said

"""The process that compiles maps for a ``workshop``: it reads a database, and answers with maps until nobody asks.

Law: it ends the moment that who asks is gone; nothing is written but answers, to who asked.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from datetime import datetime
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

from reisleider.bot.maps.publish import compile_study
from reisleider.bot.maps.workshop import hear, tell
from reisleider.flows.journey import Journey, Touchpoint
from reisleider.flows.synthesis.privacy.ledger import Ledger
from reisleider.storage import ledgers
from reisleider.storage.second_reader import SecondReader

BESIDE = 5  # how much it stands back for who holds conversations, where the processor is wanted by both
NAMELESS = (Touchpoint("", "", 0),)
PIECE = 500  # journeys sent at once


def make(reader: SecondReader, study: str, when: datetime) -> list[object]:
    """The map of a study at a time, and then who told it, without a word of theirs."""
    compiled = reader.look(lambda c: compile_study(c, study, when))
    told = tuple(map(_nameless, compiled.journeys))
    ledger = ledgers.written(compiled.ledger) if isinstance(compiled.ledger, Ledger) else compiled.ledger
    return [
        replace(compiled, journeys=(), ledger=ledger),
        *(told[at : at + PIECE] for at in range(0, len(told), PIECE)),
    ]


def _nameless(one: Journey) -> Journey:
    """Whose it is, and whether anything was told."""
    touchpoints = NAMELESS if one.touchpoints else ()
    return replace(one, touchpoints=touchpoints, remarks=(), importance=None, facts={})


def serve(source: BinaryIO, answers: BinaryIO) -> None:
    """Answer, one after the other, until nobody asks any more."""
    asked: SimpleQueue[list[Any]] = SimpleQueue()  # a place, then studies with a time

    def listen() -> None:
        try:
            while True:
                asked.put(hear(source))
        except (EOFError, OSError):
            os._exit(0)  # in the middle of a map too: nobody waits for it

    Thread(target=listen, daemon=True).start()
    reader = SecondReader(*asked.get())
    while True:
        wanted = asked.get()
        try:
            made = make(reader, *wanted)
        except Exception:
            made = []
        tell(answers, made)


def main() -> None:
    """Begin: what is said by mistake goes where faults go, so that answers stand alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for who asks
    if hasattr(os, "nice"):
        os.nice(BESIDE)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()

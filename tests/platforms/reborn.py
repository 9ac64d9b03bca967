"""The program, begun anew at each line of standard input, however often it is killed: ``reborn.py MACHINE SCALE``.

Law: what the program imports, and has read of its own data, is in memory before the first one begins; each is a process
of its own from before it has a loop, a thread or a connection. Nothing of ours is replaced but the pace, the time of
the machine, and that messages need not be waited for to be one answer.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from datetime import timedelta

from talking import Talk
from troubled_machine import now

from reisleider.bot.config import load_config
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.logs import set_up_logs
from reisleider.bot.outbox.pace import LIMITS, Pacer
from reisleider.bot.serving.app import App
from reisleider.flows.scripts.script import load_script
from reisleider.storage.store import Store

REPLIES = ("ja", "ja", "het begon met een natte herfst", "zoeken op internet", "online geboekt", "dat was alles", "ja")


def say(*words: object) -> None:
    """Tell who watches."""
    print(*words, flush=True)


async def serve(scale: float) -> None:
    """Run until it is ended; says so when it stands."""
    config = load_config(None, os.environ)
    with Store.open(config.storage.url) as store:
        app = App(config, store, now, Pacer(LIMITS, scale), poll=1, burst=timedelta(), patience=2.0)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.stop)
        task = asyncio.create_task(app.run())
        ready = asyncio.create_task(app.ready.wait())
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        say("ready")
        await task
        ready.cancel()


def run(scale: float) -> None:
    """One of them, to its end."""
    try:
        set_up_logs()
        asyncio.run(serve(scale))
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def main(scale: float) -> None:
    """Begin one at each line that is read; say its number, that it stands, and with what it ended."""
    for script in ("customer", "stakeholder"):
        Talk(load_script(script), load_demo_study()).says(*REPLIES)  # so that none of them has to read it first
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            run(scale)
        say("pid", child)
        _, status = os.waitpid(child, 0)
        say("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(float(sys.argv[1]))

"""One of several programs over one database, as a process of its own; its settings come from the environment.

Law: nothing of ours is replaced but the pace, and that messages need not be waited for to be one answer.
"""

from __future__ import annotations

import asyncio
import faulthandler
import os
import signal
import sys
from datetime import timedelta

from reisleider.bot.config import load_config
from reisleider.bot.outbox.pace import LIMITS, Pacer
from reisleider.bot.serving.app import App
from reisleider.storage.store import Store


async def serve(scale: float) -> None:
    """Run until it is ended; says so when it stands."""
    config = load_config(None, os.environ)
    with Store.open(config.storage.url) as store:
        app = App(config, store, pacer=Pacer(LIMITS, scale), poll=1, burst=timedelta(), patience=2.0)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.stop)
        task = asyncio.create_task(app.run())
        ready = asyncio.create_task(app.ready.wait())
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        print("ready", flush=True)
        await task
        ready.cancel()


if __name__ == "__main__":
    faulthandler.register(signal.SIGUSR1)  # where it does not end, what it does is in its log
    asyncio.run(serve(float(sys.argv[1])))

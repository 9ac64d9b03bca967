"""What a start costs: ``reisleider run`` from nothing to where it listens on both platforms, beside what the platforms'
two libraries take to import alone.

Run with ``make bench``; the stand-ins of the tests are the platforms. Seconds of CPU, of whichever try took least.
Target: at most 1.5 times the libraries.
"""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from slack_server import SlackServer
from telegram_server import TelegramServer
from waiting import until
from whole_program import program

TRIES = 5
LIBRARIES = "import telegram.request, slack_bolt.app.async_app, slack_bolt.adapter.socket_mode.aiohttp"


def importing(code: str) -> float:
    """Seconds of CPU of a Python that does this."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


async def starting(folder: Path) -> float:
    """Seconds of CPU until the program says that it runs; its database is there already."""
    async with TelegramServer() as telegram, SlackServer() as slack, program(folder / "b.db", telegram, slack) as one:
        await until(lambda: '"event": "running"' in one.told())
        return worked(one.pid)


def worked(pid: int) -> float:
    """Seconds of CPU that a process took so far."""
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(starting(Path(folder)))
        bare = min(importing("") for _ in range(TRIES))
        libraries = min(importing(LIBRARIES) for _ in range(TRIES))
        start = min(asyncio.run(starting(Path(folder))) for _ in range(TRIES))
    print("seconds of CPU")
    print(f"  Python alone               {bare:.2f}")
    print(f"  the two libraries imported {libraries:.2f}")
    print(f"  reisleider run, listening  {start:.2f}, {start / libraries:.2f} times (target 1.5)")


if __name__ == "__main__":
    main()

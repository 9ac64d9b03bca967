"""Words out of a voice message, by a program on the operator's own machine that prints them.

Law: no voice leaves this machine, and its file is deleted whatever happens; the program has little time, gets none of
our secrets, and whatever goes wrong is silence: None.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import tempfile
from collections.abc import Sequence
from pathlib import Path

import structlog

from reisleider.bot.adapters.platform import PREFIX
from reisleider.flows.messages import Attachment

log = structlog.get_logger()
FILE = "{file}"
"""Where the file's name goes in the command."""
AT_ONCE = 1  # programs that run beside each other: each of them takes all of a small machine
WAITING = 8  # voice messages that may wait; a further one is not heard
LONGEST = 4000  # characters; what is longer was no answer
_TIMES = re.compile(r"^[^\S\n]*\[[\d:.,]+\s*-->\s*[\d:.,]+\]\s*", re.MULTILINE)
_NO_SPEECH = re.compile(r"[\[(*][^\])*\n]{0,80}[\])*]")  # "[BLANK_AUDIO]", "(music)", "*coughs*"


class Transcriber:
    """Runs the command on one voice message at a time. ``seconds``: after which it is ended."""

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self._command = tuple(command)
        self._seconds = seconds
        self._free = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def hear(self, recording: Attachment) -> str | None:
        """The words; None where there are none, or the program failed, took too long, or has too much to do."""
        if self._waiting >= WAITING:
            log.warning("voice message not heard", error="too many wait")
            return None
        self._waiting += 1
        try:
            async with self._free:
                printed = await self._run(recording)
        finally:
            self._waiting -= 1
        return None if printed is None else words_of(printed)

    async def _run(self, recording: Attachment) -> bytes | None:
        with tempfile.TemporaryDirectory(prefix="reisleider-") as folder:
            file = Path(folder) / recording.name
            await asyncio.to_thread(file.write_bytes, recording.data)
            try:
                running = await asyncio.create_subprocess_exec(
                    *(part.replace(FILE, str(file)) for part in self._command),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.DEVNULL,
                    cwd=folder,
                    env={name: value for name, value in os.environ.items() if not name.startswith(PREFIX)},
                    start_new_session=True,
                )
            except OSError as fault:
                log.warning("voice message not heard", error=type(fault).__name__)
                return None
            return await self._wait_for(running)

    async def _wait_for(self, running: asyncio.subprocess.Process) -> bytes | None:
        try:
            async with asyncio.timeout(self._seconds):
                printed, _ = await running.communicate()
        except TimeoutError:
            log.warning("voice message not heard", error="too slow")
            return None
        finally:
            if running.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(running.pid, signal.SIGKILL)  # and whatever it began itself
                await running.wait()
        if running.returncode:
            log.warning("voice message not heard", error=f"ended with {running.returncode}")
            return None
        return printed


def words_of(printed: bytes) -> str | None:
    """What a program printed, as somebody said it: without times, and without what was no speech."""
    text = _NO_SPEECH.sub(" ", _TIMES.sub("", printed.decode("utf-8", errors="replace")))
    words = " ".join(text.split())
    return words if words and len(words) <= LONGEST else None

"""The scripts that interviews began with, compiled once and shared.

Law: an interview runs to its end with the revision it began with, whatever its file says by now.
"""

from __future__ import annotations

from functools import lru_cache

from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Interview
from reisleider.flows.scripts.script import Script, read_script
from reisleider.storage import interviews
from reisleider.storage.store import Connection

MOST = 64  # revisions in memory at once; a program that runs for years meets a few
KNOWN: dict[tuple[str, str], Script] = {}  # by name and revision, so that a turn reads no source


def script_of(c: Connection, interview: Interview) -> Script:
    """The script revision an interview began with. Raises StudyFault where the database lost it."""
    known = KNOWN.get((interview.script, interview.revision))
    return known or _read(c, interview)


def _read(c: Connection, interview: Interview) -> Script:
    source = interviews.script_source(c, interview.revision)
    if source is None:
        raise StudyFault(f"Script revision {interview.revision} is missing from the database; restore a backup.")
    script = compile_script(source, f"{interview.script}.toml")
    if script.revision == interview.revision:  # its hash: whichever database it is read from, it is the same
        if len(KNOWN) >= MOST:
            KNOWN.clear()
        KNOWN[interview.script, interview.revision] = script
    return script


@lru_cache(maxsize=MOST)
def compile_script(source: str, file: str) -> Script:
    """A compiled script, shared by all interviews of its revision."""
    return read_script(source, file)

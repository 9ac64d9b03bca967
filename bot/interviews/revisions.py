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


def script_of(c: Connection, interview: Interview) -> Script:
    """The script revision an interview began with. Raises StudyFault where the database lost it."""
    source = interviews.script_source(c, interview.revision)
    if source is None:
        raise StudyFault(f"Script revision {interview.revision} is missing from the database; restore a backup.")
    return compile_script(source, f"{interview.script}.toml")


@lru_cache(maxsize=64)
def compile_script(source: str, file: str) -> Script:
    """A compiled script, shared by all interviews of its revision."""
    return read_script(source, file)

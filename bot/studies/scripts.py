"""Which interviews a study holds: its scripts, by name.

Law: a study names its scripts, and each says itself whom it is for; whoever is taken in, is taken in by its name.
"""

from __future__ import annotations

from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study, Track
from reisleider.flows.scripts.script import Script, load_script


def scripts_of(study: Study, track: Track | None = None) -> tuple[Script, ...]:
    """The scripts of a study, or those of one track, in its own order. Raises ScriptFault where a file is gone."""
    found = (load_script(name) for name in study.scripts)
    return tuple(script for script in found if track is None or script.track == track)


def script_called(study: Study, name: str) -> Script:
    """The study's script of this name, or else its first one of the track of this name. Raises StudyFault that names
    the scripts there are, ScriptFault where a file is gone."""
    if name in study.scripts:
        return load_script(name)
    script = next((one for one in scripts_of(study) if one.track == name), None)
    if script is None:
        raise StudyFault(f"The study {study.id} holds no interview {name}; choose one of {', '.join(study.scripts)}.")
    return script

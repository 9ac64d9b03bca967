"""How a study's talks go, for a program at this terminal: as JSON.

Law: names that no language changes; the same figures as people read, judged alike.
"""

from __future__ import annotations

import json

from reisleider.bot.commands.study.status import Wanted
from reisleider.bot.studies.standing import talks_of
from reisleider.bot.terminal.desk import Desk
from reisleider.flows.journey import Study
from reisleider.flows.synthesis.talks import AWAY, Talks


def show_here(desk: Desk, study: Study, wanted: Wanted) -> bool:
    """Tell it where a program asks; False where somebody reads along."""
    if not wanted.json:
        return False
    rows = desk.store.look(lambda c: talks_of(c, study))
    desk.say(json.dumps([_row(one) for one in rows], indent=2))
    return True


def _row(one: Talks) -> dict[str, object]:
    return {
        "script": one.script,
        "track": one.track,
        "began": one.began,
        "finished": one.finished,
        "stopped": one.stopped,
        "silent": one.silent,
        "running": one.running,
        "minutes": None if one.minutes is None else round(one.minutes, 1),
        "missing": one.missing,
        "silence_left_out_seconds": int(AWAY.total_seconds()),
        "stops": [{"after": stop.step, "people": stop.people} for stop in one.stops],
        "questions": [
            {"step": timed.step, "people": timed.people, "seconds": round(timed.seconds)} for timed in one.questions
        ],
    }

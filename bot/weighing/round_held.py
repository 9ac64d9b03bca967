"""A round as its lead holds it: opened with what the published map shows, and closed once enough colleagues weighed.

Law: while it is open nobody learns what was chosen; when it closes, what they came to together is all that stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from reisleider.bot.maps.publish import latest_map
from reisleider.bot.weighing.ballot_talk import tell_over, votes_in
from reisleider.flows.journey import Study
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.weighing.outcome import outcome_of
from reisleider.flows.weighing.to_weigh import LEAST, candidates_of
from reisleider.storage.ballots import count_ballots, erase_ballots
from reisleider.storage.rounds import Round, add_round, drop_round, keep_round, open_round
from reisleider.storage.store import Connection


def begin_round(c: Connection, study: Study, now: datetime) -> Round | str:
    """Open a round, in the place of one in which nobody began; or which sentence says why not."""
    held = open_round(c, study.id)
    if held is not None and count_ballots(c, study.id, held.number):
        return "weigh.is-open"
    shown = latest_map(c, study.id)
    if shown is None:
        return "why.no-map"
    things = candidates_of(shown)
    if len(things) < LEAST:
        return "weigh.nothing"
    if held is not None:
        drop_round(c, held)
    return add_round(c, study.id, things, now)


def close_round(c: Connection, study: Study, held: Round, now: datetime) -> Round | None:
    """Close a round: what its votes come to stays, the votes go. None where too few colleagues weighed to tell
    anything; it stays open then."""
    outcome = outcome_of(held.things, votes_in(c, held), minimum(study, "stakeholder"))
    if outcome is None:
        return None
    tell_over(c, held, now)
    erase_ballots(c, study.id, held.number)
    closed = replace(held, closed_at=now, outcome=outcome)
    keep_round(c, closed)
    return closed


def voted(c: Connection, study: Study, held: Round) -> int | None:
    """How many colleagues are done; None where they are too few to tell."""
    count = len(votes_in(c, held))
    return count if count >= minimum(study, "stakeholder") else None

"""When an answer is thin, and which follow-up question it earns.

Law: deterministic; at most one probe per question, three per interview (method 3), never after a skip.
"""

from __future__ import annotations

from reisleider.flows.journey import Interview, Value
from reisleider.flows.outcomes import Taken
from reisleider.flows.steps import Step
from reisleider.flows.words.cues import is_thin

MOST_PROBES = 3  # per interview; more feels like an examination (method 3)


def earns_probe(interview: Interview, step: Step, item: str | None, taken: Taken) -> bool:
    """Whether this answer earns the step's follow-up question."""
    if step.probe is None or not isinstance(taken.value, str) or taken.choice is not None:
        return False
    if (step.id, item) in interview.probed or len(interview.probed) >= MOST_PROBES:
        return False
    return is_thin(taken.value, step.text.get(interview.language, ""))


def gist(value: Value) -> str:
    """The thin answer's own words, short enough to be asked about."""
    words = str(value).strip().rstrip(".!?…")
    return words if len(words) <= 40 else words[:39].rstrip() + "…"

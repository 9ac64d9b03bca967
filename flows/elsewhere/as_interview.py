"""A person of a file as an interview of ours: its log says what was told, in the order of its script.

Law: what was consented to bears the day of the consent; every line is one that somebody told, and nothing is added but
under which label a step clearly belongs, as in an interview held here. The code that a file has for a person is not in
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from reisleider.flows.codebook.placing import place_steps
from reisleider.flows.elsewhere.people_told import PersonTold
from reisleider.flows.journey import Answer, Givens, Interview, Value
from reisleider.flows.scripts.script import Script, read_script
from reisleider.flows.shipped import text_of

NAME, PLACED = "elsewhere", "same-as"
Line = tuple[str, str | None, Value, str]
"""A step of the script, the item it is about, its value, and how it was said."""


@cache
def script_elsewhere() -> Script:
    """The script that interviews held elsewhere follow."""
    return read_script(text_of(NAME, NAME), f"{NAME}.toml")


def as_interview(person: PersonTold, givens: Givens, *, id: str, study: str, participant: str) -> Interview:
    """The interview that a person of a file gave, whole and over."""
    script = script_elsewhere()
    log = tuple(
        Answer(
            number,
            step,
            item,
            value,
            said,
            person.consented_at if step == "consent" else person.held_at,
            kind="placed" if step == PLACED else "answer",
            turn=number,
        )
        for number, (step, item, value, said) in enumerate((*_lines(person), *_placed(person, givens)), 1)
    )
    return Interview(
        id=id,
        study=study,
        participant=participant,
        track=script.track,
        script=script.id,
        revision=script.revision,
        language=person.language,
        givens=givens,
        state="completed",
        began_at=min(person.consented_at, person.held_at),
        moved_at=person.held_at,
        ended_at=person.held_at,
        turn=len(log) + 1,
        log=log,
    )


def _lines(person: PersonTold) -> Iterator[Line]:
    yield "consent", None, "yes", person.consent
    if "trigger" in person.answers:
        yield "trigger", None, *person.answers["trigger"]
    for number, step in enumerate(person.steps, 1):
        yield "steps", f"i{number}", step.words, step.words
    for number, step in enumerate(person.steps, 1):
        for about, (value, said) in step.answers.items():
            yield about, f"i{number}", value, said
    for about in ("outcome", "end-emotion", "wish"):
        if about in person.answers:
            yield about, None, *person.answers[about]
    yield "quotes", None, "yes" if person.quotes else "no", ""


def _placed(person: PersonTold, givens: Givens) -> Iterator[Line]:
    found = place_steps([one.words for one in person.steps], givens, script_elsewhere().track)
    for number, one in enumerate(found, 1):
        if one.clear is not None:
            yield PLACED, f"i{number}", one.clear, ""

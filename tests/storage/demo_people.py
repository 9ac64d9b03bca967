"""The demo's people, interviewed into a database by the engine itself.

Law: they say what their transcripts say, in order, and every reply is saved as it comes.
"""

from __future__ import annotations

from collections.abc import Sequence

from storage_samples import NOW

from reisleider.bot.demo.play import Person, load_people
from reisleider.bot.interviews.givens import before_now, givens_for
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import Participant, Study
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews, people, studies
from reisleider.storage.store import Connection, Store


def interviewed(c: Connection, study: Study, person: Person) -> None:
    """Interview one person to the end of their transcript, every reply saved as it comes."""
    script = load_script(person.track)
    people.add_participant(c, Participant(person.name, study.id, script.track, person.language, NOW))
    people.link_account(c, person.name, "console", "local", person.name)
    interviews.keep_script(c, script.revision, script.id, script.source)
    givens = givens_for(study, script, person.name, before_now(c, study, script))
    interview, _ = engine.begin(
        script,
        id=person.name,
        study=study.id,
        participant=person.name,
        language=person.language,
        givens=givens,
        now=NOW,
    )
    interviews.add_interview(c, interview)
    for line in person.transcript.lines:
        if line.act is not None and line.act.kind == "say":
            after, _ = engine.turn(script, interview, Said("text", text=line.act.text), NOW)
            interviews.save_interview(c, interview, after)
            interview = after


def perform(store: Store, study: Study, cast: Sequence[str]) -> None:
    store.do(lambda c: studies.save_study(c, study))
    for person in load_people():
        if person.name in cast:
            store.do(lambda c, person=person: interviewed(c, study, person))

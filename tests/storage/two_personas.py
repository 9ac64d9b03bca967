"""The demo's customers as people of two personas, and what single ones of them do later."""

from __future__ import annotations

from dataclasses import replace

from demo_people import perform
from demo_versions import demo_study
from storage_samples import NOW

from reisleider.flows.journey import Answer, Persona, Study
from reisleider.storage import interviews, people
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Connection, Store

EVERYBODY = tuple(f"customer-{at:02}" for at in range(1, 13))
BOTH = (Persona("family", {"nl": "Gezin", "en": "Family"}), Persona("couple", {"nl": "Stel", "en": "Couple"}))
STUDY = replace(demo_study(), personas=BOTH)


def held(store: Store, cast: tuple[str, ...], study: Study = STUDY, families: int = 6) -> None:
    """Interviews with these people; the first of everybody are families, the others couples."""
    perform(store, study, cast)
    for name in cast:
        persona = BOTH[EVERYBODY.index(name) >= families].id
        store.do(lambda c, name=name, persona=persona: _becomes(c, name, persona))


def _becomes(c: Connection, name: str, persona: str) -> None:
    person = people.load_participant(c, name)
    assert person is not None
    people.save_participant(c, replace(person, persona=persona))


def forget(store: Store, who: str) -> None:
    person = store.look(lambda c: people.load_participant(c, who))
    assert person is not None
    store.do(lambda c: forget_participant(c, person, NOW))


def edit(store: Store, who: str) -> None:
    """Somebody calls every face that they gave the opposite."""

    def faces(c: Connection) -> None:
        interview = interviews.load_interview(c, who)
        assert interview is not None
        last = interview.log[-1].seq
        given = [
            one for one in interview.log if one.kind == "answer" and type(one.value) is int and one.item is not None
        ]
        more = [_other(one, last + at) for at, one in enumerate(given, 1)]
        assert more
        interviews.save_interview(c, interview, replace(interview, log=(*interview.log, *more)))

    store.do(faces)


def _other(one: Answer, seq: int) -> Answer:
    assert isinstance(one.value, int)
    return replace(one, seq=seq, value=-one.value or 2, supersedes=one.seq)

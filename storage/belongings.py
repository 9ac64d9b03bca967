"""Everything that is stored about one participant, for that participant.

Law: complete, in the participant's own words, and nobody else's.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from sqlalchemy import Connection, func, select

from reisleider.flows.journey import Interview, Participant
from reisleider.storage import tables as t
from reisleider.storage.blobs import load_picture, pictures_of
from reisleider.storage.codec import Json, dump, say_time
from reisleider.storage.glances import glances_at
from reisleider.storage.interviews import load_interview
from reisleider.storage.people import accounts_of
from reisleider.storage.studies import load_study


def belongings_of(c: Connection, participant: Participant) -> Json:
    """What is stored, as JSON: who, in which study, every answer with its time, and what still waits to be sent."""
    study = load_study(c, participant.study)
    i = t.interviews.c
    ids = c.execute(select(i.id).where(i.participant == participant.id).order_by(i.began_at, i.id)).scalars().all()
    return {
        "study": None if study is None else dump(study)["title"],
        "organisation": None if study is None else study.organisation,
        "contact": None if study is None else study.contact,
        "participant": dump(participant),
        "accounts": [
            {"platform": platform, "tenant": tenant, "account": account}
            for platform, tenant, account in accounts_of(c, participant.id)
        ],
        "interviews": [_interview(c, one) for one in ids],
    }


def _without_others(interview: Interview) -> Interview:
    """An interview without what others said, which it was given to count and to rank by."""
    labels = tuple(replace(one, aliases=()) for one in interview.givens.labels)
    return replace(interview, givens=replace(interview.givens, coverage={}, labels=labels, usual={}))


def _interview(c: Connection, id: str) -> Json:
    interview = load_interview(c, id)
    told = {} if interview is None else dump(_without_others(interview))
    waiting = (
        select(func.count()).select_from(t.outbox).where(t.outbox.c.interview == id, t.outbox.c.state == "waiting")
    )
    timers = select(t.timers.c.kind, t.timers.c.due_at).where(t.timers.c.subject == id).order_by(t.timers.c.due_at)
    fragments = select(t.fragments.c.text).where(t.fragments.c.interview == id).order_by(t.fragments.c.seq)
    chat = c.execute(select(t.chats.c.address).where(t.chats.c.interview == id)).scalar()
    return {
        **told,
        "pictures": [
            {"name": kept.name, "mime": kept.mime, "base64": b64encode(kept.data).decode()}
            for digest in pictures_of(c, [id])
            if (kept := load_picture(c, digest)) is not None
        ],
        "seen_by_leads": [
            {"mark": glance.mark, "decided": glance.decided, "hidden": glance.hidden, "at": say_time(glance.at)}
            for glance in glances_at(c, id)
            if glance.at is not None
        ],
        "chat": chat,
        "messages_waiting": c.execute(waiting).scalar_one(),
        "reminders": [{"kind": kind, "due_at": due_at} for kind, due_at in c.execute(timers).all()],
        "not_yet_an_answer": list(c.execute(fragments).scalars()),
    }

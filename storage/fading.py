"""Takes people's words out of a study and keeps what was counted.

Law: one transaction; answers go with their interview and come back without words; accounts, chats and whatever waits
go too, so that nobody can be found again.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, String, Table, cast, delete, select, update

from reisleider.flows.journey import Interview
from reisleider.storage import tables as t
from reisleider.storage.actions import forget_owners, reword_actions
from reisleider.storage.ballots import erase_ballots
from reisleider.storage.chats import forget_drafts
from reisleider.storage.codec import Json, dump
from reisleider.storage.comments import erase_comments
from reisleider.storage.forgetting import forget_parked
from reisleider.storage.glances import forget_glances
from reisleider.storage.interviews import put_answers
from reisleider.storage.lead_talks import drop_talks_about
from reisleider.storage.model_answers import forget_answers
from reisleider.storage.offering import forget_offered
from reisleider.storage.posts import ask_redraw
from reisleider.storage.rounds import reword_rounds, without_own_words
from reisleider.storage.writer import note_forgotten

WORDS = ("quotes", "needs", "opportunities", "wishes")
"""Parts of a published map that are somebody's words."""


def fade_study(c: Connection, study: str, interviews: Iterable[Interview]) -> None:
    """Keep these interviews (all of the study's) as they are given, without any word; forget who and where."""
    note_forgotten(c)
    ids = []
    for one in interviews:
        put_answers(c, one.id, one.log)
        c.execute(
            update(t.interviews)
            .where(t.interviews.c.id == one.id)
            .values(givens=dump(one.givens), place=_bare(c, one.id))
        )
        ids.append(one.id)
    for table in (t.fragments, t.outbox, t.focus, t.chats):
        c.execute(delete(table).where(table.c.interview.in_(ids)))
    c.execute(delete(t.timers).where(t.timers.c.subject.in_(ids)))
    people = select(t.participants.c.id).where(t.participants.c.study == study)
    a = t.accounts.c
    rows = c.execute(select(a.platform, a.tenant, a.account).where(a.participant.in_(people))).all()
    forget_parked(c, [(row.platform, row.tenant, row.account) for row in rows])
    c.execute(delete(t.accounts).where(a.participant.in_(people)))
    c.execute(delete(t.overrides).where(t.overrides.c.study == study))
    forget_glances(c, ids)
    erase_comments(c, study)
    forget_offered(c, study)
    forget_answers(c, study)
    forget_drafts(c, study)
    for row in c.execute(select(t.versions).where(t.versions.c.study == study)).all():
        here = (
            (t.versions.c.study == study) & (t.versions.c.persona == row.persona) & (t.versions.c.number == row.number)
        )
        c.execute(update(t.versions).where(here).values(map=_without_words(row.map)))
    for row in c.execute(select(t.posts.c.id, t.posts.c.map).where(t.posts.c.study == study)).all():
        if row.map is not None:
            c.execute(update(t.posts).where(t.posts.c.id == row.id).values(map=_without_words(row.map)))
    kept = c.execute(select(t.ledgers.c.shown).where(t.ledgers.c.study == study)).scalar()
    if kept:
        c.execute(update(t.ledgers).where(t.ledgers.c.study == study).values(shown=_without_words(kept)))
    ask_redraw(c, study)
    erase_ballots(c, study)
    reword_rounds(c, study, without_own_words)
    forget_owners(c, study)
    drop_talks_about(c, study)
    reword_actions(c, study, lambda _: True)


def mark_of(c: Connection, study: str) -> str:
    """What a study is compiled from, in a mark: as long as it is the same, nothing of it changed."""
    mine = t.answers.c.interview.in_(select(t.interviews.c.id).where(t.interviews.c.study == study))
    held: tuple[tuple[Table, ColumnElement[bool]], ...] = (
        (t.studies, t.studies.c.id == study),
        (t.participants, t.participants.c.study == study),
        (t.interviews, t.interviews.c.study == study),
        (t.answers, mine),
        (t.overrides, t.overrides.c.study == study),
        (t.glances, t.glances.c.study == study),
    )
    mark = sha256()
    for table, where in held:
        columns = [cast(column, String) for column in table.c]  # as they stand there, read by nobody
        for row in c.execute(select(*columns).where(where).order_by(*table.primary_key.columns)):
            mark.update(repr(tuple(row)).encode())
    return mark.hexdigest()


def _bare(c: Connection, id: str) -> Json:
    row = c.execute(select(t.interviews.c.place).where(t.interviews.c.id == id)).scalar() or {}
    return {**row, "draft": None, "aside": None, "trail": [], "picks": [], "probed": [], "reacted": [], "missed": []}


def _without_words(node: object) -> object:
    if isinstance(node, dict):
        return {key: [] if key in WORDS else _without_words(one) for key, one in node.items()}
    return [_without_words(one) for one in node] if isinstance(node, list) else node

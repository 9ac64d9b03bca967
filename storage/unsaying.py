"""Takes a person's words out of the maps that were already published, and asks that where they stand they are redrawn.

Law: rows are read and written here and nothing is judged; whose words they are, and what a map is without them, is
decided by ``flows.synthesis.privacy.own_traces``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, select, update

from reisleider.flows.synthesis.privacy.own_traces import own_words, said_alone, take_out, texts_in
from reisleider.storage import tables as t
from reisleider.storage.overrides import forget_words
from reisleider.storage.posts import ask_redraw
from reisleider.storage.writer import note_erased


def unsay(c: Connection, interview: str) -> None:
    """Take what was said in an interview out of its study's versions; before its answers are erased."""
    i = t.interviews.c
    row = c.execute(select(i.study, i.participant).where(i.id == interview)).first()
    if row is None:
        return
    v = t.versions.c
    stood = [
        one for one in c.execute(select(t.versions).where(v.study == row.study)) if row.participant in one.respondents
    ]
    shown = c.execute(select(t.posts.c.id, t.posts.c.map).where(t.posts.c.study == row.study)).all()
    if not stood and not any(one.map for one in shown):
        return
    others = select(i.id).where(i.study == row.study, i.participant != row.participant)
    kept = (*_said(c, c.execute(others).scalars().all()), *_expected(c, row.study))
    own = own_words((*_said(c, [interview]), *_told_together(c, interview)), kept)
    note_erased(c)
    for one in stood:
        here = (v.study == one.study) & (v.persona == one.persona) & (v.number == one.number)
        c.execute(update(t.versions).where(here).values(map=take_out(one.map, own)))
    for one in shown:
        if one.map is not None:
            c.execute(update(t.posts).where(t.posts.c.id == one.id).values(map=take_out(one.map, own)))
    ask_redraw(c, row.study)


def undecide(c: Connection, interview: str) -> None:
    """Take the decisions back that name a touchpoint by words only this interview used, and what a lead is just
    looking at; before its answers are erased."""
    i = t.interviews.c
    study = c.execute(select(i.study).where(i.id == interview)).scalar()
    if study is None:
        return
    others = select(i.id).where(i.study == study, i.id != interview)
    kept = (*_said(c, c.execute(others).scalars().all()), *_expected(c, study))
    forget_words(c, study, said_alone(_said(c, [interview]), kept))
    for row in c.execute(select(t.drafts).where(t.drafts.c.kind == "merge")).all():
        if row.draft.get("study") == study:
            c.execute(delete(t.drafts).where(t.drafts.c.address == row.address, t.drafts.c.account == row.account))


def _said(c: Connection, interviews: Iterable[str]) -> Iterator[str]:
    a = t.answers.c
    for row in c.execute(select(a.value, a.verbatim).where(a.interview.in_(list(interviews)))):
        yield row.verbatim
        yield from texts_in(row.value)


def _told_together(c: Connection, interview: str) -> Iterator[str]:
    """Each answer with all that was added to it, which a map shows as one."""
    a = t.answers.c
    together: dict[tuple[str, str | None], list[str]] = {}
    for row in c.execute(select(a.step, a.item, a.value).where(a.interview == interview).order_by(a.seq)):
        together.setdefault((row.step, row.item), []).extend(texts_in(row.value))
    yield from (" ".join(texts) for texts in together.values())


def _expected(c: Connection, study: str) -> Iterator[str]:
    told = c.execute(select(t.studies.c.study).where(t.studies.c.id == study)).scalar() or {}
    yield from texts_in([told.get("labels"), told.get("title"), told.get("model")])

"""Takes a person's words out of the maps that were already published, and asks that where they stand they are redrawn.

Law: rows are read and written here and nothing is judged; whose words they are, and what a map is without them, is
decided by ``flows.synthesis.privacy.own_traces``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select, update

from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.privacy.own_traces import own_words, said_alone, take_out, texts_in
from reisleider.storage import tables as t
from reisleider.storage.actions import reword_actions
from reisleider.storage.chats import forget_drafts
from reisleider.storage.codec import Json
from reisleider.storage.lead_talks import drop_talks_about
from reisleider.storage.model_answers import forget_answers
from reisleider.storage.offering import labels_kept, put_labels
from reisleider.storage.overrides import forget_words, overrides_of
from reisleider.storage.posts import ask_redraw
from reisleider.storage.rounds import reword_rounds
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
    kept = c.execute(select(t.ledgers.c.shown, t.ledgers.c.ledger).where(t.ledgers.c.study == row.study)).first()
    if not stood and not kept and not any(one.map for one in shown):
        return  # and so nobody weighs what it told
    others = select(i.id).where(i.study == row.study, i.participant != row.participant)
    stays = (*_said(c, c.execute(others).scalars().all()), *_expected(c, row.study))
    own = own_words((*_said(c, [interview]), *_told_together(c, interview)), stays)
    note_erased(c)
    for one in stood:
        here = (v.study == one.study) & (v.persona == one.persona) & (v.number == one.number)
        c.execute(update(t.versions).where(here).values(map=take_out(one.map, own)))
    if kept:
        left = {"shown": take_out(kept.shown, own), "ledger": take_out(kept.ledger, own)}
        c.execute(update(t.ledgers).where(t.ledgers.c.study == row.study).values(**left))
    for one in shown:
        if one.map is not None:
            c.execute(update(t.posts).where(t.posts.c.id == one.id).values(map=take_out(one.map, own)))
    ask_redraw(c, row.study)
    reword_rounds(c, row.study, lambda things: take_out(things, own))
    reword_actions(c, row.study, lambda words: words in own)
    drop_talks_about(c, row.study)


def undecide(c: Connection, interview: str) -> None:
    """Take the decisions back that name a touchpoint by words only this interview used, these words out of the labels
    that other interviews were given, what a lead is just looking at, and what a model answered; before its answers are
    erased."""
    i = t.interviews.c
    study = c.execute(select(i.study).where(i.id == interview)).scalar()
    if study is None:
        return
    forget_answers(c, study)
    others = select(i.id).where(i.study == study, i.id != interview)
    kept = (*_said(c, c.execute(others).scalars().all()), *_expected(c, study))
    gone = frozenset(form(words) for words in said_alone(_said(c, [interview]), kept))
    for row in c.execute(select(i.id, i.givens).where(i.study == study, i.id != interview)).all():
        left = [one for label in row.givens["labels"] if (one := _without(label, gone)) is not None]
        if left != row.givens["labels"]:
            c.execute(update(t.interviews).where(i.id == row.id).values(givens={**row.givens, "labels": left}))
    offered = labels_kept(c, study)
    if offered is not None:
        left = [one for label in offered["labels"] if (one := _without(label, gone)) is not None]
        put_labels(c, study, {**offered, "labels": left})
    forget_words(c, study, gone)
    forget_drafts(c, study)


def _without(label: Json, gone: frozenset[str]) -> Json | None:
    """A label without the words that are gone; None where it has no other name."""
    words = {language: name for language, name in label["words"].items() if form(name) not in gone}
    aliases = [one for one in label["aliases"] if form(one) not in gone]
    return {**label, "words": words, "aliases": aliases} if words else None


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
    for one in overrides_of(c, study):
        if one.decision == "label" and one.role == "lead":
            yield from one.texts.values()

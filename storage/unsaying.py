"""Takes a person's words out of the maps that were already published, and asks that where they stand they are redrawn.

Law: figures stay until the next version, for their change would tell what one person answered; words go at once.
Whatever somebody else of the study said too, or the lead expected, may stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, select, update

from reisleider.flows.languages import core_texts
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.privacy.redaction import MARK
from reisleider.flows.words.cues import content_words, normalise
from reisleider.storage import tables as t
from reisleider.storage.overrides import forget_words
from reisleider.storage.posts import ask_redraw
from reisleider.storage.writer import note_erased

ERASED = core_texts("texts", "erased")
"""What a touchpoint is called on an old map once nobody who named it so is left."""


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
    said = tuple(filter(None, (frozenset(content_words(words)) for words in _said(c, [interview]))))
    others = select(i.id).where(i.study == row.study, i.participant != row.participant)
    kept = {normalise(words) for words in (*_said(c, c.execute(others).scalars().all()), *_expected(c, row.study))}
    note_erased(c)
    for one in stood:
        here = (v.study == one.study) & (v.persona == one.persona) & (v.number == one.number)
        c.execute(update(t.versions).where(here).values(map=_without(one.map, _Own(said, kept))))
    for one in shown:
        if one.map is not None:
            c.execute(update(t.posts).where(t.posts.c.id == one.id).values(map=_without(one.map, _Own(said, kept))))
    ask_redraw(c, row.study)


def undecide(c: Connection, interview: str) -> None:
    """Take the decisions back that name a touchpoint by words only this interview used, and what a lead is just
    looking at; before its answers are erased."""
    i = t.interviews.c
    study = c.execute(select(i.study).where(i.id == interview)).scalar()
    if study is None:
        return
    others = select(i.id).where(i.study == study, i.id != interview)
    kept = {form(words) for words in (*_said(c, c.execute(others).scalars().all()), *_expected(c, study))}
    forget_words(c, study, [words for words in _said(c, [interview]) if form(words) not in kept])
    for row in c.execute(select(t.drafts).where(t.drafts.c.kind == "merge")).all():
        if row.draft.get("study") == study:
            c.execute(delete(t.drafts).where(t.drafts.c.address == row.address, t.drafts.c.account == row.account))


class _Own:
    """Tells whether words are one person's alone."""

    def __init__(self, said: tuple[frozenset[str], ...], kept: set[str]) -> None:
        self.said = said
        self.kept = kept

    def __contains__(self, words: object) -> bool:
        left = str(words).replace(MARK, " ")
        told = frozenset(content_words(left))
        return bool(told) and normalise(left) not in self.kept and any(told <= one for one in self.said)


def _said(c: Connection, interviews: Iterable[str]) -> Iterator[str]:
    a = t.answers.c
    for row in c.execute(select(a.value, a.verbatim).where(a.interview.in_(list(interviews)))):
        yield row.verbatim
        yield from _strings(row.value)


def _expected(c: Connection, study: str) -> Iterator[str]:
    told = c.execute(select(t.studies.c.study).where(t.studies.c.id == study)).scalar() or {}
    yield from _strings([told.get("labels"), told.get("title"), told.get("model")])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _strings(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _strings(one))


def _without(node: Any, own: _Own) -> Any:
    """A part of a map without a person's own words: sentences go, a label becomes ERASED."""
    if isinstance(node, list):
        return [_without(one, own) for one in node if not (isinstance(one, dict) and one.get("words", "") in own)]
    if not isinstance(node, dict):
        return node
    return {
        key: ERASED
        if key in ("label", "title") and any(words in own for words in _strings(one))
        else _without(one, own)
        for key, one in node.items()
    }

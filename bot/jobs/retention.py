"""Retention: after the promised time people's words go, and what was counted stays.

Law: the earlier of the two promises holds, the day named in the consent and the time after closing; touchpoints are
frozen as they are merged at that moment, which is worked out beside the writer; then every word is removed in one short
transaction, where nothing changed since, else it is worked out anew. What may go out of what was told until then is
entered in the ledger before, since nothing else is told of a study without words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import combinations
from secrets import token_hex

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.maps.publish import Compiled, compile_study, load_journeys, show_preview
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.codebook.codebook import confirmed, named
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Notify, Words
from reisleider.flows.faults import StorageFault
from reisleider.flows.journey import Interview, Journey, Study
from reisleider.flows.meaning.clusters import ALIKE
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import held_labels
from reisleider.flows.synthesis.compile import compile_map, one_each
from reisleider.flows.synthesis.merging.merge import Mention, merge, understand
from reisleider.flows.synthesis.privacy.fade import without_words
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import interviews, studies
from reisleider.storage.fading import fade_study, mark_of
from reisleider.storage.overrides import add_override, overrides_of
from reisleider.storage.store import Connection, Store

BY = "retention"
CODE = 6  # bytes of a code: no two of a study are the same by chance
TRIES = 5  # after which the writer waits: somebody goes on writing faster than it is worked out


def words_go_at(study: Study) -> datetime:
    """When people's words are removed, in UTC: the day after the one named in the consent, or the study's retention
    after its closing, whichever comes first."""
    promised = _later(datetime.combine(study.keep_until, time(), UTC), 1)
    if study.closed_at is None:
        return promised
    return min(promised, _later(study.closed_at, study.retention_days))


def _later(when: datetime, days: int) -> datetime:
    """So many days later; the end of the calendar where there is no such day."""
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def retention_due(c: Connection, now: datetime) -> tuple[str, ...]:
    """The studies that may have words whose time has come: those that still have any, and those that cannot be read,
    for ``retain`` to say why."""
    due = []
    for id in studies.study_ids(c):
        try:
            study = studies.load_study(c, id)
        except (StorageFault, ValueError, TypeError, KeyError):
            due.append(id)
            continue
        if study is not None and study.words_gone_at is None and words_go_at(study) <= now:
            due.append(id)
    return tuple(due)


def retain(store: Store, id: str, now: datetime) -> bool:
    """Remove a study's words where their time has come, and tell its leads; whether it had. Slow. Raises anything that
    its content causes."""
    study = store.look(lambda c: studies.load_study(c, id))
    if study is None or study.words_gone_at is not None or words_go_at(study) > now:
        return False
    remove_words(store, id, now, then=partial(_tell_leads, study, now))
    return True


def _tell_leads(study: Study, now: datetime, c: Connection) -> None:
    for platform, tenant, account in studies.leads_of(c, study.id):
        there = private_chat(platform, tenant, account)
        title = Words(study.title[study.languages[0]])
        post(c, there, word_notice(Notify("retention.done", {"study": title}), study.languages[0]), now)


@dataclass(frozen=True)
class Faded:
    """What a study is to hold once its words are gone: its interviews without them, those of them that end now, and the
    names that are kept apart. ``mark``: what it held when this was worked out; ``last``: what may go out of that."""

    mark: str
    last: Compiled
    study: Study
    interviews: Sequence[Interview]
    ending: Sequence[tuple[Interview, Interview]]
    apart: Sequence[tuple[str, str]]


def remove_words(
    store: Store,
    study: str,
    now: datetime,
    progress: Progress = unheard,
    then: Callable[[Connection], None] = lambda _: None,
) -> int:
    """Remove people's words from a study, for good; returns how many interviews were gone through. Slow.

    ``then`` is done in the same transaction. Raises StudyFault where the study is unknown.
    """

    def write(faded: Faded, c: Connection) -> bool:
        if mark_of(c, study) != faded.mark:
            return False
        _write(c, faded, now)
        then(c)
        return True

    for _ in range(TRIES):
        faded = store.look(lambda c: _fade(c, study, now, progress))
        if store.do(partial(write, faded)):
            return len(faded.interviews)

    def hold_still(c: Connection) -> int:
        faded = _fade(c, study, now, progress)
        write(faded, c)
        return len(faded.interviews)

    return store.do(hold_still)


def _fade(c: Connection, id: str, now: datetime, progress: Progress) -> Faded:
    """Work out what a study will hold. Reads only, and may take seconds."""
    study, journeys = load_journeys(c, id, progress)
    decided = overrides_of(c, id)
    names, apart = _frozen(study, journeys, decided, now, progress)
    labels = tuple(entry.label for entry in named(study.labels, decided) if entry.by == "lead")
    faded, ending = [], []
    for one in interviews.interviews(c, id):
        script = script_of(c, one)
        interview = one if one.ended else engine.close(script, one, "expired", now)[0]
        if not one.ended:
            ending.append((one, interview))
        faded.append(without_words(script, interview, names.get(interview.id, {}), labels))
    last = compile_study(c, id, now)
    return Faded(mark_of(c, id), last, replace(study, labels=labels), faded, ending, apart)


def _write(c: Connection, faded: Faded, now: datetime) -> None:
    study = faded.study
    show_preview(c, faded.last, now)
    for before, after in faded.ending:
        interviews.save_interview(c, before, after)
    fade_study(c, study.id, faded.interviews)
    for left, right in faded.apart:
        add_override(c, study.id, Override("different", left, right, by=BY, at=now))
    studies.save_study(c, replace(study, closed_at=study.closed_at or now, words_gone_at=now))


Names = Mapping[str, Mapping[str, str]]
"""Interview id -> touchpoint id -> the name it keeps."""


def _frozen(
    study: Study, journeys: Sequence[Journey], decided: Sequence[Override], now: datetime, progress: Progress
) -> tuple[Names, Sequence[tuple[str, str]]]:
    """What each touchpoint is called from now on: as it may stand on a map, else a random code, which no words can be
    tried against; and the names that would merge by themselves though they were apart."""
    told = compile_map(study, journeys, overrides=decided, version=0, now=now, progress=progress)
    shown = {one.id: next(iter(one.label.values())) for one in touchpoints_of(told) if one.label}
    names: dict[str, dict[str, str]] = {}
    kept: dict[str, str] = {}
    mentions: list[Mention] = []
    people = one_each(journeys)
    labels = held_labels(study, people, decided)
    by_leads = confirmed(study.labels, decided)
    for group in merge(people, labels, decided, likeness_of(study)):
        seed = next(iter(group.label.words.values()), None) if group.label and group.id in by_leads else None
        kept[group.id] = seed or shown.get(group.id) or f"t-{token_hex(CODE)}"
        for mention in group.mentions:
            names.setdefault(mention.journey.interview, {})[mention.touchpoint.id] = kept[group.id]
            called = replace(mention.touchpoint, words=kept[group.id])
            mentions.append(Mention(mention.journey, called, mention.method, mention.score))
    meanings = understand(mentions, labels, likeness_of(study))
    forms = {name: form(name) for name in sorted(set(kept.values()))}
    pairs = [pair for pair in combinations(forms, 2) if meanings.alike(forms[pair[0]], forms[pair[1]]) >= ALIKE]
    return names, pairs

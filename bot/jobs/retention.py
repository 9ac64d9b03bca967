"""Retention: after the promised time people's words go, and what was counted stays.

Law: the earlier of the two promises holds, the day named in the consent and the time after closing; touchpoints are
frozen as they are merged at that moment, then every word is removed in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import combinations

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.maps.publish import load_journeys
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Notify, Words
from reisleider.flows.journey import Study
from reisleider.flows.meaning.clusters import ALIKE
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.compile import compile_map, one_each
from reisleider.flows.synthesis.merging.merge import Mention, merge, understand
from reisleider.flows.synthesis.merging.overrides import Override
from reisleider.flows.synthesis.privacy.fade import without_words
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage import interviews, studies
from reisleider.storage.fading import fade_study
from reisleider.storage.overrides import add_override, overrides_of
from reisleider.storage.store import Connection

BY = "retention"


def words_go_at(study: Study) -> datetime:
    """When people's words are removed, in UTC: the day after the one named in the consent, or the study's retention
    after its closing, whichever comes first."""
    promised = datetime.combine(study.keep_until + timedelta(days=1), time(), UTC)
    if study.closed_at is None:
        return promised
    return min(promised, study.closed_at + timedelta(days=study.retention_days))


def retain_all(c: Connection, now: datetime) -> tuple[str, ...]:
    """Remove the words of every study whose time has come, and tell its leads; returns the studies' ids."""
    due = [one for one in studies.list_studies(c) if one.words_gone_at is None and words_go_at(one) <= now]
    for study in due:
        remove_words(c, study, now)
        for platform, tenant, account in studies.leads_of(c, study.id):
            there = private_chat(platform, tenant, account)
            title = Words(study.title[study.languages[0]])
            post(c, there, word_notice(Notify("retention.done", {"study": title}), study.languages[0]), now)
    return tuple(one.id for one in due)


def remove_words(c: Connection, study: Study, now: datetime) -> int:
    """Remove people's words from a study, for good; returns how many interviews were gone through."""
    names, kept_apart = _frozen(c, study, now)
    faded = []
    for one in interviews.interviews(c, study.id):
        script = script_of(c, one)
        interview = one if one.ended else engine.close(script, one, "expired", now)[0]
        if not one.ended:
            interviews.save_interview(c, one, interview)
        faded.append(without_words(script, interview, names.get(interview.id, {})))
    fade_study(c, study.id, faded)
    for left, right in kept_apart:
        add_override(c, study.id, Override("different", left, right, by=BY, at=now))
    studies.save_study(c, replace(study, closed_at=study.closed_at or now, words_gone_at=now))
    return len(faded)


Names = Mapping[str, Mapping[str, str]]
"""Interview id -> touchpoint id -> the name it keeps."""


def _frozen(c: Connection, study: Study, now: datetime) -> tuple[Names, Sequence[tuple[str, str]]]:
    """What each touchpoint is called from now on: as it may stand on a map, else a code; and the names that would
    merge by themselves though they were apart."""
    _, journeys = load_journeys(c, study.id)
    decided = overrides_of(c, study.id)
    told = compile_map(study, journeys, overrides=decided, version=0, now=now)
    shown = {one.id: next(iter(one.label.values())) for one in touchpoints_of(told) if one.label}
    names: dict[str, dict[str, str]] = {}
    kept: dict[str, str] = {}
    mentions: list[Mention] = []
    for group in merge(one_each(journeys), study.labels, decided, likeness_of(study)):
        seed = next(iter(group.label.words.values()), None) if group.label is not None else None
        kept[group.id] = seed or shown.get(group.id) or group.id
        for mention in group.mentions:
            names.setdefault(mention.journey.interview, {})[mention.touchpoint.id] = kept[group.id]
            mentions.append(replace(mention, touchpoint=replace(mention.touchpoint, words=kept[group.id])))
    meanings = understand(mentions, study.labels, likeness_of(study))
    forms = {name: form(name) for name in sorted(set(kept.values()))}
    pairs = [pair for pair in combinations(forms, 2) if meanings.alike(forms[pair[0]], forms[pair[1]]) >= ALIKE]
    return names, pairs

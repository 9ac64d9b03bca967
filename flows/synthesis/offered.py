"""The labels that a study's respondents may be offered, and how each was told so far.

Law: what a lead named or decided is as it stands now; what others told is as it stood when it was last looked at, and
gives way where the two disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reisleider.flows.codebook.codebook import build
from reisleider.flows.codebook.decisions import Override, placed
from reisleider.flows.journey import Journey, Label, Offered, Study, Usual
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.ranking import Candidate
from reisleider.flows.meaning.sentences import likeness_of
from reisleider.flows.synthesis.book import keep_book
from reisleider.flows.synthesis.merging.candidates import candidates
from reisleider.flows.synthesis.merging.merge import Group, merge
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.synthesis.privacy.redaction import redact


def look_at_labels(study: Study, journeys: Sequence[Journey], overrides: Sequence[Override] = ()) -> Offered:
    """Every label that may be offered, where it comes and how many told it. ``journeys``: one per respondent and track;
    ``overrides``: the decisions that stand. Takes a merge: not for a moment at which somebody waits."""
    labels = keep_book(study, journeys, overrides).labels()
    groups = merge(journeys, labels, overrides, likeness_of(study))
    found = {group.id: group for group in groups}
    return Offered(labels, {one.id: _usual(one, found.get(one.id)) for one in candidates(labels, study.labels, groups)})


def _usual(label: Candidate, group: Group | None) -> Usual:
    told = () if group is None else group.mentions
    tracks = [track for track, _ in {(one.journey.track, one.journey.participant) for one in told}]
    return Usual(label.place, tracks.count("customer"), tracks.count("stakeholder"))


def labels_now(study: Study, overrides: Sequence[Override] = (), looked: Offered | None = None) -> Offered:
    """The labels that may be offered at this moment, without reading anybody's interview. ``looked``: what was found
    when they were last looked at."""
    before = looked or Offered()
    book = build(study.labels, overrides, (), minimum(study, "customer"), redact).labels()
    home = {form(words): one.id for one in book for words in (*one.words.values(), *one.aliases)}
    home.update((told, one.other) for told, one in placed(overrides, (*book, *before.labels)).items())
    kept = {one.id: one for one in before.labels}
    labels = (
        *(replace(one, aliases=(*one.aliases, *_more(one, kept, home))) for one in book),
        *_others(book, before, home),
    )
    last = max(1, len(study.labels) - 1)
    listed = {one.id: Usual(at / last) for at, one in enumerate(study.labels)}
    usual = {**listed, **before.usual}
    return Offered(labels, {one.id: usual[one.id] for one in labels if one.id in usual})


def _more(label: Label, kept: Mapping[str, Label], home: Mapping[str, str]) -> Iterator[str]:
    """The wordings that others put under a label, beside those that it has."""
    for words in kept[label.id].aliases if label.id in kept else ():
        if home.get(form(words), label.id) == label.id and words not in label.aliases:
            yield words


def _others(book: Sequence[Label], before: Offered, home: Mapping[str, str]) -> Iterator[Label]:
    """The labels that others named and no lead has named or placed since."""
    for one in before.labels:
        told = one.id.startswith("t-") and one.id not in {label.id for label in book}
        if told and all(home.get(form(words), one.id) == one.id for words in one.words.values()):
            yield replace(one, aliases=tuple(words for words in one.aliases if home.get(form(words), one.id) == one.id))

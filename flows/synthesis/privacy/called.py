"""What a touchpoint is called wherever others than its lead can see it: one law for picture, post, table and file.

Law: a name is a lead's or a codebook's, else a wording that at least the minimum group used in that language, else the
words of what they mean that as many used, each by itself, else what the map tells anyway: a channel and a phase. Nobody
can be known by a name: whoever worded a step otherwise is in none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import fmean

from reisleider.flows.journey import Phase, Track
from reisleider.flows.languages import LANGUAGES, core_texts
from reisleider.flows.meaning.concepts import UNKNOWN, WEIGHTS, concepts_of, lexicon
from reisleider.flows.meaning.likeness import form, kind
from reisleider.flows.synthesis.merging.cells import TRACKS, Cell, majority
from reisleider.flows.synthesis.merging.merge import Mention
from reisleider.flows.synthesis.privacy.ledger import NAMED, Judge, MadeOf, Name
from reisleider.flows.synthesis.privacy.redaction import MARK, redact
from reisleider.flows.words import cues

MOST = 4  # words of a name that is made of what is common; more is a sentence that nobody said
HEAVY = WEIGHTS["mild"]  # what a name must be about; "got" and "saw" alone say nothing
_TWICE = re.compile(r" \(\d+\)$")


def called(cell: Cell, tracks: Collection[Track], least: Mapping[Track, int], phases: Sequence[Phase]) -> Name:
    """The name of a touchpoint. ``tracks``: of whom enough told it; ``least``: the minimum group of each."""
    if cell.words:
        return Name({language: redact(words) for language, words in cell.words.items()}, own=True)
    found: dict[str, str] = {}
    for track in TRACKS:
        if track in tracks:
            found = {**_common(cell, track, least[track]), **found}
    wait, channel = nature(cell, tracks)
    made_of = {track: least[track] for track in tracks}
    return (
        Name(dict(sorted(found.items())), least=made_of) if found else neutral(channel, cell.phase, phases, wait=wait)
    )


def nature(cell: Cell, tracks: Collection[Track]) -> tuple[bool, str | None]:
    """Whether it is a wait, and its channel: from enough people, each by what they answered, else by its label, else by
    their words; where too few told it, from its label, else from what the confirmed name itself tells."""
    voices = [one.touchpoint for track in TRACKS if track in tracks for one in cell.voices(track)]
    if voices:
        wait = 2 * sum(one.wait for one in voices) > len(voices)
        seeds = [
            (cell.channel if "channel" in one.told else one.channel) or one.channel or cell.channel for one in voices
        ]
        return wait, majority(seeds)
    names = list(cell.words.values())
    told = cell.channel or majority([cues.channel_told(name) for name in names])
    return any(cues.wait_told(name) for name in names), told


def neutral(channel: str | None, phase: str, phases: Sequence[Phase], *, wait: bool = False) -> Name:
    """A name of what the map tells of a touchpoint anyway: a wait or a channel, and the phase it stands in."""
    what = core_texts("neutral", "wait" if wait else channel or "step")
    stands = next((one for one in phases if one.id == phase), None)
    if stands is None:
        return Name(what, neutral=True)
    within, first = core_texts("neutral", "within"), next(iter(stands.label.values()), "")
    label = {
        language: within[language].format(what=words, phase=stands.label.get(language, first))
        for language, words in what.items()
    }
    return Name(label, neutral=True)


def told_from(name: Name, taken: Collection[Name]) -> Name:
    """A neutral name as no other touchpoint has it: the second of two gets a number."""
    again, number, found = core_texts("neutral", "again"), 1, name
    while name.neutral and any(found.label == one.label for one in taken):
        number += 1
        found = Name(
            {at: again[at].format(what=words, number=number) for at, words in name.label.items()}, neutral=True
        )
    return found


def is_as(name: Name, stood: Name) -> bool:
    """Whether a neutral name is the one that stood, whatever number that has."""
    bare = {at: _TWICE.sub("", words) for at, words in stood.label.items()}
    return name.neutral and stood.neutral and name.label == bare


# --- what is common ------------------------------------------------------------------------------------


def _common(cell: Cell, track: Track, least: int) -> dict[str, str]:
    """Per language what enough people of a track called it: the label they chose, else the wording that most used, else
    the words they share. What is enough people's only over languages ("wifi") names it in each: whose it was is not
    told."""
    by_language: dict[str, list[Mention]] = defaultdict(list)
    for one in cell.voices(track):
        if not one.touchpoint.forwarded:
            by_language[one.journey.language].append(one)
    if cell.heard and _chosen(cell, (one for voices in by_language.values() for one in voices)) >= least:
        return {language: redact(words) for language, words in cell.heard.items()}
    names = {
        language: _wording(voices, least) or _words(voices, least)
        for language, voices in by_language.items()
        if len(voices) >= least
    }
    told = {language: name for language, name in names.items() if name}
    everyone = [one for voices in by_language.values() for one in voices]
    if told or len(everyone) < least:
        return told
    same = _wording(everyone, least)
    return dict.fromkeys(LANGUAGES, same) if same else _meant(everyone, least)


def _chosen(cell: Cell, voices: Iterable[Mention]) -> int:
    """How many of these people chose the label that a step stands under, or called it so themselves."""
    forms = {form(name) for name in cell.heard.values()}
    return len(
        {
            one.journey.participant
            for one in voices
            if one.touchpoint.same_as == cell.id or form(one.touchpoint.words) in forms
        }
    )


def _wording(voices: Sequence[Mention], least: int) -> str | None:
    """The wording that most used, in any spelling of one form."""
    people: dict[str, set[str]] = defaultdict(set)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for one in voices:
        people[one.form].add(one.journey.participant)
        spelt[one.form][one.touchpoint.words] += 1
    most = min(people, key=lambda told: (-len(people[told]), len(told), told), default=None)
    if most is None or len(people[most]) < least:
        return None
    words = min(spelt[most], key=lambda told: (-spelt[most][told], len(told), told))
    return redact(words)


def _words(voices: Sequence[Mention], least: int) -> str | None:
    """Words of what enough of these people meant, in the order in which they come; None where these say too little, or
    where some deny what others tell."""
    if any(kind(one.touchpoint.words)[0] for one in voices):
        return None
    meant: dict[str, set[str]] = defaultdict(set)
    spelt: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    places: dict[str, list[float]] = defaultdict(list)
    for one in voices:
        tokens = cues.content_words(one.touchpoint.words)
        for place, token in enumerate(tokens):
            places[token].append(place / len(tokens))
            for concept in concepts_of(token):
                meant[concept].add(one.journey.participant)
                spelt[concept][token].add(one.journey.participant)
    common = sorted((one for one in meant if len(meant[one]) >= least), key=lambda one: (-len(meant[one]), one))
    chosen: list[str] = []
    told: set[str] = set()
    for concept in common:
        word = _spelling(spelt[concept], least)
        if word is not None and told.isdisjoint(concepts_of(word)) and concept not in told:
            chosen.append(word)
            told.update(concepts_of(word))
    if not any(_weight(concept) >= HEAVY for word in chosen for concept in concepts_of(word)):
        return None
    words = redact(" ".join(sorted(chosen[:MOST], key=lambda word: (fmean(places[word]), word))))
    return None if MARK in words else words


def _spelling(spelt: Mapping[str, set[str]], least: int) -> str | None:
    """How a concept is said: as most said it, in a word of the lexicon's own, or in one that enough people used."""
    open_ = [word for word in spelt if len(spelt[word]) >= least or word in lexicon().words]
    return min(open_, key=lambda word: (-len(spelt[word]), len(word), word), default=None)


def _meant(voices: Sequence[Mention], least: int) -> dict[str, str]:
    """Per language the lexicon's words for what people of all languages together meant, each concept by enough of them;
    nothing where these say too little."""
    if any(kind(one.touchpoint.words)[0] for one in voices):
        return {}
    meant: dict[str, set[str]] = defaultdict(set)
    for one in voices:
        for concept in concepts_of(one.touchpoint.words):
            meant[concept].add(one.journey.participant)
    told = Counter(f" {' '.join(cues.words_of(one.touchpoint.words))} " for one in voices)
    common = sorted((one for one in meant if len(meant[one]) >= least), key=lambda one: (-len(meant[one]), one))
    names: dict[str, str] = {}
    for language in LANGUAGES:
        chosen: list[str] = []
        for concept in common:
            if _weight(concept) < HEAVY or concept in _concepts(chosen):
                continue
            spelt = lexicon().spelt.get(concept, {}).get(language, ())
            times = {
                word.rstrip("*"): sum(count for said, count in told.items() if f" {word.rstrip('*')} " in said)
                for word in spelt
            }
            whole = [word.rstrip("*") for word in spelt if "*" not in word or times[word.rstrip("*")]]
            chosen += [max(whole, key=lambda word: times[word])] if whole else []
        if chosen:
            names[language] = " ".join(sorted(chosen[:MOST], key=lambda word: _place(word, told)))
    return names


def _place(word: str, told: Iterable[str]) -> float:
    """Where a word stands in what was told, 0 (first) to 1 (last); in the middle where nobody used it."""
    places = [said.index(f" {word} ") / len(said) for said in told if f" {word} " in said]
    return fmean(places) if places else 0.5


def _concepts(words: Iterable[str]) -> frozenset[str]:
    return frozenset(concept for one in words for concept in concepts_of(one))


def _weight(concept: str) -> float:
    return lexicon().weights.get(concept, UNKNOWN)


# --- which may go out ----------------------------------------------------------------------------------


def name_all(cells: Sequence[Cell], judged: Judge, phases: Sequence[Phase]) -> None:
    """Name every touchpoint that is out, in the ledger: anew where nobody or the minimum group joined or left those
    that it is named by, else as it was called; neutrally where the minimum group was raised since."""
    own = judged.behind.own_names
    rows = {judged.ids.get(cell.id, cell.id): cell for cell in cells if cell.id in own or cell.id in judged.ids}
    stood = dict(judged.names)
    judged.names = {id: name for id, name in stood.items() if id in rows}
    for id, cell in sorted(rows.items()):
        tracks = [track for track, kind in NAMED.items() if judged.counts(kind, id)]
        if cell.words or judged.may("name", id, _made_of(cell, tracks)):
            name = called(cell, tracks, judged.least, phases)
        elif id not in stood or not stood[id].stands(judged.least):
            name = neutral(None, cell.phase, phases)
        else:
            continue
        if id in stood and is_as(name, stood[id]):
            continue
        others = (one for other, one in {**stood, **judged.names}.items() if other != id)
        judged.names[id] = told_from(name, list(others))


def _made_of(cell: Cell, tracks: Collection[Track]) -> MadeOf:
    """Who makes the name of a touchpoint, and by what."""
    return {track: {one.journey.participant: _said(one) for one in cell.voices(track)} for track in tracks}


def _said(mention: Mention) -> str:
    step = mention.touchpoint
    return repr((mention.journey.language, step.words, step.same_as, step.channel, step.told, step.wait, step.phase))

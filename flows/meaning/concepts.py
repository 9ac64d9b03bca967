"""What a wording means: weighted concepts, in every language alike.

Law: a wording becomes a sparse vector, and how alike two wordings are is the product of their vectors; so the likeness
of two clusters (average linkage) is the product of their mean vectors. The lexicon is data: ``concepts.toml`` names and
weighs the concepts and holds their Dutch and English side by side, because a concept is judged by both at once; another
language may add its words in a file of its own, ``meaning/xx.toml``, and does without where it has none: its wordings
are then alike by their own words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib import resources
from math import sqrt
from tomllib import loads

from reisleider.flows.faults import LanguageFault
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.words.cues import content_words, normalise, without_accents

Vector = Mapping[str, float]

# By what a table of the lexicon holds.
WEIGHTS: Mapping[str, float] = {"faint": 0.25, "mild": 0.6, "plain": 1.0, "strong": 1.4}
UNKNOWN = 0.9  # weight of a word the lexicon does not know: nearly a thing
APART = 0.3  # what two wordings lose that name different members of one family
ENOUGH, SHARE, DAMPED = 20, 0.08, 0.6  # wordings from which a concept that 8 % of them name weighs 0.6 of itself
LONGEST = 12  # words read of a wording; a story says what it is about before that
_WORD = re.compile(r"[a-z0-9]+(?:['-][a-z0-9]+)*")
_SEPARABLE = "achter|aan|af|bij|door|in|langs|mee|na|om|op|over|rond|samen|tegen|terug|toe|uit|vast|voor|weg"
_PARTICLE = re.compile(_SEPARABLE)
_PARTICIPLE = re.compile(rf"({_SEPARABLE})ge(.+)")  # teruggestuurd, opgezegd
_FIRST = 2  # letters by which words in a row are found; no first word is shorter
_OPEN = re.compile(r"\A(.*[^aeiou])([aeou])([bdfgklmnprstvz])en")
_DOUBLED = re.compile(r"\A(.*)([bdfgklmnprst])\2en")
_READ = 0.7  # share of a compound's second part that must be read to take it for one
_PART = 4  # letters of the shortest word inside a compound
_LONGEST_WORD = 40  # letters; what is longer is no word, and looking for words inside it takes time


@dataclass(frozen=True)
class Lexicon:
    """Concepts by whole word, by the beginning of a word and by words in a row.

    ``families``: concept -> (family, which member of it). ``means``: concepts that only say by what it was said;
    ``acts``: those that say what was done. ``courses``: concept -> the stations of its course, each by the acts that
    tell it. ``spelt``: concept -> language -> its words, and words in a row; "abc*" is any that begins so.
    """

    weights: Mapping[str, float]
    words: Mapping[str, tuple[str, ...]]
    beginnings: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    families: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    means: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    courses: Mapping[str, tuple[frozenset[str], ...]] = field(default_factory=dict)
    spelt: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @cached_property
    def longest(self) -> int:
        """Letters of the longest beginning of a word."""
        return max(map(len, self.beginnings), default=0)


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon. Raises LanguageFault where a language has words for a concept that there is not."""
    tables = loads(resources.files("reisleider.flows").joinpath("meaning", "concepts.toml").read_text(encoding="utf-8"))
    added = _added()
    means, done = frozenset(tables.pop("means")["only"]), tables.pop("acts")
    sides = tables.pop("sides")["languages"]
    courses = {
        one: tuple(frozenset(told.split()) for told in stations) for one, stations in tables.pop("courses").items()
    }
    families: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for family, members in tables.pop("families").items():
        for one in members:
            concept, _, same = one.partition("=")
            families[concept].append((family, same or concept))
    weights: dict[str, float] = {}
    words: dict[str, list[str]] = defaultdict(list)
    beginnings: dict[str, list[str]] = defaultdict(list)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    spelt: dict[str, Mapping[str, tuple[str, ...]]] = {}
    for table, concepts in tables.items():
        for concept, entries in concepts.items():
            weights[concept] = WEIGHTS[table]
            others = added.pop(concept, {})
            said = {**dict(zip(sides, entries.split("|"), strict=False)), **others}
            spelt[concept] = {
                one: tuple(entry.replace("_", " ") for entry in told.split()) for one, told in said.items()
            }
            for entry in without_accents(" ".join((entries, *others.values()))).replace("|", " ").split():
                if "_" in entry:
                    parts = tuple(entry.split("_"))
                    phrases[entry[:_FIRST]].append((parts, concept))
                elif entry.endswith("*"):
                    beginnings[entry[:-1]].append(concept)
                else:
                    words[entry].append(concept)
    if added:
        raise LanguageFault(f"flows/meaning: {min(added)}: there is no such concept; take one of concepts.toml.")
    for one, found in words.items():
        found.extend(beginnings.get(one, ()))  # a word begins with itself
    return Lexicon(
        weights,
        {one: tuple(dict.fromkeys(found)) for one, found in words.items()},
        {one: tuple(found) for one, found in beginnings.items()},
        {one: tuple(found) for one, found in phrases.items()},
        {one: tuple(found) for one, found in families.items()},
        means,
        frozenset(one for one in weights if weights[one] >= WEIGHTS["strong"] or one in done["plain"])
        - {*done["vague"]},
        courses,
        spelt,
    )


def _added() -> dict[str, dict[str, str]]:
    """The words that languages add to concepts in files of their own, by concept and language."""
    added: dict[str, dict[str, str]] = defaultdict(dict)
    for language in LANGUAGES:
        file = resources.files("reisleider.flows").joinpath("meaning", f"{language}.toml")
        if file.is_file():
            for concept, words in loads(file.read_text(encoding="utf-8")).items():
                added[concept][language] = words
    return added


@lru_cache(maxsize=65536)
def concepts_of(words: str) -> Mapping[str, float]:
    """The concepts a wording names, with their weights; a word the lexicon does not know stands for itself."""
    known = lexicon()
    tokens = _WORD.findall(without_accents(words))[:LONGEST]
    content = set(content_words(words))
    found: dict[str, float] = {}
    told: set[int] = set()
    for start, parts, concept in _phrases(tokens, known):
        found[concept] = known.weights[concept]
        told.update(range(start, start + len(parts)))
    particle = tokens[-1] if tokens and _PARTICLE.fullmatch(tokens[-1]) else ""  # "legde het uit"
    for place, token in enumerate(tokens):
        named = (_named(particle + token) if particle else ()) or (_named(token) if token in content else ())
        found.update((concept, known.weights[concept]) for concept in named)
        if not named and place not in told and token in content:
            found[f"~{normalise(token)}"] = UNKNOWN
    return found


def _phrases(tokens: Sequence[str], known: Lexicon) -> Iterator[tuple[int, tuple[str, ...], str]]:
    for start, token in enumerate(tokens):
        for parts, concept in known.phrases.get(token[:_FIRST], ()):
            if start + len(parts) <= len(tokens) and all(map(_fits, tokens[start:], parts)):
                yield start, parts, concept


def _fits(token: str, part: str) -> bool:
    return token.startswith(part[:-1]) if part.endswith("*") else token == part


@lru_cache(maxsize=65536)
def _named(token: str) -> tuple[str, ...]:
    """The concepts of one word: as it stands, as a Dutch participle, or of its parts where it is a compound."""
    if len(token) > _LONGEST_WORD:
        return ()
    for form in _forms(token):
        direct, letters = _looked_up(form)
        parts = () if direct and len(form) - letters < _PART else _parts(form)
        if direct or parts:
            return tuple(dict.fromkeys((*direct, *parts)))
    return ()


def _forms(token: str) -> Iterator[str]:
    """A word, without its hyphens, a participle without its "ge" (gebeld, teruggestuurd), and the stem of a Dutch
    infinitive or plural as its other forms spell it (sturen: stuur, pakken: pak)."""
    plain = token.replace("-", "").replace("'", "")
    yield token
    if plain != token:
        yield plain
    if plain.startswith("ge") and len(plain) > _PART + 2:
        yield plain[2:]
    apart = _PARTICIPLE.fullmatch(plain)
    if apart:
        yield apart[1] + apart[2]
    opened, doubled = _OPEN.fullmatch(plain), _DOUBLED.fullmatch(plain)
    if opened:
        yield opened[1] + 2 * opened[2] + {"v": "f", "z": "s"}.get(opened[3], opened[3])
    if doubled:
        yield doubled[1] + doubled[2]
    for ending in ("en", "s", "tjes", "tje", "jes", "je"):
        if plain.endswith(ending) and len(plain) - len(ending) >= _PART:
            yield plain.removesuffix(ending)


def _looked_up(word: str) -> tuple[tuple[str, ...], int]:
    """What a word names, and how many of its letters told so."""
    known = lexicon()
    if word in known.words:
        return known.words[word], len(word)
    for length in range(min(len(word), known.longest), 2, -1):
        if word[:length] in known.beginnings:
            return known.beginnings[word[:length]], length
    return (), 0


def _parts(word: str) -> tuple[str, ...]:
    """The concepts of both parts of a compound: bevestiging-s-mail, hypotheek-offerte; of several ways to take it
    apart the one that leaves fewest letters of the second part unread."""
    best: tuple[float, int, tuple[str, ...]] = (_READ, 0, ())
    for place in range(_PART, len(word) - _PART + 1):
        right, letters = _looked_up(word[place:])
        if not right or (letters / (len(word) - place), letters) <= best[:2]:
            continue
        for left in (word[:place], word[: place - 1] if word[place - 1] in "se" else "", word[: place - 2]):
            named = _looked_up(left)[0] if len(left) >= _PART else ()
            if named:
                best = (letters / (len(word) - place), letters, (*named, *right))
                break
    return best[2]


@dataclass(frozen=True)
class Concepts:
    """Likeness by the lexicon: the shipped method, without any model."""

    def vectors(self, wordings: Sequence[str]) -> tuple[Vector, ...]:
        """Each wording as a vector of length one, and its families."""
        meant = [concepts_of(words) for words in wordings]
        common = _common(meant)
        return tuple(_vector(one, common) for one in meant)


def _common(meant: Sequence[Mapping[str, float]]) -> frozenset[str]:
    """The concepts that so many wordings of a study name that they tell little: the hospital in a hospital's study."""
    if len(meant) < ENOUGH:
        return frozenset()
    counts = Counter(concept for one in meant for concept in one)
    return frozenset(concept for concept, count in counts.items() if count >= SHARE * len(meant))


def _vector(meant: Mapping[str, float], common: frozenset[str]) -> Vector:
    told = {name: weight * (DAMPED if name in common else 1.0) for name, weight in meant.items()}
    norm = sqrt(sum(weight * weight for weight in told.values()))
    vector = {name: weight / norm for name, weight in told.items()} if norm else {}
    families = lexicon().families
    for concept in meant:
        for family, member in families.get(concept, ()):
            vector[f"-{family}"] = sqrt(APART)
            vector[f"+{family}.{member}"] = sqrt(APART)
    return vector


def product(left: Vector, right: Vector) -> float:
    """How alike two vectors are, at most 1; what names different members of one family is taken away."""
    if len(right) < len(left):
        left, right = right, left
    total = 0.0
    for name, weight in left.items():
        other = right.get(name)
        if other is not None:
            total += -weight * other if name[0] == "-" else weight * other
    return total

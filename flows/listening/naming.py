"""Which choice on offer a reply names: by its place, its label, any word of content in it, or words listed for it.

Law: a place counts only where numbers are shown, or said as one ("de derde"); what nobody sees has none. Words that fit
several choices name none; a denial names only a label that denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from reisleider.flows.effects import Choice
from reisleider.flows.listening.acts import Asked
from reisleider.flows.listening.typed.phrases import Book, kinds, stripped
from reisleider.flows.listening.typed.tokens import Typed, read
from reisleider.flows.words.cues import as_figures, content_words, stem, without_accents
from reisleider.flows.words.replies import choose, labels, meanings, plain
from reisleider.flows.words.vocabulary import figures, lists

_NUMBER = re.compile(r"#?\s{0,3}(\d{1,2})\s{0,3}[.)]?\Z")
_TWICE = re.compile(r"(.)\1")
LONGEST_NAME = 6  # words of content a reply may have and still name a label by one of them


@dataclass(frozen=True)
class Named:
    """The choice, None where none is named; whether it is sure."""

    choice: Choice | None
    sure: bool = True


NOTHING = Named(None)


def by_label(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The one choice whose label, or one of whose common words, is the whole reply."""
    said = plain(text) or text.strip().casefold()
    found = [choice for choice in choices if said in labels(choice)]
    if not found:
        meant = meanings(text)
        found = [choice for choice in choices if choice.face is None and choice.id in meant]
    return found[0] if len(found) == 1 else None


def by_start(typed: Typed, choices: Sequence[Choice]) -> Choice | None:
    """The one choice whose label begins with the reply, or is it but for a slip of the keys."""
    found = choose(typed.raw, choices, numbers=False)
    if found is None:
        return None
    return found if any(denied == _denies(typed.words) for _, denied in _labelled(found)) else None


def begins_with_no(text: str) -> bool:
    """Whether a sentence says no before anything else: "nee hoor, daar heb ik niks op aan te merken"."""
    return next(iter(read(text).words), "") in kinds("noes")


def names_one(text: str, choice: Choice, choices: Sequence[Choice]) -> bool:
    """Whether a sentence without a denial has a word of this choice, and none of any other."""
    said, denied = _stems(text) - _lengths(), _denies(read(text).words)
    named = [one for one in choices if any(said & stems for stems, _ in _labelled(one))]
    return named == [choice] and not denied


@cache
def _lengths() -> frozenset[str]:
    """Words that only tell how long or how many: "the day it worked" names no "waited three days"."""
    told = (*figures("durations", "units"), *figures("durations", "numbers"), *figures("counted", "counting"))
    return frozenset(_root(word) for word in told)


def by_place(typed: Typed, asked: Asked) -> Choice | None:
    """The choice at the place that is typed: a bare number where numbers are shown, or "de derde", "stap 3"; of steps
    also where more is said behind it: "the last one, paying"."""
    place = _place(typed, asked)
    if place is None and any(one.words is not None for one in asked.choices):
        clauses = typed.clauses
        place = _place(clauses[0], asked) if len(clauses) > 1 and not typed.asks else None
    return asked.choices[place - 1] if place is not None and 0 < place <= len(asked.choices) else None


def _place(typed: Typed, asked: Asked) -> int | None:
    found = _NUMBER.fullmatch(as_figures(typed.raw).strip())
    if found is not None:
        return int(found[1]) if asked.numbers else None
    if typed.asks:
        return None
    words = [word for word in stripped(typed.words) if len(word) > 1 or word.isdecimal()]
    words = [word for word in words if word not in _articles()]
    if not words or len(words) > 3:
        return None
    if words[0] in kinds("step") and len(words) == 2:
        number = figures("counted", "ordering").get(words[1]) or figures("counted", "counting").get(words[1])
        number = number or (int(words[1]) if words[1].isdecimal() else None)
        return int(number) if number else None
    ordered = [word for word in words if word not in kinds("step")]
    if len(ordered) != 1:
        return None
    if ordered[0] in kinds("last"):
        return len([choice for choice in asked.choices if choice.words is not None]) or len(asked.choices)
    return int(figures("counted", "ordering").get(ordered[0], 0)) or None


@cache
def _articles() -> frozenset[str]:
    return frozenset(lists("kinds")["stop"])


@cache
def _books(saves: str) -> tuple[Book, ...]:
    """What is listed for a step's choices: what names one of them, and after that a mere yes or no."""
    table = lists("choices", saves)
    return tuple(
        Book(
            {
                name: _just_so_too(one for one in phrases if one not in _SPECIAL and one.startswith(_MERE) is mere)
                for name, phrases in table.items()
            }
        )
        for mere in (False, True)
        if table
    )


def _just_so_too(phrases: Iterable[str]) -> tuple[str, ...]:
    """Each phrase without its filling words, and with them: "gewoon" fills, and is an answer."""
    return tuple(form for phrase in phrases for form in (phrase, f"={phrase}"))


_SPECIAL = ("{good}", "{bad}", "{dont_know}")
_MERE = ("{yes}", "{no}")


def by_list(typed: Typed, asked: Asked, *, mere: bool = True) -> Choice | None:
    """The choice that a phrase listed for it names (``[choices]``), a mere yes or no among them."""
    bare = stripped(typed.words)
    books = _books(asked.saves) if mere else _books(asked.saves)[:1]
    found = next((name for book in books if (name := book.find(typed.words, bare)) is not None), None)
    return next((choice for choice in (*asked.choices, *asked.hidden) if choice.id == found), None)


@cache
def specially(saves: str) -> Mapping[str, str]:
    """The choices that stand for good, bad or don't know, by what they stand for."""
    return {
        phrase.strip("{}"): name
        for name, phrases in lists("choices", saves).items()
        for phrase in phrases
        if phrase in _SPECIAL
    }


def by_content(typed: Typed, choices: Sequence[Choice]) -> Named:
    """The choice whose label shares a word of content with the reply, where it is the only one that fits best."""
    said = _stems(" ".join(typed.words))
    if not said or len(said) > LONGEST_NAME:
        return NOTHING
    denies = _denies(typed.words)
    scored: list[tuple[int, Choice]] = []
    for choice in choices:
        shared = max((len(said & stems) for stems, denied in _labelled(choice) if denied == denies), default=0)
        if shared:
            scored.append((shared, choice))
    if not scored:
        return NOTHING
    most = max(shared for shared, _ in scored)
    best = [choice for shared, choice in scored if shared == most]
    if len(best) > 1:
        return NOTHING
    return Named(best[0], 2 * most >= len(said))


def _denies(words: Sequence[str]) -> bool:
    """Whether the words deny; a mere no before what is named does not: "nee, iets anders"."""
    said = words[1:] if len(words) > 1 and words[0] in kinds("noes") else words
    return any(word in kinds("negations") for word in said)


def _labelled(choice: Choice) -> tuple[tuple[frozenset[str], bool], ...]:
    texts = (*(choice.text or {}).values(), *((choice.words,) if choice.words else ()))
    return _told_apart(texts)


@lru_cache(maxsize=2048)
def _told_apart(texts: tuple[str, ...]) -> tuple[tuple[frozenset[str], bool], ...]:
    return tuple((_stems(text), _denies(read(text).words)) for text in texts)


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(_root(word) for word in content_words(without_accents(text)) if word not in _empty())


@lru_cache(maxsize=4096)
def _root(word: str) -> str:
    """One form for a verb and what is made of it: "bellen" and "gebeld", "betalen" and "betaald"."""
    root = stem(word)
    if len(root) > 4:
        root = root.removeprefix("ge").rstrip("dt")
    return _TWICE.sub(r"\1", root)


@cache
def _empty() -> frozenset[str]:
    """Words of content that name nothing in a label."""
    return kinds("fillers") | kinds("negations") | kinds("intensifiers") | kinds("yes") | kinds("step")

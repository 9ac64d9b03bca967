"""What words tell by themselves: a touchpoint's channel, phase and control, a wait, a command.

Law: conservative; where the words do not clearly tell, the answer is None and the interview asks. The words are data
(``words/xx.toml``), every language always together, so that a mixed sentence is understood too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from snowballstemmer import stemmer

from reisleider.flows.journey import Control, Label, Phase
from reisleider.flows.words.vocabulary import lists, one_of, stemmers

CHANNELS = ("website", "app", "phone", "mail", "chat", "shop", "letter", "site", "home", "elsewhere")
KIND = 4
"""Letters that a word has at least which says what kind of organisation somebody means: "bank", "kapper"."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TEN = re.compile("\U0001f51f")
_UNSEEN = re.compile(  # also the marks that make a keycap or a picture of a sign, and the five colours of skin
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20e3\ufe0e\ufe0f\ufeff\U0001f3fb-\U0001f3ff]"
)


@cache
def word_meanings() -> Mapping[str, frozenset[str]]:
    """What each typed word means (yes, no, done, the faces, the commands), by the word in plain form."""
    names: dict[str, frozenset[str]] = {}
    for name, words in lists("replies").items():
        for word in words:
            names[_plain(word)] = names.get(_plain(word), frozenset()) | {name}
    return names


def without_accents(text: str) -> str:
    """Lower case, without accents and with straight apostrophes."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", as_figures(text).casefold().replace("’", "'"))
    return "".join(mark for mark in folded if not unicodedata.combining(mark))


def as_figures(text: str) -> str:
    """A text with its digits as 0 to 9, however they are written or drawn, without colours of skin and without signs
    that nobody sees."""
    if text.isascii():
        return text
    return _TEN.sub("10", "".join(map(_figure, _UNSEEN.sub("", text))))


def _figure(sign: str) -> str:
    return sign if sign.isascii() or not sign.isdecimal() else str(unicodedata.decimal(sign))


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    return without_accents(text).strip()


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b{one_of(words)}")) for name, words in lists("cues", table).items())


def _told(table: str, words: str) -> str | None:
    plain = _plain(words)
    return next((name for name, pattern in _patterns(table) if pattern.search(plain)), None)


@lru_cache(maxsize=8192)
def channel_told(words: str) -> str | None:
    """The channel that the words name, or None."""
    return _told("channel", words)


@lru_cache(maxsize=8192)
def control_told(words: str, organisation: str = "") -> Control | None:
    """Who controls this moment, where the words tell: a friend's tip is outside, a flight a partner's."""
    if organisation and _plain(organisation) in _plain(words):
        return "ours"
    told = _told("control", words)
    if told == "partner" and _names_kind_of(words, organisation):
        return "ours"
    return told if told in ("ours", "partner", "outside") else None  # type: ignore[return-value]  # narrowed by the test


def _names_kind_of(words: str, organisation: str) -> bool:
    """Whether a word of these is what the organisation calls itself too: "de bank", of Dijkbank."""
    name = _plain(organisation).strip()
    return any(len(word) >= KIND and word in name for word in _plain(words).split())


@lru_cache(maxsize=8192)
def wait_told(words: str) -> bool:
    """Whether the words tell of a wait rather than an act."""
    return _told("wait", words) is not None


@lru_cache(maxsize=8192)
def task_like(words: str, channel: str | None = None) -> bool:
    """Whether something had to be done here (booked, filled in), so that asking for ease makes sense."""
    return channel != "letter" and _told("task", words) is not None


def phase_told(words: str, phases: Sequence[Phase], labels: Sequence[Label] = ()) -> str | None:
    """The phase id that a seed label or the words themselves point at, or None where they could be anywhere."""
    columns = tuple((phase.id, phase.canonical) for phase in phases)
    return _phase_told(words, columns, tuple(_seed(label) for label in labels))


def _seed(label: Label) -> tuple[str | None, tuple[str, ...]]:
    return label.phase, (*label.words.values(), *label.aliases)


@lru_cache(maxsize=8192)
def _phase_told(
    words: str,
    columns: tuple[tuple[str, tuple[str, ...]], ...],
    seeds: tuple[tuple[str | None, tuple[str, ...]], ...],
) -> str | None:
    normal = normalise(words)
    for phase, names in seeds:
        if phase is not None and normal in {normalise(name) for name in names}:
            return phase
    plain = _plain(words)
    found = {name for name, pattern in _patterns("phase") if pattern.search(plain)}
    for later, earlier in (("advocate", "consider"), ("loyal", "orient"), ("buy", "orient"), ("consider", "orient")):
        if {later, earlier} <= found:
            found.discard(earlier)
    if len(found) != 1:
        return None
    canonical = found.pop()
    return next((id for id, kinds in columns if canonical in kinds), None)


@cache
def asking_words() -> frozenset[str]:
    """Words by which somebody asks about something without naming it ("why is ... red?")."""
    return frozenset(lists("kinds")["asking"])


def words_of(text: str) -> tuple[str, ...]:
    """Every word, in plain form."""
    return tuple(_WORD.findall(_plain(text)))


@lru_cache(maxsize=8192)
def content_words(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in plain form, without function words."""
    stop = _stop()
    return tuple(word for word in _WORD.findall(_plain(text)) if word not in stop)


@cache
def _stop() -> frozenset[str]:
    return frozenset(lists("kinds")["stop"])


def is_stop_word(word: str) -> bool:
    """Whether a word carries no meaning by itself."""
    return _plain(word) in _stop()


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word cut to its stem, by every language's stemmer in turn."""
    for one in stemmers():
        word = str(stemmer(one).stemWord(word))  # of its own: one holds the word it is at, and a map may be read beside
    return word


@lru_cache(maxsize=8192)
def normalise(words: str) -> str:
    """One form for wordings that say the same: plain, without function words, stemmed (in every language), sorted.

    Words without any content word are returned in plain form.
    """
    content = content_words(words) or tuple(_WORD.findall(_plain(words)))
    stems = sorted({stem(word) for word in content})
    return " ".join(stems) if stems else _plain(words)

"""Finds the names of people: by lists, and by what stands around them.

Law: one walk over the words, each looked at a bounded number of times. A first name that is no word is a name however
it is written; all others need a capital or somebody they are said of. What is read of a language is in the words files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining, normalize

from reisleider.flows.hiding.frames import framed
from reisleider.flows.hiding.known import ANY, FAMILY, FAMILY_TOO, GIVEN, GIVEN_TOO, NO_NAME, SURE, known, phrases
from reisleider.flows.words.vocabulary import lists, one_of

Span = tuple[int, int]
"""From where to where in a text."""

_WORD = re.compile(r"['’]?[^\W\d_][\w'’-]*")
_BEGINS = re.compile(r"[^\s,;&'’/-]|\n")
_TAIL = re.compile(r"(?:['’]s|(?<!\d)\d+)$")
_SMALL = re.compile(r"(?<=\w{3})(?:tje|je|ke|eke)$")  # a child's name
_TABLES = {name: frozenset(words) for name, words in lists("redaction").items()}
_TITLES, _PARTICLES, _ORDINARY, _KIN = (_TABLES[one] for one in ("titles", "particles", "ordinary", "kin"))
_GREETINGS, _CLOSINGS, _SPOKE, _BY = (_TABLES[one] for one in ("greetings", "closings", "spoke", "by"))
_DESKS, _AND, _WHO, _BEING = (_TABLES[one] for one in ("desks", "and", "who", "being"))
_SMALL_PARTICLES, _CAPITAL_PARTICLES = _TABLES["small-particles"], _TABLES["capital-particles"]
_SPOKEN_TITLES = _TABLES["spoken-titles"]
_VERB = re.compile(rf"{one_of(tuple(_TABLES['verb-endings']))}$|[^\w]")
_DID = re.compile(rf"\w{{3}}{one_of(tuple(_TABLES['did-endings']))}$")
_PERSONS_DO, _DETERMINERS = _TABLES["persons-do"], _TABLES["determiners"]
_LOOSE = (
    "van de",
    "van het",
    "in",
    "op",
    "in de",
    "op de",
    "in het",
    "op het",
    "te",
    "het",
    "t",
    "'t",
    "’t",
    "la",
    "le",
)
_SMALL_JOINING = frozenset(("de", "da", "dos", "di", "von", "del", "el", "al", "bin", "ibn", "ait", "vd"))
_POSTED = frozenset(("van", "from", "at", "in", "on", "achter", "aan", "bij", "behind"))  # before where somebody works
_ALL_DO = frozenset(("nam", "picked", "gaf", "sloot", "opened", "van", "from", "at", "aan", "bij"))
_SURELY_DO = _TABLES["surely-persons-do"]
_NAME_LABELS = _TABLES["name-labels"]
_ORDINARY_NAMES = _TABLES["ordinary-names"]
_ARTICLES, _LINKING, _MAKERS = _TABLES["articles"], _TABLES["linking"], _TABLES["makers"]
_STRONG, _INTRODUCTIONS, _WEAK = (
    _TABLES[one] for one in ("strong-introductions", "introductions", "weak-introductions")
)
_KIN_ENDINGS = ("man", "arts", *(one for one in _KIN if len(one) > 4))
_KIN_ENDING = re.compile(r"(?<=\w{3})['’]s$")  # of more than one
_SHOUTED, _SOME = 0.7, 5  # of so many words the share with a capital, beyond which capitals tell nothing
_ENDINGS = re.compile(
    r"(?:[^s]sma|stra|[^r]inga|enga|ema|[^a-z]mans|nsens?|wicz|[wcd]sk[ia]|cki|cka|o[gğ]lu|ovi[cć]|evi[cć]|enko|chuk|opoulos|akis"
    r"|escu|[^aeiou]aoui|oui|yan|rsson|dottir|ishvili|adze|singh)$"
)  # of surnames in the countries people here come from
_BEGINNINGS = re.compile(
    r"^(?:abd(?:el|ul|oul|ur|er|al)|bou(?!ght|nd|nc|ti|tj|ts|w|l|qu|il|rb|rg)[a-z]{2}"
    r"|van(?:de[nr]?|den)[a-z]{3}|mc[a-z]{3}|o'[a-z]{3})"
)
_TITLED = 4  # titles in a row, and the word behind them
_NEVER = ("i", "will", "may")  # English words with a capital that begin what is said of somebody
_LONGEST = 6  # words of one name, particles too
_SURELY = 5  # letters beyond which a surname that is no word is one in small letters too
_ACRONYM = 4  # capitals in a row that are an office or a file, not somebody


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words: where they stand, in small letters, what they may be, which have a capital that tells."""

    text: str
    spans: list[Span]
    low: list[str]
    kind: list[int]
    capital: list[bool]

    def gap(self, at: int) -> str:
        """What stands before this word, behind the one before it."""
        return self.text[self.spans[at - 1][1] : self.spans[at][0]]

    def joined(self, at: int) -> bool:
        """Whether only a space stands before this word, or the point of an initial."""
        if not 0 < at < len(self.low):
            return False
        gap = self.gap(at)
        return gap in (" ", "  ") or (len(self.low[at - 1]) <= 2 and gap in (". ", "."))

    def first(self, at: int) -> bool:
        """Whether this word begins a sentence, where a capital tells nothing."""
        return at == 0 or _BEGINS.search(self.gap(at)) is not None

    def before(self, at: int, back: int = 1) -> str:
        return self.low[at - back] if at >= back else ""

    def phrase(self, at: int, count: int) -> str:
        """The words right before this one."""
        return " ".join(self.low[max(0, at - count) : at])

    def initial(self, at: int) -> bool:
        """Whether this is one letter with a point."""
        return len(self.low[at]) == 1 and self.text.startswith(".", self.spans[at][1])

    def acronym(self, at: int) -> bool:
        begin, end = self.spans[at]
        return 1 < end - begin <= _ACRONYM and self.text[begin:end].isupper()


def names_in(words: Words) -> Iterator[Span]:
    """Where people are named; a title before a name is part of it."""
    at, beside = 0, -1
    while at < len(words.low):
        if not words.capital[at] and not words.kind[at] and len(words.low[at]) > 1 and words.low[at] not in _TITLES:
            at += 1
            continue
        skip = _no_name(words, at)
        if skip:
            at += skip
            continue
        found = _titled(words, at) or _initials(words, at) or _named(words, at) or _joins(words, at, beside)
        if found is None:
            at += 1
            continue
        begin, last = found
        yield words.spans[begin][0], words.spans[last][1]
        at = last + 1
        beside = at + 1 if words.low[at : at + 1] and words.low[at] in _AND else -1


def read(text: str) -> Words:
    """A text's words; where nearly all have a capital, none tells."""
    spans = [found.span() for found in _WORD.finditer(text)]
    raw = [text[begin:end] for begin, end in spans]
    low = [one.lower() for one in raw]
    capital = [one[0].isupper() for one in raw]
    if (
        (len(raw) >= _ACRONYM and all(capital) and _TITLES.isdisjoint(low))
        or (len(raw) >= _SOME and sum(capital) > _SHOUTED * len(raw))
        or (len(raw) > 1 and text.isupper())
    ):
        capital = [False] * len(raw)
    table = known()
    return Words(text, spans, low, [table.get(one) or _kind(one) for one in low], capital)


def _kind(low: str) -> int:
    """What a word may be that is on no list as it stands: with an ending, or of two parts."""
    table = known()
    bare = _TAIL.sub("", low).strip("'’-_")
    if bare != low:
        return table.get(bare, 0)
    if "-" in low:
        kinds = [table.get(one, 0) for one in low.split("-") if one not in _PARTICLES]
        sure = next((one for one in kinds if one & SURE), kinds[0] if kinds else 0)
        return sure & ANY if kinds and all(one & ANY for one in kinds) else 0
    plain = low if low.isascii() else _plain(low)
    if plain != low and plain in table:
        return table[plain] & ANY
    if len(low) > _ACRONYM + 2 and low.endswith("s") and table.get(low[:-1], 0) & FAMILY:
        return FAMILY_TOO
    small = _SMALL.sub("", low)
    if small != low and len(small) >= _ACRONYM and table.get(small, 0) & GIVEN:
        return GIVEN
    if len(low) > _ACRONYM and low.endswith("s") and table.get(low[:-1], 0) & GIVEN:
        return GIVEN_TOO
    return 0


def _plain(low: str) -> str:
    return "".join(one for one in normalize("NFKD", low) if not combining(one))


def _no_name(words: Words, at: int) -> int:
    """How many words from here are a shop or somebody known to all, and nobody of this study."""
    rows = phrases().get(words.low[at])
    if rows is None:
        return 0
    return next((len(row) for row in rows if tuple(words.low[at : at + len(row)]) == row), 0)


def _titled(words: Words, at: int) -> tuple[int, int] | None:
    """A title and the name behind it."""
    if words.low[at] not in _TITLES:
        return None
    begin, name = at, at + 1
    while name < min(len(words.low), at + _TITLED) and words.low[name] in _TITLES and _behind_title(words, name):
        name += 1
    if name < len(words.low) and not _behind_title(words, name):
        return None
    while name < min(len(words.low) - 1, at + 2 * _TITLED) and words.initial(name) and words.joined(name + 1):
        name += 1
    particles = name
    while name < min(len(words.low), particles + 3) and words.low[name] in _PARTICLES and words.joined(name + 1):
        name += 1
    if name >= len(words.low) or (words.low[name] in _ORDINARY and not _called_so(words, begin, name)):
        return None
    if not words.capital[name] and not words.kind[name] & ANY and not _strange(words, begin, name):
        return None
    if words.first(name) and words.text[words.spans[name - 1][1]] != ".":
        return None
    return begin, _extend(words, name)


def _called_so(words: Words, begin: int, name: int) -> bool:
    """Whether an ordinary word behind a title is a surname: somebody does something, or a name is all that is told."""
    if not words.kind[name] & (FAMILY | FAMILY_TOO) or words.before(begin) in _DETERMINERS:
        return False
    if words.low[name - 1] not in _SPOKEN_TITLES:
        return False
    after = words.low[name + 1] if words.joined(name + 1) else ""
    return (words.capital[name] and not words.capital[begin]) or after in _PERSONS_DO or after in _ALL_DO


def _strange(words: Words, begin: int, name: int) -> bool:
    """Whether what follows a title in small letters is no verb, and so a name that is on no list."""
    low = words.low[name]
    if words.kind[name] or words.before(begin) in _DETERMINERS or words.low[begin] not in _SPOKEN_TITLES:
        return False
    return len(low) > _ACRONYM and not _VERB.search(low) and words.gap(name) == " "


def _behind_title(words: Words, at: int) -> bool:
    return words.gap(at) in (" ", ". ", "  ", ".")


def _initials(words: Words, at: int) -> tuple[int, int] | None:
    """One or more initials with their points, and the surname behind them."""
    name = at
    while name < min(len(words.low) - 1, at + 5) and len(words.low[name]) == 1:
        if not words.text.startswith(".", words.spans[name][1]) or not words.joined(name + 1):
            break
        name += 1
    if name == at:
        return None
    initials = name
    while name < min(len(words.low) - 1, initials + 3) and words.low[name] in _PARTICLES and words.joined(name + 1):
        name += 1
    if words.low[name] in _PARTICLES or (words.low[name] in _ORDINARY and name == initials):
        return None
    surname = words.kind[name] & (FAMILY | FAMILY_TOO) or _ENDINGS.search(words.low[name])
    if surname or (
        words.capital[name]
        and words.capital[at]
        and (
            name > initials
            or words.before(at) in _CLOSINGS
            or words.before(at) in _BY
            or (len(words.low[name]) >= _ACRONYM and not words.kind[name])
        )
    ):
        return at, _extend(words, name)
    return None


def _named(words: Words, at: int) -> tuple[int, int] | None:
    """A name that begins at this word."""
    low, kind, capital = words.low[at], words.kind[at], words.capital[at]
    if not _begins(words, at, low, kind, capital):
        return None
    last = _extend(words, at)
    begin = at
    while begin > 0 and words.low[begin - 1] in _PARTICLES and words.joined(begin):
        before = words.low[begin - 1]
        if before in ("in", "op", "te") or (before == "van" and not words.capital[begin - 1] and begin == at):
            break
        begin -= 1
    if begin == at and capital and _first_half(words, at - 1):
        begin -= 1
    return begin, last


def _first_half(words: Words, at: int) -> bool:
    """Whether this word, right before a name, is the beginning of it: a capital inside a sentence, and no place."""
    if at < 1 or not words.joined(at + 1) or words.first(at) or not words.capital[at] or words.acronym(at):
        return False
    return not words.kind[at] & NO_NAME and words.low[at] not in _ORDINARY and len(words.low[at]) > 1


def _joins(words: Words, at: int, beside: int) -> tuple[int, int] | None:
    """A name that stands ``beside`` another, after "and"."""
    if at != beside or words.low[at] in _ORDINARY or words.kind[at] & NO_NAME or words.acronym(at):
        return None
    return (at, _extend(words, at)) if words.capital[at] or words.kind[at] & (GIVEN_TOO | FAMILY) else None


def _begins(words: Words, at: int, low: str, kind: int, capital: bool) -> bool:
    if words.before(at) in _MAKERS and words.joined(at):
        return False
    if kind & GIVEN and not kind & NO_NAME and len(low) > 2:
        return True
    if kind & FAMILY and not kind & NO_NAME and (len(low) > _SURELY or (capital and not words.acronym(at))):
        return True
    if capital and not kind and len(low) > _SURELY and (_ENDINGS.search(low) or _BEGINNINGS.search(low)):
        return True
    if (
        kind & FAMILY
        and not kind & NO_NAME
        and words.joined(at)
        and words.before(at) in _SMALL_JOINING
        and len(low) >= _ACRONYM
    ):
        return True
    if (
        kind & (FAMILY | FAMILY_TOO)
        and words.joined(at)
        and (words.phrase(at, 2) in _SMALL_PARTICLES or words.before(at) == "vd")
    ):
        return True
    if (
        kind & (FAMILY | FAMILY_TOO)
        and at + 2 == len(words.low)
        and words.gap(at + 1) == ", "
        and words.initial(at + 1)
    ):
        return True
    if capital and low not in _ORDINARY and _after_particles(words, at):
        return True
    if _framed(words, at, kind, capital) or _with_surname(words, at, kind):
        return True
    if low in _ORDINARY and not capital:
        return False
    if _said_of(words, at, kind, capital):
        return True
    if not capital or not kind & ANY or kind & NO_NAME or words.acronym(at) or len(low) < 2:
        return _follows_name(words, at, kind)
    if words.first(at):
        after = words.low[at + 1] if words.joined(at + 1) else ""
        return (bool(kind & GIVEN_TOO) and (after in _PERSONS_DO or _did(low, after))) or after in _SURELY_DO
    named = kind & (FAMILY | FAMILY_TOO) and words.before(at) in _PARTICLES and words.capital[at - 1]
    return bool(named) or words.before(at) not in _DETERMINERS or bool(kind & GIVEN_TOO and words.before(at) in _BY)


def _did(low: str, after: str) -> bool:
    return low not in _ORDINARY and _DID.search(after) is not None


def _framed(words: Words, at: int, kind: int, capital: bool) -> bool:
    """Whether this word stands where only a name does, or where what may be a name is one."""
    low = words.low[at]
    if kind & ANY and at and words.before(at) in _NAME_LABELS and words.gap(at) == ": ":
        return True
    if low in _ORDINARY and low not in _ORDINARY_NAMES or words.acronym(at) or low in _DETERMINERS or len(low) < 2:
        return False
    begin = at
    while begin > 0 and words.low[begin - 1] in _PARTICLES and words.joined(begin):
        begin -= 1
    if kind & NO_NAME and not (
        (capital and (begin < at or kind & (GIVEN | GIVEN_TOO))) or (kind & GIVEN_TOO and low in _ORDINARY_NAMES)
    ):
        return False
    told, surname = capital and not words.first(at), not _LINKING.isdisjoint(words.low[begin:at])
    if not told and words.before(at) in _ARTICLES:
        return False
    listed = kind & (ANY if told or surname or (capital and kind & GIVEN_TOO) else GIVEN | GIVEN_TOO | FAMILY)
    if not listed and not told:
        return False
    ends = {at} if low in _ORDINARY else {_extend(words, at), at}
    return any(
        framed(words.text, words.spans, words.low, one, end, listed=bool(listed) and (not kind & NO_NAME or not told))
        for one in {begin, at}
        for end in ends
    )


def _with_surname(words: Words, at: int, kind: int) -> bool:
    """In small letters: a first name that is also a word, with a surname that only a particle joins to it."""
    if not kind & GIVEN_TOO or kind & NO_NAME or words.before(at) in _ARTICLES or words.low[at] in _ORDINARY:
        return False
    name = at + 1
    while name < min(len(words.low) - 1, at + 4) and words.low[name] in _PARTICLES and words.joined(name):
        name += 1
    particles = words.phrase(name, name - at - 1)
    return (
        name - at > 1
        and words.joined(name)
        and particles not in _LOOSE
        and bool(words.kind[name] & (FAMILY | FAMILY_TOO))
    )


def _after_particles(words: Words, at: int) -> bool:
    """Whether what stands before is the beginning of a Dutch surname: "van der", or "Van" inside a sentence."""
    if at == 0 or not words.joined(at):
        return False
    if words.phrase(at, 2) in _SMALL_PARTICLES:
        return True
    before = words.before(at)
    return before in _CAPITAL_PARTICLES and words.capital[at - 1] and not words.first(at - 1)


def _follows_name(words: Words, at: int, kind: int) -> bool:
    """In small letters: a name that is also a word, right beside what is said of people ("gebeld met bas")."""
    if not kind & (GIVEN_TOO | FAMILY) or kind & NO_NAME or words.low[at] in _ORDINARY:
        return False
    after = words.low[at + 1] if words.joined(at + 1) else ""
    if at == 0:
        return bool(kind & GIVEN_TOO) and after in _SURELY_DO
    return words.before(at) in _BY and (words.before(at, 2) in _SPOKE or after in _SPOKE)


@dataclass(frozen=True, slots=True)
class _Maybe:
    """A word that may be a name. ``bare``: it has a capital and is no place; ``listed``: it is on a list of names;
    ``small``: it is, and could be one in small letters."""

    words: Words
    at: int
    before: str
    gap: str
    bare: bool
    listed: bool
    small: bool


def _said_of(words: Words, at: int, kind: int, capital: bool) -> bool:
    """Whether what stands around says that this is somebody's name."""
    low = words.low[at]
    if len(low) < 2:
        return False
    known_ = low not in _ORDINARY
    if (
        _at_desk(words, at)
        and not (words.before(at) in _ARTICLES and not capital)
        and (kind & (GIVEN_TOO | FAMILY) or (capital and not words.first(at)))
    ):
        return known_ and not kind & NO_NAME and not words.acronym(at)
    if at == 0:
        return False
    bare = capital and known_ and not (kind & NO_NAME and not kind & (GIVEN | GIVEN_TOO)) and not words.acronym(at)
    listed = bool(kind & ANY) and known_
    one = _Maybe(words, at, words.before(at), words.gap(at), bare, listed, listed and not kind & NO_NAME)
    return any(says(one) for says in (_introduced, _kin, _greeted, _spoken_with, _is_who, _signed))


def _introduced(one: _Maybe) -> bool:
    words, at = one.words, one.at
    if one.before in _STRONG or words.phrase(at, 2) in _INTRODUCTIONS or words.phrase(at, 3) in _INTRODUCTIONS:
        begin, end = words.spans[at]
        return (
            one.gap in (" ", ": ", ", ", " '", ' "')
            and (one.bare or one.listed)
            and words.text[begin + 1 : end].islower()
        )
    weak = one.before in _WEAK or words.phrase(at, 2) in _WEAK
    return weak and one.gap == " " and one.bare and one.listed


def _kin(one: _Maybe) -> bool:
    capital = one.words.capital[one.at]
    if _KIN_ENDING.sub("", one.before) not in _KIN and not (capital and one.before.endswith(_KIN_ENDINGS)):
        return False
    if not capital:
        return one.small and one.gap == " "
    return one.bare and (one.gap in (" ", " (", " '") or (one.gap == ", " and one.listed))


def _greeted(one: _Maybe) -> bool:
    if one.before not in _GREETINGS or one.gap not in (" ", ", "):
        return False
    end = one.words.spans[one.at][1]
    return one.bare or (one.small and one.gap == " " and one.words.text[end : end + 1] in (",", "!"))


def _spoken_with(one: _Maybe) -> bool:
    if one.before not in _BY or one.gap != " " or not (one.bare and one.listed):
        return False
    after = one.words.low[one.at + 1] if one.words.joined(one.at + 1) else ""
    return one.words.before(one.at, 2) in _SPOKE or after in _SPOKE


def _is_who(one: _Maybe) -> bool:
    return one.bare and one.before in _BEING and not _WHO.isdisjoint(one.words.low[one.at + 1 : one.at + 2])


def _signed(one: _Maybe) -> bool:
    """The name under a message: the last words of it."""
    words, at = one.words, one.at
    if one.before not in _CLOSINGS or len(words.low) - at > 3 or one.gap.strip(" .,!:;-\n\r\t"):
        return False
    return one.bare or one.small or (words.capital[at] and words.low[at] not in _ORDINARY)


def _at_desk(words: Words, at: int) -> bool:
    """Whether "of the helpdesk" follows."""
    if not words.joined(at + 1) or words.low[at + 1] not in _POSTED:
        return False
    return any(one in _DESKS for one in words.low[at + 2 : at + 4])


def _extend(words: Words, at: int) -> int:
    """The last word of the name that begins here."""
    last = at
    while last - at < _LONGEST and words.joined(last + 1):
        name = last + 1
        while name < min(len(words.low), last + 4) and words.low[name] in _PARTICLES and words.joined(name + 1):
            name += 1
        if not _belongs(words, at, name, beside=name == last + 1):
            break
        last = name
    return last


def _belongs(words: Words, at: int, name: int, *, beside: bool) -> bool:
    """Whether this word is of the name that began at ``at``; ``beside``: no particle stands before it."""
    low, kind, capital = words.low[name], words.kind[name], words.capital[name]
    if (low in _ORDINARY and not (capital and kind & ANY)) or words.acronym(name):
        return False
    if len(low) == 1:
        return capital and words.text.startswith(".", words.spans[name][1])
    if capital:
        return not (kind & NO_NAME and not kind & ANY) and low not in _NEVER
    if beside and not words.capital[at] and kind & (FAMILY | FAMILY_TOO) and words.kind[at] & GIVEN:
        after = words.low[name + 1] if words.joined(name + 1) else ""
        if after in _PERSONS_DO or after in _SURELY_DO:
            return True
    if kind & NO_NAME and beside:
        return False
    sure = beside and (words.capital[at] or not kind & FAMILY_TOO)
    return bool(kind & (SURE if sure else ANY))

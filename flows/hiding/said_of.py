"""Whether what stands around a word says that it is somebody's name, and how far that name goes.

Law: each word is judged by a bounded number of its neighbours; what says it of a language is in the words files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reisleider.flows.hiding.frames import framed, surely_framed
from reisleider.flows.hiding.known import ANY, FAMILY, FAMILY_TOO, GIVEN, GIVEN_TOO, NO_NAME, SURE
from reisleider.flows.hiding.seen_words import ACRONYM, ORDINARY, PARTICLES, SAYS, Words
from reisleider.flows.words.vocabulary import one_of

DETERMINERS, BY = SAYS["determiners"], SAYS["by"]
CLOSINGS, PERSONS_DO, SURELY_DO = SAYS["closings"], SAYS["persons-do"], SAYS["surely-persons-do"]
_GREETINGS, _SPOKE, _KIN_WORDS = (SAYS[one] for one in ("greetings", "spoke", "kin"))
TRADES = _KIN_WORDS | SAYS["trades"]
_DESKS, _POSTED, _WHO, _BEING = (SAYS[one] for one in ("desks", "posted", "who", "being"))
_ALSO_DESKS, _DONE_THERE = _DESKS | SAYS["also-desks"], SURELY_DO | SAYS["done-at-desks"]
_SMALL_PARTICLES, _CAPITAL_PARTICLES = SAYS["small-particles"], SAYS["capital-particles"]
_NAME_LABELS, _ORDINARY_NAMES = SAYS["name-labels"], SAYS["ordinary-names"]
_BINDING = SAYS["binding-particles"]
_ARTICLES, _LINKING, _LOOSE = SAYS["articles"], SAYS["linking"], SAYS["loose-particles"]
_NO_INTRODUCTIONS = SAYS["no-introductions"]
_STRONG, _INTRODUCTIONS, _WEAK = (SAYS[one] for one in ("strong-introductions", "introductions", "weak-introductions"))
NO_STRANGER = re.compile(rf"{one_of(tuple(SAYS['no-name-endings']))}$")
_DID = re.compile(rf"\w{{3}}{one_of(tuple(SAYS['did-endings']))}$")
_KIN_ENDINGS = ("man", "arts", *(one for one in _KIN_WORDS if len(one) > 4))
_KIN_ENDING = re.compile(r"(?<=\w{3})['’]s$")  # of more than one
_NEVER = ("i", "will", "may")  # English words with a capital that begin what is said of somebody
_LONGEST = 6  # words of one name, particles too


def stranger(words: Words, at: int) -> bool:
    """Whether a word on no list, in small letters, is a name: nothing else stands where it does."""
    low = words.low[at]
    if len(low) <= 2 or low in ORDINARY or low in _ARTICLES or low in PARTICLES or NO_STRANGER.search(low):
        return False
    return surely_framed(words.text, words.spans, words.low, at)


def did(low: str, after: str) -> bool:
    return low not in ORDINARY and _DID.search(after) is not None


def in_frame(words: Words, at: int, kind: int, capital: bool) -> bool:
    """Whether this word stands where only a name does, or where what may be a name is one."""
    low = words.low[at]
    named = kind & ANY or (capital and low not in ORDINARY)
    if named and at and words.before(at) in _NAME_LABELS and words.gap(at) == ": ":
        return True
    if (low in ORDINARY and low not in _ORDINARY_NAMES) or words.acronym(at) or low in DETERMINERS or len(low) < 2:
        return False
    begin = at
    while begin > 0 and words.low[begin - 1] in PARTICLES and words.joined(begin):
        begin -= 1
    if begin < at and _LINKING.isdisjoint(words.low[begin:at]) and words.low[at - 1] not in ("de", "vd"):
        begin = at
    if kind & NO_NAME and not (
        (capital and ((begin < at and kind & ANY) or kind & (GIVEN | GIVEN_TOO)))
        or (kind & GIVEN_TOO and low in _ORDINARY_NAMES)
    ):
        return False
    told, surname = capital and not words.first(at), not _LINKING.isdisjoint(words.low[begin:at])
    if not told and words.before(at) in _ARTICLES:
        return False
    listed = kind & (ANY if told or surname or (capital and kind & GIVEN_TOO) else GIVEN | GIVEN_TOO | FAMILY)
    if not listed and not told and not (capital and kind & ANY):
        return False
    ends = {at} if low in ORDINARY else {extend(words, at), at}
    return any(
        framed(words.text, words.spans, words.low, one, end, listed=bool(listed) and (not kind & NO_NAME or not told))
        for one in {begin, at}
        for end in ends
    )


def with_surname(words: Words, at: int, kind: int) -> bool:
    """In small letters: a first name that is also a word, with a surname that only a particle joins to it."""
    if not kind & GIVEN_TOO or kind & NO_NAME or words.before(at) in _ARTICLES or words.low[at] in ORDINARY:
        return False
    name = at + 1
    while name < min(len(words.low) - 1, at + 4) and words.low[name] in PARTICLES and words.joined(name):
        name += 1
    particles = words.phrase(name, name - at - 1)
    return (
        name - at > 1
        and words.joined(name)
        and particles not in _LOOSE
        and bool(words.kind[name] & (FAMILY | FAMILY_TOO))
    )


def after_particles(words: Words, at: int) -> bool:
    """Whether what stands before is the beginning of a Dutch surname: "van der", or "Van" inside a sentence."""
    if at == 0 or not words.joined(at):
        return False
    if words.phrase(at, 2) in _SMALL_PARTICLES:
        return True
    before = words.before(at)
    return before in _CAPITAL_PARTICLES and words.capital[at - 1] and not words.first(at - 1)


def follows_name(words: Words, at: int, kind: int) -> bool:
    """In small letters: a name that is also a word, right beside what is said of people ("gebeld met bas")."""
    if not kind & (GIVEN_TOO | FAMILY) or kind & NO_NAME or words.low[at] in ORDINARY:
        return False
    after = words.low[at + 1] if words.joined(at + 1) else ""
    if at == 0:
        return bool(kind & GIVEN_TOO) and after in SURELY_DO
    return words.before(at) in BY and (words.before(at, 2) in _SPOKE or after in _SPOKE)


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


def said_of(words: Words, at: int, kind: int, capital: bool) -> bool:
    """Whether what stands around says that this is somebody's name."""
    low = words.low[at]
    if len(low) < 2:
        return False
    known_ = low not in ORDINARY
    if (
        _at_desk(words, at)
        and not (words.before(at) in _ARTICLES and not capital)
        and (kind & (GIVEN_TOO | FAMILY) or (capital and not words.first(at)))
    ):
        return known_ and not kind & NO_NAME and not words.acronym(at)
    if kind & ANY and known_ and low not in _KIN_WORDS and not words.acronym(at) and _does_at_desk(words, at):
        return True
    if at == 0 or words.phrase(at, 2) in _NO_INTRODUCTIONS:
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
    if _KIN_ENDING.sub("", one.before) not in _KIN_WORDS and not (capital and one.before.endswith(_KIN_ENDINGS)):
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
    if one.before not in BY or one.gap != " " or not (one.bare and one.listed):
        return False
    after = one.words.low[one.at + 1] if one.words.joined(one.at + 1) else ""
    return one.words.before(one.at, 2) in _SPOKE or after in _SPOKE


def _is_who(one: _Maybe) -> bool:
    return one.bare and one.before in _BEING and not _WHO.isdisjoint(one.words.low[one.at + 1 : one.at + 2])


def _signed(one: _Maybe) -> bool:
    """The name under a message: the last words of it."""
    words, at = one.words, one.at
    if one.before not in CLOSINGS or len(words.low) - at > 3 or one.gap.strip(" .,!:;-\n\r\t"):
        return False
    return one.bare or one.small or (words.capital[at] and words.low[at] not in ORDINARY)


def _at_desk(words: Words, at: int) -> bool:
    """Whether "of the helpdesk" follows."""
    if not words.joined(at + 1) or words.low[at + 1] not in _POSTED:
        return False
    return any(one in _DESKS for one in words.low[at + 2 : at + 4])


def _does_at_desk(words: Words, at: int) -> bool:
    """Whether "of the helpdesk" follows, and behind it what only people do: "bloem van de inkoop reageert nooit"."""
    if not words.joined(at + 1) or words.low[at + 1] not in _POSTED:
        return False
    desk = next((one for one in range(at + 5, at + 1, -1) if one < len(words.low) and words.low[one] in _ALSO_DESKS), 0)
    return bool(desk) and not _DONE_THERE.isdisjoint(words.low[desk + 1 : desk + 3])


def extend(words: Words, at: int) -> int:
    """The last word of the name that begins here."""
    last = at
    while last - at < _LONGEST and words.joined(last + 1):
        name = last + 1
        while name < min(len(words.low), last + 4) and words.low[name] in PARTICLES and words.joined(name + 1):
            name += 1
        if not _belongs(words, at, name, beside=name == last + 1):
            break
        last = name
    return last


def _belongs(words: Words, at: int, name: int, *, beside: bool) -> bool:
    """Whether this word is of the name that began at ``at``; ``beside``: no particle stands before it."""
    low, kind, capital = words.low[name], words.kind[name], words.capital[name]
    if (low in ORDINARY and not (capital and kind & ANY)) or words.acronym(name):
        return False
    if len(low) == 1:
        return capital and words.text.startswith(".", words.spans[name][1])
    if capital:
        return not (kind & NO_NAME and not kind & ANY) and low not in _NEVER
    if beside and not words.capital[at] and kind & (FAMILY | FAMILY_TOO) and words.kind[at] & GIVEN:
        after = words.low[name + 1] if words.joined(name + 1) else ""
        if after in PERSONS_DO or after in SURELY_DO:
            return True
    if kind & NO_NAME and beside:
        return False
    if not beside and words.phrase(name, name - at - 1) in _BINDING and words.kind[at] & GIVEN and low not in _DESKS:
        return len(low) >= ACRONYM and not kind & NO_NAME
    sure = beside and (words.capital[at] or not kind & FAMILY_TOO)
    return bool(kind & (SURE if sure else ANY))

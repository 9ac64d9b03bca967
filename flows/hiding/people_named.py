"""Finds the names of people: by lists, and by what stands around them.

Law: one walk over the words, each looked at a bounded number of times. A first name that is no word is a name however
it is written; all others need a capital or somebody they are said of. What is read of a language is in the words files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reisleider.flows.hiding.frames import things_frame
from reisleider.flows.hiding.known import ANY, FAMILY, FAMILY_TOO, GIVEN, GIVEN_TOO, NO_NAME, phrases
from reisleider.flows.hiding.said_of import (
    BY,
    CLOSINGS,
    DETERMINERS,
    NO_STRANGER,
    PERSONS_DO,
    SURELY_DO,
    TRADES,
    after_particles,
    did,
    extend,
    follows_name,
    in_frame,
    said_of,
    stranger,
    with_surname,
)
from reisleider.flows.hiding.seen_words import ACRONYM, ORDINARY, PARTICLES, SAYS, TITLES, Span, Words
from reisleider.flows.words.vocabulary import one_of

_AND, _SPOKEN_TITLES = SAYS["and"], SAYS["spoken-titles"]
_MAKERS = SAYS["makers"] | {one.lower() for one in SAYS["makes"]}
_OPENERS, _MACHINES, _CALLED = SAYS["openers"], SAYS["machines"], SAYS["machine-called"]
_SMALL_PARTICLES, _JOINING, _ALSO_DO = SAYS["small-particles"], SAYS["joining-particles"], SAYS["also-do"]
_BEFORE, _BEHIND = SAYS["before-a-house"], SAYS["behind-a-house"]
_BEHIND_BRAND = SAYS["behind-a-brand"]
_IN, _TRAVELS, _TOWNS = SAYS["in-a-town"], SAYS["to-a-town"], SAYS["also-towns"]
_PLACING, _PLAIN_ARTICLES = SAYS["placing"], SAYS["plain-articles"]
_ALSO_ARTICLES, _MOSTLY_WORDS = SAYS["also-articles"], SAYS["mostly-words"]
_VERB = re.compile(rf"{one_of(tuple(SAYS['verb-endings']))}$|[^\w]")
_ENDINGS = re.compile(
    r"(?:[^saeiouy]sma|(?:[^aeioun]|en)stra|[^r]inga|enga|(?<!sch)(?<!th)(?<!cin)(?<!kin)(?<!cz)(?<!or)(?<!ys)ema"
    r"|[^a-z]mans|(?<!me)(?<!ka)(?<!la)(?<!da)(?<!we)(?<!ra)nsens?|wicz|[wcd]sk[ia]|cki|cka|o[gğ]lu|ovi[cć]|evi[cć]|enko"
    r"|chuk|opoulos|(?<!kh)akis|escu|[^aeiou]aoui|oui|(?<!ken)(?<!lib)(?<!la)(?<!gua)(?<!ban)yan|rsson|dottir"
    r"|ishvili|adze|singh)$"
)  # of surnames in the countries people here come from, and not of "schema", "plasma", "kansen", "Kenyan"
_BEGINNINGS = re.compile(
    r"^(?:abd(?:el|ul|oul|ur|er|al)"
    r"|bou(?!ght|nd|nc|nt|ti|tj|ta|te|ts|w|l|qu|il|rb|rd|rg|rn|rr|de|do|f|gi|ga|gh|ss|st|vi|zo|ch[eé]|clé)[a-z]{2}"
    r"|van(?:de[nr]?|den)[a-z]{3}|mc[a-z]{3}|o'(?!clock)[a-z]{3})"
)
_NUMBERED = re.compile(r" \d")
_DEVICE = re.compile(r"[ei][A-Z]")  # "iPad Air"
_MADE = 6  # words between who makes it and what bears the name
_CALLING = 5  # words between a program and what it is called
_TITLED = 4  # titles in a row, and the word behind them
_SURELY = 5  # letters beyond which a surname that is no word is one in small letters too


def names_in(words: Words) -> Iterator[Span]:
    """Where people are named; a title before a name is part of it."""
    at, beside = 0, -1
    while at < len(words.low):
        skip = _no_name(words, at)
        if skip:
            at += skip
            continue
        if not words.capital[at] and not words.kind[at] and len(words.low[at]) > 1 and words.low[at] not in TITLES:
            if stranger(words, at):
                yield words.spans[at]
            at += 1
            continue
        found = _titled(words, at) or _initials(words, at) or _named(words, at) or _joins(words, at, beside)
        if found is None:
            at += 1
            continue
        begin, last = found
        yield words.spans[begin][0], words.spans[last][1]
        at = last + 1
        beside = _beside(words, at)


def _beside(words: Words, at: int) -> int:
    """Where a name may stand that is told with the one before this word: behind "and", or next in a row of names."""
    if at >= len(words.low):
        return -1
    if words.low[at] in _AND:
        return at + 1
    follows = at + 1 < len(words.low) and (words.low[at + 1] in _AND or words.gap(at + 1) == ", ")
    return at if words.gap(at) == ", " and follows and words.kind[at] & GIVEN_TOO else -1


def _no_name(words: Words, at: int) -> int:
    """How many words from here are a shop, a saying or somebody known to all, and nobody of this study."""
    rows = phrases().get(words.low[at])
    if rows is not None:
        longest = max((len(row) for row in rows if _reads(words, at, row)), default=0)
        if longest:
            return longest
    if not words.capital[at]:
        return 1 if words.first(at) and _opens(words, at) else 0
    no_name = _machine(words, at) or _house(words, at) or _thing(words, at) or _town(words, at)
    return 1 if no_name or (words.first(at) and _opens(words, at)) else 0


def _reads(words: Words, at: int, row: tuple[str, ...]) -> bool:
    return tuple(one.replace("’", "'") for one in words.low[at : at + len(row)]) == row


def _opens(words: Words, at: int) -> bool:
    """Whether a sentence begins with a word that is a name elsewhere: "Dan moet je", "Ben in de les", "Bill should"."""
    low, after = words.low[at], words.low[at + 1] if words.joined(at + 1) else ""
    return low in _OPENERS or f"{low} {after}" in _OPENERS


def _house(words: Words, at: int) -> bool:
    """Whether a house, a ward, a make or a thing bears this name: "zaal Vermeer", "the Preston depot", "Stoel Oscar",
    "a pint of Stella", "Restaurant De Kas"; or is meant by it: "Ward 5"."""
    if not words.capital[at] or words.low[at] in TITLES:
        return False
    if words.low[at] in _BEFORE and _NUMBERED.match(words.text, words.spans[at][1]):
        return True
    owns = not words.joined(at + 1) or words.low[at].endswith(("'s", "’s"))
    if not owns and (words.low[at + 1] in _BEHIND or " ".join(words.low[at + 1 : at + 3]) in _BEHIND):
        return True
    if not words.joined(at):
        return False
    if words.phrase(at, 2) in _BEFORE or _DEVICE.match(words.text, words.spans[at - 1][0]):
        return True
    if words.before(at) in _BEFORE and (not words.capital[at - 1] or words.first(at - 1)):
        return True
    return words.before(at) in PARTICLES and words.capital[at - 1] and words.before(at, 2) in _BEFORE


def _thing(words: Words, at: int) -> bool:
    """Whether a shop, a show or what one buys bears this name: "... is cheaper", "the ... app", "Ikea had de ..."."""
    if things_frame(words.text, words.spans, words.low, at, at):
        return True
    set_apart = not words.joined(at) or words.before(at) in DETERMINERS
    if set_apart and words.joined(at + 1) and words.low[at + 1] in _BEHIND_BRAND:
        return True
    made = words.joined(at) and words.before(at) in _PLAIN_ARTICLES and not words.capital[at - 1]
    return made and not _MAKERS.isdisjoint(words.low[max(0, at - _MADE) : at])


def _town(words: Words, at: int) -> bool:
    """Whether this is where somebody went, which is a surname too: "the branch in Hastings", "the train to Preston"."""
    there = words.before(at) in _IN or words.phrase(at, 2) in _TRAVELS
    if not there or not words.joined(at) or words.low[at].endswith(("'s", "’s")):
        return False
    if words.joined(at + 1) and words.capital[at + 1]:
        return False
    return words.low[at] in _TOWNS or (not words.kind[at] & (GIVEN | GIVEN_TOO) and words.before(at) in _IN)


def _machine(words: Words, at: int) -> bool:
    """Whether this is what a program is called: "de chatbot Billie", "their bot is called Ruby"."""
    if not words.capital[at] or words.first(at):
        return False
    back = at - 1
    while back > 0 and at - back <= _CALLING and words.low[back] in _CALLED:
        back -= 1
    return (
        back >= 0 and words.low[back] in _MACHINES and "." not in words.text[words.spans[back][1] : words.spans[at][0]]
    )


def _titled(words: Words, at: int) -> tuple[int, int] | None:
    """A title and the name behind it."""
    if words.low[at] not in TITLES:
        return None
    begin, name = at, at + 1
    while name < min(len(words.low), at + _TITLED) and words.low[name] in TITLES and _behind_title(words, name):
        name += 1
    if name < len(words.low) and not _behind_title(words, name):
        return None
    while name < min(len(words.low) - 1, at + 2 * _TITLED) and words.initial(name) and words.joined(name + 1):
        name += 1
    particles = name
    while name < min(len(words.low), particles + 3) and words.low[name] in PARTICLES and words.joined(name + 1):
        name += 1
    if name >= len(words.low) or (words.low[name] in ORDINARY and not _called_so(words, begin, particles, name)):
        return None
    if name == particles + 1 and _somewhere(words, name):
        return None
    if not words.capital[name] and not words.kind[name] & ANY and not _strange(words, begin, name):
        return None
    if words.first(name) and words.text[words.spans[name - 1][1]] != ".":
        return None
    return begin, extend(words, name)


def _somewhere(words: Words, name: int) -> bool:
    """Whether a title is followed by where somebody is, and not by a surname: "mijn oma in Friesland"."""
    if words.capital[name - 1] or words.low[name - 1] not in _PLACING:
        return False
    return bool(words.kind[name] & NO_NAME) or not words.kind[name] & (FAMILY | FAMILY_TOO)


def _called_so(words: Words, begin: int, particles: int, name: int) -> bool:
    """Whether an ordinary word behind a title is a surname: it is one with its particle ("de heer de Lange"), somebody
    does something, or a name is all that is told. ``particles``: where these begin, if there are any."""
    if not words.kind[name] & (FAMILY | FAMILY_TOO):
        return False
    if name > particles and words.capital[name]:
        return True
    if words.before(begin) in DETERMINERS:
        return False
    if words.low[name - 1] not in _SPOKEN_TITLES:
        return False
    after = words.low[name + 1] if words.joined(name + 1) else ""
    told = words.capital[name] and (not words.capital[begin] or words.first(begin))
    return told or after in PERSONS_DO or after in _ALSO_DO


def _strange(words: Words, begin: int, name: int) -> bool:
    """Whether what follows a title in small letters is no verb, and so a name that is on no list."""
    low = words.low[name]
    if words.kind[name] or words.before(begin) in DETERMINERS or words.low[begin] not in _SPOKEN_TITLES:
        return False
    if NO_STRANGER.search(low):
        return False
    if len(words.low[begin]) <= ACRONYM and len(low) > 2 and low not in PERSONS_DO and words.gap(name) in (" ", ". "):
        return not _VERB.search(low)
    return len(low) > ACRONYM and not _VERB.search(low) and words.gap(name) == " "


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
    while name < min(len(words.low) - 1, initials + 3) and words.low[name] in PARTICLES and words.joined(name + 1):
        name += 1
    if words.low[name] in PARTICLES or (words.low[name] in ORDINARY and name == initials):
        return None
    surname = words.kind[name] & (FAMILY | FAMILY_TOO) or _ENDINGS.search(words.low[name])
    if surname or (
        words.capital[name]
        and words.capital[at]
        and (
            name > initials
            or words.before(at) in CLOSINGS
            or words.before(at) in BY
            or (len(words.low[name]) >= ACRONYM and not words.kind[name])
        )
    ):
        return at, extend(words, name)
    return None


def _named(words: Words, at: int) -> tuple[int, int] | None:
    """A name that begins at this word."""
    low, kind, capital = words.low[at], words.kind[at], words.capital[at]
    if not _begins(words, at, low, kind, capital):
        return None
    last = extend(words, at)
    begin = at
    while begin > 0 and words.low[begin - 1] in PARTICLES and words.joined(begin):
        before = words.low[begin - 1]
        if before in ("in", "op", "te") or (before == "van" and not words.capital[begin - 1] and begin == at):
            break
        begin -= 1
    if begin == at and capital and _first_half(words, at - 1):
        begin -= 1
    return begin, last


def _pair(words: Words, at: int) -> bool:
    """Whether another name stands behind the "and" after this one."""
    return words.joined(at + 2) and words.capital[at + 2] and bool(words.kind[at + 2] & ANY)


def _first_half(words: Words, at: int) -> bool:
    """Whether this word, right before a name, is the beginning of it: a capital inside a sentence, and no place."""
    if at < 1 or not words.joined(at + 1) or words.first(at) or not words.capital[at] or words.acronym(at):
        return False
    return not words.kind[at] & NO_NAME and words.low[at] not in ORDINARY and len(words.low[at]) > 1


def _joins(words: Words, at: int, beside: int) -> tuple[int, int] | None:
    """A name that stands ``beside`` another, after "and"."""
    if at != beside or words.low[at] in ORDINARY or words.kind[at] & NO_NAME or words.acronym(at):
        return None
    return (at, extend(words, at)) if words.capital[at] or words.kind[at] & (GIVEN_TOO | FAMILY) else None


def _listed(words: Words, at: int, low: str, kind: int, capital: bool) -> bool:
    """Whether the lists alone say that this is a name, or how surnames begin and end."""
    if kind & NO_NAME:
        return False
    if kind & GIVEN and len(low) > 2:
        return capital or words.before(at) not in _PLAIN_ARTICLES or not words.joined(at)
    if kind & FAMILY and (len(low) > _SURELY or (capital and not words.acronym(at))):
        return True
    return capital and not kind and len(low) > _SURELY and bool(_ENDINGS.search(low) or _BEGINNINGS.search(low))


def _surname(words: Words, at: int, low: str, kind: int) -> bool:
    """Whether a surname stands behind what joins it to a first name, or before its initial: "visser, p."."""
    if not kind & (FAMILY | FAMILY_TOO):
        return False
    if at + 2 == len(words.low) and words.gap(at + 1) == ", " and words.initial(at + 1):
        return True
    if not words.joined(at):
        return False
    if words.phrase(at, 2) in _SMALL_PARTICLES or words.before(at) == "vd":
        return True
    return bool(kind & FAMILY) and not kind & NO_NAME and words.before(at) in _JOINING and len(low) >= ACRONYM


def _behind_article(words: Words, at: int, low: str, kind: int) -> bool:
    """Whether this is a surname behind "De" with a capital: "belde De Vries", "De Jong was er"; "De Bakker is dicht" is
    a shop."""
    if not words.joined(at):
        return False
    if not words.first(at - 1):
        return words.before(at, 2) not in DETERMINERS
    after = words.low[at + 1] if words.joined(at + 1) else ""
    if kind & NO_NAME or low in TRADES:
        return after in SURELY_DO
    return True


def _begins(words: Words, at: int, low: str, kind: int, capital: bool) -> bool:
    if words.before(at) in _MAKERS and words.joined(at):
        return False
    if _listed(words, at, low, kind, capital) or _surname(words, at, low, kind):
        return True
    if capital and low not in ORDINARY and after_particles(words, at):
        return True
    if in_frame(words, at, kind, capital) or with_surname(words, at, kind):
        return True
    if low in ORDINARY and not capital:
        return False
    if said_of(words, at, kind, capital):
        return True
    if capital and kind & (FAMILY | FAMILY_TOO) and words.before(at) in _ALSO_ARTICLES and words.capital[at - 1]:
        return _behind_article(words, at, low, kind)
    if not capital or not kind & ANY or kind & NO_NAME or words.acronym(at) or len(low) < 2:
        return follows_name(words, at, kind)
    if words.first(at):
        after = words.low[at + 1] if words.joined(at + 1) else ""
        does = after in PERSONS_DO or did(low, after) or (after in _AND and _pair(words, at))
        return (bool(kind & GIVEN_TOO) and does and low not in _MOSTLY_WORDS) or after in SURELY_DO
    named = kind & (FAMILY | FAMILY_TOO) and words.before(at) in PARTICLES and words.capital[at - 1]
    return bool(named) or words.before(at) not in DETERMINERS or bool(kind & GIVEN_TOO and words.before(at) in BY)

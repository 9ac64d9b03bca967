"""A row of acts in one stretch: "googelen, reviews lezen, bellen en bestellen" is four steps.

Law: a row has three or more members that are alike: all tell an act, in the same form, or all are names of a few words;
what is not surely a row is one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reisleider.flows.listening.telling.clauses import Clause, clause_of, is_act, skipped
from reisleider.flows.words.replies import meanings
from reisleider.flows.words.vocabulary import lists

_LEAST = 3  # members; of two, the second may as well say more of the first
_LONGEST = 12  # words in a member; a longer one is a story
_NAME = 3  # words in a member that tells no act
_LONG_ROW = 5  # members that make a row which may hold others
_HANDFUL = 5  # words in each of those
Span = tuple[int, int]


def listed_in(text: str) -> Iterator[str]:
    """The members of a row of acts; the whole text where it is none."""
    clause = clause_of(text)
    members = _members(clause)
    if len(members) < _LEAST or not _alike(clause, members):
        yield text
        return
    edges = [0, *(clause.starts[start] for start, _ in members[1:]), len(text)]
    for left, right in pairwise(edges):
        yield text[left:right]


def _members(clause: Clause) -> list[Span]:
    """Between commas; and around "and", where both sides tell an act or the row is one of names."""
    cuts = [0, *(n for n in range(1, len(clause.words)) if clause.gap(n) == ","), len(clause.words)]
    spans = [(a, b) for a, b in pairwise(cuts) if b > a]
    names = all(_form(clause, span) is None for span in spans)
    return [part for span in spans for part in _at_and(clause, span, names)]


def _at_and(clause: Clause, span: Span, names: bool) -> Iterator[Span]:
    start, end = span
    for place in range(start + 1, end - 1):
        if clause.words[place] not in lists("kinds")["and"]:
            continue
        left, right = (start, place), (place + 1, end)
        if names or (_form(clause, left) and _form(clause, right)):
            yield left
            start = place
    yield start, end


def _form(clause: Clause, span: Span) -> str | None:
    """The form of the act that a member tells ("peren gekocht": done); None where it tells none."""
    words = clause.words[span[0] : span[1]]
    return next((form for form in ("done", "doing") if any(is_act(word, form) for word in words)), None)


def _alike(clause: Clause, members: Sequence[Span]) -> bool:
    bare = [_bare(clause, span) for span in members]
    if any(end - start > _LONGEST or start >= end for start, end in bare):
        return False
    if any(clause.words[start] in lists("outline").get("hangs-on", ()) for start, _ in bare[1:]):
        return False
    forms = [_form(clause, span) for span in bare]
    silent = [span for span, form in zip(bare, forms, strict=True) if form is None]
    if any(_judges(clause, span) for span in silent):
        return False
    if _is_long_row(clause, bare, forms):
        return True
    if any(end - start > _NAME for start, end in silent):
        return False
    if len(silent) == len(bare):
        return not any(_subject(clause, span) for span in bare)
    if _subject(clause, bare[0]) and (silent or _state(clause, bare)):
        return False
    if _shares_subject(clause, bare):
        return False
    told = len(bare) - len(silent)
    if len({form for form in forms if form is not None}) > 1:  # "bevestiging" ends like an act, and is a name
        named = [end - start <= _NAME for (start, end), form in zip(bare, forms, strict=True) if form == "doing"]
        return all(named) and forms[0] == "done" and 2 * forms.count("done") >= len(bare)
    short = all(end - start <= _NAME + 1 for start, end in bare)
    return told >= len(silent) or (len(bare) > _LEAST and short and not any(_subject(clause, span) for span in bare))


def _is_long_row(clause: Clause, members: Sequence[Span], forms: Sequence[str | None]) -> bool:
    """Whether so many members tell an act done that the few others, each a handful of words, are members too."""
    short = all(end - start <= _HANDFUL for start, end in members)
    told = 2 * forms.count("done") > len(members) >= _LONG_ROW
    return told and short and not any(_subject(clause, span) for span in members)


def _bare(clause: Clause, span: Span) -> Span:
    return span[0] + min(skipped(clause, span[0]), span[1] - span[0]), span[1]


def _subject(clause: Clause, span: Span) -> bool:
    return any(word in lists("outline").get("persons", ()) for word in clause.words[span[0] : span[1]])


def _shares_subject(clause: Clause, members: Sequence[Span]) -> bool:
    """Whether the first tells who did all of it, and that is not the teller: "de monteur kwam, keek en ging weg"."""
    subjects, persons = lists("outline").get("subjects", ()), lists("outline").get("persons", ())
    led = [clause.words[start] in subjects for start, _ in members]
    return led[0] and clause.words[members[0][0]] not in persons and not any(led[1:])


def _state(clause: Clause, members: Sequence[Span]) -> bool:
    """Whether the first says how somebody was, and the others are single words more of that ("tired, confused")."""
    first = clause.words[members[0][0] : members[0][1]]
    stated = any(word in lists("outline").get("states", ()) for word in first)
    return stated and all(end - start == 1 for start, end in members[1:])


def _judges(clause: Clause, span: Span) -> bool:
    """Whether a member says how it was rather than what was done."""
    words = clause.words[span[0] : span[1]]
    judged = any(name.startswith("face") for name in meanings(" ".join(words)))
    return judged or any(word in lists("outline").get("opinions", ()) for word in words)

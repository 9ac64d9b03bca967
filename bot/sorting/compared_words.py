"""In words how far people who sorted apart agree, and where they differ.

Law: for leads, in private: wordings are redacted; who sorted is a letter, but for the reader themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase

from reisleider.bot.sorting.card_words import name_of
from reisleider.flows.journey import Label
from reisleider.flows.messages import Message, Span
from reisleider.flows.synthesis.measures.kappa import Agreement
from reisleider.flows.synthesis.privacy.redaction import redact
from reisleider.flows.synthesis.sorting.comparing import Compared
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten

TWOSOMES, DIFFERENCES = 6, 12  # told one by one
WORDING = 80  # characters
DIGITS = 2  # of kappa, as it is reported


def tell_compared(compared: Compared, labels: Mapping[str, Label], by: str, language: str) -> Message:
    """The agreement of each pair, then where they differ. ``by``: who reads."""
    if not compared.pairs:
        return Message((Span(gettext(language, "sort.not-apart")),), language=language)
    names = _names(compared, by, language)
    spans = [Span("\n".join(_pair(names, pair, language) for pair in compared.pairs[:TWOSOMES]))]
    lines = list(_differing(compared, names, labels, language))
    if lines:
        spans.append(Span("\n\n" + gettext(language, "sort.differing") + "\n" + "\n".join(lines)))
    return Message(tuple(spans), language=language)


def _names(compared: Compared, by: str, language: str) -> Mapping[str, str]:
    people = sorted({who for left, right, _ in compared.pairs for who in (left, right)})
    letters = dict(zip(people, ascii_uppercase, strict=False))
    return {who: gettext(language, "sort.you") if who == by else letters.get(who, who) for who in people}


def _pair(names: Mapping[str, str], pair: tuple[str, str, Agreement], language: str) -> str:
    left, right, found = pair
    share = Labels(language).percent(found.same / found.n)
    told = ngettext(language, "sort.pair", found.n, left=names[left], right=names[right], same=found.same, share=share)
    if found.kappa is None or found.strength is None:
        return f"{told} {gettext(language, 'sort.no-kappa')}"
    figure = Labels(language).decimal(found.kappa, DIGITS)
    strength = gettext(language, f"sort.kappa-{found.strength}")
    return f"{told} {gettext(language, 'sort.kappa', kappa=figure, strength=strength)}"


def _differing(
    compared: Compared, names: Mapping[str, str], labels: Mapping[str, Label], language: str
) -> Iterator[str]:
    none = gettext(language, "sort.none")
    for one in compared.differences[:DIFFERENCES]:
        chosen = [
            f"{names.get(who, '?')}: {name_of(labels[id].words, language) if id in labels else none}"
            for who, id in sorted(one.labels.items())
        ]
        mark = f" ({gettext(language, 'sort.is-settled')})" if one.settled else ""
        yield f"– “{shorten(redact(one.words), WORDING)}”: {_several(chosen)}{mark}"
    more = len(compared.differences) - DIFFERENCES
    if more > 0:
        yield ngettext(language, "sort.more-differing", more)


def _several(chosen: Sequence[str]) -> str:
    return "; ".join(chosen)

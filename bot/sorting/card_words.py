"""A card in words: what was just done, how far the map is, the wordings, by how many, and what is asked.

Law: wordings are redacted and shown to who sorts alone; how many people said something is told in bands, and not at
all under the minimum group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor

from reisleider.bot.sorting.found_cards import Found
from reisleider.bot.sorting.sitting import Move, Sitting
from reisleider.flows.journey import Study, Texts
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import Message, Span
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.synthesis.privacy.redaction import redact
from reisleider.flows.synthesis.sorting.cards import ENOUGH, Card, Sorting
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten

WORDING = 160  # characters of a wording
CHOSEN, LEFT_OUT = "✓", "–"  # before a wording that belongs under the label asked about, and before one that does not
SHOWN = 6  # wordings on a card; more are counted
STEPS = 20  # a share that lies ahead is told as one of so many: in fives of a hundred
NAME = 60  # characters of a label on a button


def tell_card(found: Found, language: str, did: str = "") -> Message:
    """The next card, or that there is none. ``did``: what was just done, as a sentence."""
    sitting = found.sitting
    if sitting.card is None:
        key = "sort.settled" if sitting.settling else "sort.nothing" if not sitting.seen else "sort.passed"
        key = "sort.nothing-for-colleagues" if sitting.role == "colleague" and not sitting.seen else key
        told = gettext(language, key, least=minimum(found.study, "customer"))
        seen = gettext(language, "sort.preview") if found.undo else ""
        lines = [did, told] if sitting.role == "colleague" else [did, _reached(found.sorting, language), told, seen]
        return Message((Span("\n".join(one for one in lines if one)),), language=language)
    head = [did, _ahead(found, language)]
    if sitting.card.asked:
        return _tell_several(sitting, sitting.card, [one for one in head if one], language)
    spans = [Span("\n".join(one for one in head if one) + "\n\n"), *_wordings(sitting.card, found.study, language)]
    spans.append(Span("\n\n" + gettext(language, "sort.which-settle" if sitting.settling else "sort.which")))
    for offer in sitting.offers:
        if offer.by_model:
            spans.append(Span("\n" + gettext(language, "sort.by-model", label=name_of(offer.words, language))))
    if sitting.called:
        spans.append(Span("\n" + gettext(language, "sort.called-by-model", name=name_of(sitting.called, language))))
    return Message(tuple(spans), language=language)


def tell_asked(sitting: Sitting, study: Study, language: str) -> Message:
    """What is asked further about the card before somebody: a name, the same in another language, its phase, or which
    wording is another."""
    if sitting.asks == "together" and sitting.card is not None:
        return _tell_several(sitting, sitting.card, [], language)
    first = "" if sitting.card is None else shorten(redact(sitting.card.wordings[0]), NAME)
    name = name_of(sitting.names, language) if sitting.names else ""
    there = Labels(language).language_name(sitting.unnamed(study) or language)
    text = gettext(language, f"sort.ask-{sitting.asks}", words=first, name=name, language=there)
    return Message((Span(text),), language=language)


def name_choice(sitting: Sitting, key: str, words: Texts, language: str) -> str:
    """A choice as it is shown: a wording that is chosen has its mark."""
    chosen = sitting.card is not None and sitting.card.asked and key in {f"w{at}" for at in sitting.chosen}
    return f"{CHOSEN} {name_of(words, language)}" if chosen else name_of(words, language)


def _tell_several(sitting: Sitting, card: Card, head: Sequence[str], language: str) -> Message:
    """Which of these wordings belong under a label, with a mark where it seems so."""
    label = name_of(sitting.offers[0].words, language)
    every = len(sitting.chosen) == len(card.wordings)
    ask = gettext(language, "sort.which-all" if every else "sort.which-of-these", label=label)
    rows = [
        f"{CHOSEN if at in sitting.chosen else LEFT_OUT} “{shorten(redact(words), WORDING)}”"
        for at, words in enumerate(card.wordings)
    ]
    text = [Span("\n".join(head) + "\n\n")] if head else []
    hint = gettext(language, "sort.how-all" if every else "sort.how-of-these")
    return Message((*text, Span(f"{ask}\n\n"), Span("\n".join(rows), "bold"), Span(f"\n\n{hint}")), language=language)


def tell_did(move: Move, language: str) -> str:
    """What a choice came to, in a sentence; "" where there is nothing to tell."""
    if not move.did:
        return ""
    return gettext(language, f"sort.did-{move.did}", label=name_of(move.name or {}, language))


def name_of(words: Texts, language: str) -> str:
    """A label's name as it is shown."""
    return shorten(redact(Labels(language).pick(words)), NAME)


def texts_of(key: str) -> Texts:
    """What a choice is called, in every language."""
    return {language: gettext(language, f"sort.{key}") for language in LANGUAGES}


def _wordings(card: Card, study: Study, language: str) -> Iterator[Span]:
    shown = [f"“{shorten(redact(one), WORDING)}”" for one in card.wordings[:SHOWN]]
    yield Span("\n".join(shown), "bold")
    more = len(card.wordings) - SHOWN
    if more > 0:
        yield Span("\n" + ngettext(language, "sort.more", more))
    least = minimum(study, "customer")
    if least <= card.people < 2 * least:
        yield Span("\n" + gettext(language, "sort.some", least=least, most=2 * least - 1))
    elif card.people >= 2 * least:
        yield Span("\n" + gettext(language, "sort.many", least=2 * least))
    if card.neutral:
        yield Span("\n" + gettext(language, "sort.neutral", name=name_of(card.neutral, language)))


def _ahead(found: Found, language: str) -> str:
    """How far the map is, and how many cards it takes until it holds enough."""
    ahead = found.sorting.ahead
    if ahead is None or found.sitting.role == "colleague":
        return ngettext(language, "sort.left", found.left)
    now = _reached(found.sorting, language)
    then = Labels(language).percent(_at_least(ahead.share, found.sorting))
    if ahead.cards == 0:
        key = "sort.enough" if ahead.share >= ENOUGH else "sort.no-more"
        return f"{now} {gettext(language, key)}"
    return f"{now} {ngettext(language, 'sort.ahead', ahead.cards, share=then)}"


def _at_least(share: float, sorting: Sorting) -> float:
    """A share of the steps that sorting hardly ever falls short of; a round one, where that tells of progress."""
    round_one = floor(share * STEPS) / STEPS
    return round_one if round_one * sorting.told > sorting.shown else share


def _reached(sorting: Sorting, language: str) -> str:
    if sorting.ahead is None or not sorting.told:
        return ""
    return gettext(language, "sort.reached", share=Labels(language).percent(sorting.shown / sorting.told))

"""A quote before a lead in words: what was just done, how many are left, the quote as it is printed, and what is asked.

Law: never who said it; what is more private than the rest says so, and why.
"""

from __future__ import annotations

import re

from reisleider.bot.glancing.quote_cards import FoundQuote, Glimpse, QuoteCard
from reisleider.flows.journey import Texts
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import Message, Span
from reisleider.flows.synthesis.privacy.redaction import redact
from reisleider.renderers.words.catalog import gettext, ngettext, raw
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import on_one_line
from reisleider.renderers.words.slots import FACES

_HIDE = re.compile(r"(\w{1,40})\s?:?\s{1,9}(?P<words>\S.*)", re.DOTALL)


def tell_quote(found: FoundQuote, language: str, did: str = "") -> Message:
    """The next quote, or that there is none. ``did``: what was just done, as a sentence."""
    glimpse = found.glimpse
    if glimpse.card is None:
        told = gettext(language, "quotes.passed" if glimpse.seen or did else "quotes.none")
        return Message((Span("\n".join(one for one in (did, told) if one)),), language=language)
    left = ngettext(language, "quotes.left", found.left)
    rule = (
        gettext(language, "quotes.redacted") if found.study.quotes == "redacted" and not (did or glimpse.seen) else ""
    )
    head = "\n".join(one for one in (did, rule, left) if one)
    return Message((Span(f"{head}\n\n"), *tell_card(glimpse.card, language)), language=language)


def tell_card(card: QuoteCard, language: str) -> tuple[Span, ...]:
    """One quote as it is printed, and what is asked about it."""
    spans = [Span(f"“{on_one_line(card.words)}”", "bold")]
    where = _where(card, language)
    spans += [Span(f"\n{where}")] if where else []
    if card.private is not None:
        why = gettext(language, f"quotes.private-{card.private}")
        spans.append(Span("\n" + gettext(language, "quotes.private", why=why)))
    if card.shown is not None:
        spans.append(Span("\n" + gettext(language, "quotes.was-shown" if card.shown else "quotes.was-left-out")))
    hide = raw(language, "word.quotes-hide").split(", ")[0]
    return (*spans, Span("\n\n" + gettext(language, "quotes.ask", hide=hide)))


def choices_of(glimpse: Glimpse, *, undo: bool) -> tuple[str, ...]:
    """What can be chosen, by key."""
    card = ("show", "leave-out", "later") if glimpse.card is not None else ()
    return (*card, "undo") if undo else card


def texts_of(key: str) -> Texts:
    """What a choice is called, in every language."""
    return {language: gettext(language, f"quotes.{key}") for language in LANGUAGES}


def hidden_in(typed: str) -> str | None:
    """What somebody wants hidden who typed "verberg: planning", in any language; None where they typed something
    else."""
    found = _HIDE.fullmatch(typed.strip())
    if found is None:
        return None
    said = {word for one in LANGUAGES for word in raw(one, "word.quotes-hide").split(", ")}
    return found["words"].strip() if found[1].casefold() in said else None


def _where(card: QuoteCard, language: str) -> str:
    labels = Labels(language)
    face = f"{FACES[card.score]} {labels.face(card.score)}" if card.score is not None else ""
    name = redact(labels.pick(card.touchpoint)) if card.touchpoint else ""
    return ", ".join(one for one in (name, face) if one)

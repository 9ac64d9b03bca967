"""An audit in words: the pair before somebody, what can be chosen, and what all judgements tell.

Law: in private; wordings are redacted, and nothing says whose they are or what was made of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.bot.auditing.audit_cards import Auditing, FoundPair
from reisleider.flows.journey import Texts
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import Message, Span
from reisleider.flows.synthesis.privacy.redaction import redact
from reisleider.flows.synthesis.sorting.auditing import Audit
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten

WORDING = 160  # characters
DIGITS = 2  # of kappa, as it is reported


def tell_pair(found: FoundPair, language: str, did: str = "") -> Message:
    """The next pair, or that there is none and what the audit tells. ``did``: what was just done, as a sentence."""
    auditing = found.auditing
    if auditing.card is None:
        told = gettext(language, _nothing_left(found, did), least=found.least)
        lines = [did, told, *audit_lines(found.audit, language)]
        return Message((Span("\n".join(one for one in lines if one)),), language=language)
    pair = "\n".join(f"“{shorten(redact(one), WORDING)}”" for one in (auditing.card.words, auditing.card.other))
    head = "\n".join(one for one in (did, ngettext(language, "audit.left", found.left)) if one)
    ask = gettext(language, "audit.ask")
    return Message((Span(f"{head}\n\n"), Span(pair, "bold"), Span(f"\n\n{ask}")), language=language)


def _nothing_left(found: FoundPair, did: str) -> str:
    if found.auditing.role == "colleague" and not (found.undo or did):
        return "audit.nothing-for-colleagues"
    return "audit.done" if found.audit is not None or did else "audit.none"


def choices_of(auditing: Auditing, *, undo: bool) -> tuple[str, ...]:
    """What can be chosen, by key."""
    card = ("alike", "unlike", "unsure", "later") if auditing.card is not None else ()
    split = ("split",) if auditing.called_two is not None else ()
    return (*card, *split, "undo") if undo else (*card, *split)


def texts_of(key: str) -> Texts:
    """What a choice is called, in every language."""
    return {language: gettext(language, f"audit.{key}") for language in LANGUAGES}


def audit_lines(audit: Audit | None, language: str) -> Iterator[str]:
    """What an audit tells of merging, a line each; nothing where nobody judged anything."""
    if audit is None:
        return
    labels = Labels(language)
    yield ngettext(language, "audit.judged", audit.judged, auditors=audit.auditors)
    if audit.precision is not None:
        one = audit.precision
        low, high = (labels.percent(end) for end in one.between)
        yield gettext(
            language, "audit.precision", share=labels.percent(one.at), right=one.right, of=one.of, low=low, high=high
        )
    if audit.recall is not None:
        at, ends = audit.recall
        low, high = (labels.percent(end) for end in ends)
        yield gettext(language, "audit.recall", share=labels.percent(at), low=low, high=high)
    if audit.precision is None or audit.recall is None:
        yield gettext(language, "audit.early")
    both = audit.agreement
    if both is not None and both.kappa is not None and both.strength is not None:
        strength = gettext(language, f"sort.kappa-{both.strength}")
        kappa = labels.decimal(both.kappa, DIGITS)
        yield gettext(language, "audit.kappa", n=both.n, same=both.same, kappa=kappa, strength=strength)
    elif both is not None:
        yield gettext(language, "audit.agreed", n=both.n, same=both.same)


def tell_audit(audit: Audit | None, language: str) -> str:
    """All of it below its heading; "" where there is nothing to tell."""
    lines = [f"– {one}" for one in audit_lines(audit, language)]
    return "\n".join((gettext(language, "audit.title"), *lines)) if lines else ""

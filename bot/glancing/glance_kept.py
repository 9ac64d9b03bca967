"""Keeps what a lead decided about a quote, and takes their last decision back.

Law: runs on the caller's connection; a decision about words that are gone meanwhile is none; whatever changes, the maps
that are out are worded anew.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from reisleider.bot.glancing.quote_cards import Glimpse
from reisleider.bot.maps.requoting import requote_soon
from reisleider.flows.synthesis.figures.glances import Glance, hide, holds, last_of, look_at
from reisleider.storage import interviews
from reisleider.storage.glances import add_glance, glances_of
from reisleider.storage.store import Connection

APART = re.compile(r"[,;]")
QUOTED = "\"'“”„‘’ "


def decide(c: Connection, glimpse: Glimpse, by: str, now: datetime, *, shown: bool) -> str | None:
    """Keep that the quote before a lead is shown or left out; which sentence says so, None where it is gone."""
    card = glimpse.card
    if card is None or not _is_there(c, card.interview):
        return None
    before = look_at(glances_of(c, glimpse.study), "lead").held.get(card.about)
    add_glance(c, glimpse.study, Glance(card.interview, card.mark, "show" if shown else "leave-out", by=by, at=now))
    requote_soon(c, glimpse.study, now)
    if before is not None and before.shown not in (None, shown) and before.by != by:
        return "quotes.did-show-yet" if shown else "quotes.did-leave-out-yet"
    return "quotes.did-show" if shown else "quotes.did-leave-out"


def hide_words(c: Connection, glimpse: Glimpse, typed: str, by: str, now: datetime) -> Glimpse | str | None:
    """Hide words of the quote before a lead: the sitting with the quote as it is printed from now on, or what of the
    words does not stand there; None where the quote is gone. ``typed``: words, several with commas between."""
    card = glimpse.card
    if card is None or not _is_there(c, card.interview):
        return None
    wanted = [one for part in APART.split(typed) if (one := " ".join(part.strip(QUOTED).split()))]
    strange = next((one for one in wanted if not holds(card.words, one)), None if wanted else typed)
    if strange is not None:
        return strange
    for one in wanted:
        add_glance(c, glimpse.study, Glance(card.interview, card.mark, "hide", one, by, now))
    requote_soon(c, glimpse.study, now)
    return replace(glimpse, card=replace(card, words=hide(card.words, wanted)))


def take_back(c: Connection, study: str, by: str, now: datetime) -> Glance | None:
    """Take back a lead's last decision, and return it; None where there is none."""
    last = last_of(glances_of(c, study), by)
    if last is None:
        return None
    add_glance(c, study, replace(last, decided="undo", hidden="", by=by, at=now))
    requote_soon(c, study, now)
    return last


def _is_there(c: Connection, interview: str) -> bool:
    found = interviews.load_interview(c, interview)
    return found is not None and bool(found.log)

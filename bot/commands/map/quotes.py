"""Looking at what people said before it stands on a map: shown, left out, or with more words hidden.

Law: people's own words go to a lead in private only; nothing is shown that no lead saw, unless the study says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.request import Asked, Host
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.glancing.glance_kept import decide, hide_words, take_back
from reisleider.bot.glancing.quote_cards import Glimpse
from reisleider.bot.glancing.quote_dealing import PRESS, QUOTES, ShowQuote, quote_buttons, show_quote
from reisleider.bot.glancing.quote_words import hidden_in, tell_card
from reisleider.bot.work import slow
from reisleider.flows.effects import Words
from reisleider.flows.messages import Message, Span, Update
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import studies
from reisleider.storage.store import Connection
from reisleider.storage.timers import set_timer

ACTIONS = ("again", "undo")


@dataclass(frozen=True)
class Quotes:
    """What is wanted: "" for the quotes that nobody saw yet, else one of ACTIONS."""

    action: str


def _parse(asked: Asked) -> Quotes:
    if not asked.words:
        return Quotes("")
    action = next((one for one in ACTIONS if means_word(asked.words[0], f"quotes-{one}")), None)
    if action is None:
        raise Unclear("quotes.what", words=Words(asked.words[0]))
    return Quotes(action)


def _quotes(asked: Asked, wanted: Quotes) -> None:
    if wanted.action == "undo":
        _say_undone(asked, asked.study.id)
        return
    _deal(asked, Glimpse(asked.study.id, again=wanted.action == "again"))
    asked.say("quotes.looking" if asked.update.private else "quotes.in-private")


def _deal(asked: Asked, glimpse: Glimpse, did: str = "") -> None:
    """Look for the next quote; nothing lies before them until it comes."""
    QUOTES.put(asked.c, asked.private, asked.update.author, glimpse.study, glimpse, asked.now)
    job = ShowQuote(glimpse.study, asked.private, asked.update.author, asked.by, asked.language, glimpse, did)
    set_timer(asked.c, job, asked.now)


def _say_undone(asked: Asked, study: str) -> None:
    undone = take_back(asked.c, study, asked.by, asked.now)
    asked.say("merge.undone" if undone else "merge.nothing-to-undo")


# --- what was pressed or typed -------------------------------------------------------------------------


def _press(asked: Asked, name: str) -> Receipt:
    """A button under a quote."""
    key, _, fence = name.partition(".")
    glimpse = QUOTES.before(asked.c, asked.private, asked.update.author)
    if glimpse is None or fence != glimpse.fence or not _may_look(asked, glimpse):
        return _say_over(asked)
    did, after = "", glimpse.put_down(passed=True)
    if key in ("show", "leave-out"):
        did = decide(asked.c, glimpse, asked.by, asked.now, shown=key == "show") or "quotes.over"
    elif key == "undo":
        undone = take_back(asked.c, glimpse.study, asked.by, asked.now)
        did = "merge.nothing-to-undo" if undone is None else "merge.undone"
        after = glimpse.put_down() if undone is None else glimpse.take_up(undone.about)
    _deal(asked, after, gettext(asked.language, did) if did else "")
    asked.say_wait(glimpse.study)
    return Receipt("accepted")


def take_hidden(c: Connection, update: Update, host: Host, now: datetime) -> Receipt | None:
    """A typed text that says which words of a quote to hide; None where no quote lies there, or it says something
    else."""
    glimpse, typed = QUOTES.before(c, update.address, update.author), hidden_in(update.said.text)
    asked = Asked(c, update, host, now)
    if glimpse is None or glimpse.card is None or typed is None or not _may_look(asked, glimpse):
        return None
    made = hide_words(c, glimpse, typed, asked.by, now)
    if made is None:
        return _say_over(asked)
    if isinstance(made, str):
        asked.say("quotes.not-there", {"words": Words(made)})
        return Receipt("accepted")
    assert made.card is not None  # it was there before
    QUOTES.put(c, asked.private, update.author, made.study, made, now)
    head = Span(gettext(asked.language, "quotes.did-hide") + "\n\n")
    told = Message((head, *tell_card(made.card, asked.language)), language=asked.language)
    asked.post(asked.private, replace(told, buttons=quote_buttons(made, asked.language, undo=True)))
    return Receipt("accepted")


def _may_look(asked: Asked, glimpse: Glimpse) -> bool:
    return studies.load_study(asked.c, glimpse.study) is not None and asked.may_lead(glimpse.study)


def _say_over(asked: Asked) -> Receipt:
    asked.say("quotes.over")
    return Receipt("stale")


COMMAND = Command(
    "quotes",
    74,
    "lead",
    _parse,
    _quotes,
    slow=(slow(ShowQuote, show_quote),),
    buttons={PRESS: _press},
    takes="some words",
)

"""Shows what a study is set to, and changes one setting by its name.

Law: every value passes the gate, and what people were promised is not taken back; a setting that is named alone is
asked for, in private.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.request import Asked, Host, slash, title_of
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.leading.card import card
from reisleider.bot.leading.lead_turn import refusal
from reisleider.bot.leading.setting_names import SAVES, called
from reisleider.bot.studies.promised import broken_promise
from reisleider.bot.studies.settable import BY_KEY
from reisleider.flows.effects import Key, Recap, Slot, Words
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.gate.whole import first_unfit
from reisleider.flows.journey import Study
from reisleider.flows.messages import Update
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.dates import say_day
from reisleider.storage import chats, interviews, studies
from reisleider.storage.chats import Draft
from reisleider.storage.store import Connection

DRAFT = "setting"
LONGEST_NAME = 3  # words


@dataclass(frozen=True)
class Wanted:
    """Which setting, None: all of them; and its new value, "" where none was told."""

    key: str | None
    value: str = ""


def _parse(asked: Asked) -> Wanted:
    words = asked.words
    if not words:
        return Wanted(None)
    for count in range(min(LONGEST_NAME, len(words)), 0, -1):
        key = called(" ".join(words[:count]).rstrip(":"))
        if key is not None:
            return Wanted(key, " ".join(words[count:]).lstrip(": "))
    raise Unclear("settings.unknown")


def _act(asked: Asked, wanted: Wanted) -> None:
    if wanted.key is None:
        _show(asked)
    elif wanted.key not in BY_KEY:
        asked.say("settings.home", {"command": slash(asked.update)})
    elif wanted.value:
        _change(asked, wanted.key, wanted.value)
    else:
        if asked.update.private and asked.hears is None:
            draft = Draft(DRAFT, {"study": asked.study.id, "key": wanted.key})
            chats.set_draft(asked.c, asked.update.address, asked.update.author, draft, asked.now)
            asked.say("settings.ask", {"name": Key(f"{SAVES}{wanted.key}")})
            return
        asked.say("kickoff.say-so", {"name": Key(f"{SAVES}{wanted.key}")})


def _show(asked: Asked) -> None:
    study = asked.study
    home = studies.home_of(asked.c, study.id)
    where = None if home is None else gettext(asked.language, "settings.there")
    slots: dict[str, Slot] = {
        "study": Words(title_of(study, asked.language)),
        "card": Recap((), (), card(study, asked.language, (), where)),
        "command": slash(asked.update),
    }
    asked.say("settings.card", slots)


def _change(asked: Asked, key: str, value: str) -> bool:
    """Make the change, or say why it cannot be; whether it was made."""
    before, today = asked.study, asked.now.date()
    try:
        after = BY_KEY[key].change(before, value, today)
        wrong = _newly_wrong(before, after, today)
        if wrong is not None:
            raise wrong
    except Unfit as unfit:
        asked.say(*refusal(key, unfit))
        return False
    broken = broken_promise(before, after) if interviews.count_interviews(asked.c, before.id) else None
    if broken is not None:
        sentence, told = broken
        slots = {name: say_day(one, asked.language) if isinstance(one, date) else one for name, one in told.items()}
        asked.say(sentence, {name: str(one) for name, one in slots.items()})
        return False
    studies.save_study(asked.c, after)
    asked.say("kickoff.set", {"name": Key(f"{SAVES}{key}")})
    return True


def _newly_wrong(before: Study, after: Study, today: date) -> Unfit | None:
    """What fits no longer of the study as a whole, and did before."""
    found = first_unfit(after, today)
    return None if found is None or found == first_unfit(before, today) else found[1]


def take_setting(c: Connection, update: Update, host: Host, now: datetime) -> Receipt | None:
    """The value of a setting that was named alone; None where none is asked for here."""
    draft = chats.draft_of(c, update.address, update.author)
    if draft is None or draft.kind != DRAFT:
        return None
    study = studies.load_study(c, str(draft.data["study"]))
    asked = Asked(c, update, host, now, about=study)
    done = study is None or not asked.may_lead(study.id) or means_word(update.said.text.strip(), "cancel")
    if done:
        asked.say("never-mind")
    elif not _change(asked, str(draft.data["key"]), update.said.text.strip()):
        return Receipt("refused")
    chats.set_draft(c, update.address, update.author, None, now)
    return Receipt("accepted")


COMMAND = Command("settings", 35, "lead", _parse, _act, takes="some words")

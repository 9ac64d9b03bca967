"""A lead begins a study: in a conversation question by question, or in one form.

Law: what is half made is a draft row, so that it survives a restart; a study is saved whole, with its lead.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.request import Asked, Host, slash, title_of
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.studies import new_study
from reisleider.bot.studies.study_file import SCRIPTS
from reisleider.flows.effects import Slot, Words
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.messages import Address, Update
from reisleider.flows.scripts.script import spoken_by
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import chats, studies
from reisleider.storage.chats import Draft
from reisleider.storage.store import Connection

PLAIN = ("words", "contact", "link", "day")
"""What may be wrong with an answer that is best told by what a good one is."""


def begin_study(asked: Asked) -> None:
    """Ask the first question of a new study, in private."""
    if not asked.update.author or not may_begin(asked):
        asked.say("lead.guest" if asked.update.guest else "lead.refused")
        return
    chats.set_draft(asked.c, asked.private, asked.update.author, Draft("new", {}), asked.now)
    begin = asked.message("new.begin", {"codes": ", ".join(spoken_by(SCRIPTS)), "command": slash(asked.update)})
    asked.post(asked.private, replace(begin, only_for=None))
    _ask_field(asked, {})


def may_begin(asked: Asked) -> bool:
    """Where only colleagues are, any of them may begin a study; a public bot is begun on by admins and by leads."""
    anybody = platform_of(asked.update.address.platform).anybody_begins and not asked.update.guest
    if anybody or asked.account in asked.host.admins:
        return True
    return bool(studies.led_by(asked.c, *asked.account))


def _ask_field(asked: Asked, told: Mapping[str, str], wrong: Unfit | None = None) -> None:
    following = new_study.next_field(told)
    if following is None:
        return
    key, slots = (f"new.{following.key}", {}) if wrong is None else _refusal(following.key, wrong, asked.language)
    asked.post(asked.private, replace(asked.message(key, slots), only_for=None))


def _refusal(field: str, wrong: Unfit, language: str) -> tuple[str, dict[str, Slot]]:
    """What is said of an answer that is no good: what a good one is, or else what is wrong with this one."""
    if wrong.reason in PLAIN:
        return f"new.wrong.{field}", {}
    return "new.not-so", {"why": wrong.told(language)}


def take_draft(c: Connection, update: Update, host: Host, now: datetime) -> Receipt | None:
    """The next answer of a study that is being made; None where nobody makes one here."""
    draft = chats.draft_of(c, update.address, update.author)
    if draft is None or draft.kind != "new":
        return None
    asked = Asked(c, update, host, now)
    text = update.said.text.strip()
    if means_word(text, "cancel"):
        chats.set_draft(c, update.address, update.author, None, now)
        asked.say("never-mind")
        return Receipt("accepted")
    told = dict(draft.data)
    field_ = new_study.next_field(told)
    assert field_ is not None
    skipped = field_.optional and means_word(text, "skip")
    told[field_.key] = "" if skipped else text
    fault = new_study.faults_of(told, now.date()).get(field_.key)
    if fault is not None:
        del told[field_.key]
        _ask_field(asked, told, fault)
        return Receipt("refused")
    if new_study.next_field(told) is not None:
        chats.set_draft(c, update.address, update.author, Draft("new", told), now)
        _ask_field(asked, told)
        return Receipt("accepted")
    chats.set_draft(c, update.address, update.author, None, now)
    _make(asked, told, None)
    return Receipt("accepted")


def take_form(c: Connection, update: Update, host: Host, now: datetime) -> Receipt:
    """A form that was filled in: the study is made, or its wrong fields are named (``Receipt.faults``)."""
    told = {key: str(value or "") for key, value in json.loads(update.said.text).items()}
    asked = Asked(c, update, host, now)
    if not may_begin(asked):
        asked.post(asked.private, replace(asked.message("lead.guest"), only_for=None))
        return Receipt("refused")
    faults = new_study.faults_of(told, now.date())
    if faults:
        worded = {key: _refusal(key, fault, asked.language) for key, fault in faults.items()}
        said = {key: gettext(asked.language, text, **slots) for key, (text, slots) in worded.items()}
        return Receipt("refused", faults=said)
    home = None if update.private else platform_of(update.address.platform).place(update.address)
    _make(asked, told, home)
    return Receipt("accepted")


def _make(asked: Asked, told: Mapping[str, str], home: Address | None) -> None:
    taken = set(studies.study_ids(asked.c))
    study = new_study.make_study(told, taken, asked.now)
    studies.save_study(asked.c, study)
    studies.set_circle(asked.c, study.id, asked.circle)
    studies.set_leads(asked.c, study.id, (asked.account,))
    if home is not None:
        studies.set_home(asked.c, study.id, home)
    slots: dict[str, Slot] = {"study": Words(title_of(study, asked.language)), "id": study.id}
    slots["command"] = slash(asked.update)
    asked.post(asked.private, replace(asked.message("new.made", slots), only_for=None))
    if asked.link("") is None:
        asked.post(asked.private, replace(asked.message("new.no-link", {"platform": asked.through}), only_for=None))

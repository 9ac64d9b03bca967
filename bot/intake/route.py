"""Whom an update is for: an interview, a command, a study in the making, an invitation, or nobody yet.

Law: one function, on the caller's transaction; every way out is a receipt, and people are always answered kindly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.begin_study import take_draft, take_form
from reisleider.bot.commands.carry_out import press, run_command
from reisleider.bot.commands.chat.kickoff import belongs, take_talk
from reisleider.bot.commands.map.act import is_acting, take_act
from reisleider.bot.commands.map.prioritise import is_vote, take_vote
from reisleider.bot.commands.map.quotes import take_hidden
from reisleider.bot.commands.map.sort import take_label
from reisleider.bot.commands.merge_review import take_name
from reisleider.bot.commands.request import Asked, Host, title_of
from reisleider.bot.commands.study.settings import take_setting
from reisleider.bot.commands.table import id_of
from reisleider.bot.intake.below_map import take_comment
from reisleider.bot.intake.membership import greet
from reisleider.bot.interviews.burst import BURST
from reisleider.bot.interviews.invitation import open_token
from reisleider.bot.interviews.opening import ask_again
from reisleider.bot.interviews.reply import hear
from reisleider.flows.dialogue.commands import command_of
from reisleider.flows.effects import Words
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Update
from reisleider.storage import chats, interviews, people
from reisleider.storage.conversations import Conversation, conversation_at
from reisleider.storage.store import Connection

LONGEST = 4096  # characters of one message, as many as the shorter of the platforms takes

Take = Callable[[Connection, Update, datetime], Receipt]


def is_expected(c: Connection, update: Update) -> bool:
    """Whether an interview is open in this conversation: a stranger's voice is not worth a machine's time."""
    id = people.focus_of(c, update.address)
    interview = interviews.load_interview(c, id) if id is not None else None
    return interview is not None and not interview.ended


def talk_only(c: Connection, update: Update, now: datetime) -> Receipt:
    """For places without commands (a terminal, the demo): everything belongs to the interview."""
    return hear(c, update.address, update.said, now, picture=update.picture)


def converse(host: Host, burst: timedelta = BURST) -> Take:
    """For chat platforms: finds out whom each update is for. ``burst``: messages this close together are one answer."""

    def take(c: Connection, update: Update, now: datetime) -> Receipt:
        return _take(c, update, host, now, burst)

    return take


def _take(c: Connection, update: Update, host: Host, now: datetime, burst: timedelta) -> Receipt:
    said = update.said
    if len(said.text) > LONGEST and said.kind != "form":
        return _tell_too_long(c, update, host, now)
    if said.kind == "membership":
        return greet(c, update, host, now)
    if said.kind == "form":
        return take_form(c, update, host, now)
    if said.kind == "press" and said.interview is None and ":" in (said.choice or ""):
        return press(c, update, host, now)
    if said.kind == "command":
        return _command(c, update, host, now, burst)
    if not update.private:
        return take_comment(c, update, host, now) or Receipt("ignored")
    talks = ((is_vote, take_vote), (is_acting, take_act), (belongs, take_talk))
    takes_button = next((takes for is_of, takes in talks if is_of(update)), None)
    if takes_button is not None and (talked := takes_button(c, update, host, now)) is not None:
        return talked
    here = conversation_at(c, update.address, update.author) if said.kind == "text" else None
    if here is not None and here.draft is not None:
        takes = (take_draft, take_talk, take_vote, take_act, take_name, take_label, take_hidden, take_setting)
        drafted = next((taken for take in takes if (taken := take(c, update, host, now)) is not None), None)
        if drafted is not None:
            return drafted
    return _hear(c, update, host, now, burst, here)


def _tell_too_long(c: Connection, update: Update, host: Host, now: datetime) -> Receipt:
    """Longer than we read at once, before any of it is looked at; in private they learn what to do."""
    if not update.private:
        return Receipt("ignored")
    Asked(c, update, host, now).say("text.too-long", {"most": LONGEST})
    return Receipt("refused")


def _command(c: Connection, update: Update, host: Host, now: datetime, burst: timedelta) -> Receipt:
    name, _, rest = update.said.text.partition(" ")
    if name == "start" and update.private:
        return _start(c, update, rest.strip(), host, now)
    interviewing = update.private and people.focus_of(c, update.address) is not None
    if interviewing and command_of(name) is not None:
        return _hear(c, replace(update, said=replace(update.said, kind="text", text=name)), host, now, burst)
    commented = take_comment(c, update, host, now) if id_of(name) is None else None
    return commented or run_command(c, update, host, now)


def _start(c: Connection, update: Update, token: str, host: Host, now: datetime) -> Receipt:
    asked = Asked(c, update, host, now)
    if not token:
        if _go_on(c, update, now):
            return Receipt("accepted")
        asked.say("invite.none")
        return Receipt("accepted")
    told = open_token(c, update, token, now, host.circle_of(update.address))
    if told.key is not None:
        study = told.study
        title = "" if study is None else title_of(study, asked.language)
        asked.say(told.key, {"study": Words(title), "contact": "" if study is None else study.contact})
    return Receipt("accepted")


def _go_on(c: Connection, update: Update, now: datetime) -> bool:
    """Whether an interview that was left open in this conversation goes on."""
    waiting = chats.open_here(c, update.address)
    found = interviews.load_interview(c, waiting[-1]) if waiting else None
    if found is None:
        return False
    ask_again(c, found, update.address, update.author, now)
    return True


def _hear(
    c: Connection, update: Update, host: Host, now: datetime, burst: timedelta, here: Conversation | None = None
) -> Receipt:
    receipt = hear(c, update.address, update.said, now, burst, update.picture, update.sent_at, here)
    if receipt.how == "nowhere":
        if update.said.kind in ("edit", "press"):
            return receipt
        if not _go_on(c, update, now):
            Asked(c, update, host, now).say("invite.none")
        return receipt
    if update.timezone is not None and receipt.interview is not None:
        known = here.interview if here is not None else None
        of = known if known is not None and known.id == receipt.interview else None
        _note_timezone(c, of or interviews.load_interview(c, receipt.interview), update.timezone)
    return receipt


def _note_timezone(c: Connection, found: Interview | None, timezone: str) -> None:
    """Remember where somebody lives, so that they are reminded in their own day."""
    who = people.load_participant(c, found.participant) if found is not None else None
    if who is not None and who.timezone != timezone:
        people.save_participant(c, replace(who, timezone=timezone))

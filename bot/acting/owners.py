"""Who is to do an action: what they are called, where they are written to, and what they are told.

Law: in private, and only where people are written to at all; whom nobody can reach, the leads are told of instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reisleider.bot.adapters.platform import platform_of, private_chat
from reisleider.flows.acting.action_told import ME
from reisleider.flows.acting.planned import Planned
from reisleider.flows.effects import Notify, Slot, Words
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address, Button, Message
from reisleider.renderers.chat.wording import word_notice
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.dates import say_day
from reisleider.storage import chats, studies
from reisleider.storage.store import Connection
from reisleider.storage.studies import Account

BUTTONS = ("done", "doing", "week")
"""What an owner can answer with a button: it is done, it is begun, a week later."""
ROOM = 60  # bytes that a button can carry everywhere


def owned(
    c: Connection, study: Study, owner: str, mentioned: str | None, by: Account, name: str
) -> tuple[str, Account | None]:
    """What an owner is called and which account they are. ``by``: who says so, ``name``: as their platform calls them,
    "" where it does not tell."""
    platform, tenant, account = by
    if owner == ME:
        leads = studies.leads_of(c, study.id)
        called = study.lead if by in leads and len(leads) == 1 else ""
        told = account if platform_of(platform).setup is None else gettext(study.languages[0], "act.somebody")
        return name or called or told, by
    if mentioned is not None and re.fullmatch(platform_of(platform).account or r"\S+", mentioned):
        return owner or gettext(study.languages[0], "act.somebody"), (platform, tenant, mentioned)
    return owner, None


def place_of(c: Connection, account: Account | None) -> Address | None:
    """Where somebody is written to, in private; None where they cannot be."""
    if account is None:
        return None
    platform, tenant, id = account
    there = private_chat(platform, tenant, id)
    return there if platform_of(platform).lasting and not chats.is_away(c, there) else None


def places_of_leads(c: Connection, study: Study) -> tuple[Address, ...]:
    """Where a study's leads are written to, as far as they can be."""
    places = (place_of(c, one) for one in studies.leads_of(c, study.id))
    return tuple(one for one in places if one is not None)


def tell_owner(action: Planned, study: Study, key: str, slots: Mapping[str, Slot] | None = None) -> Message:
    """An action as its owner, or a lead in their place, is told of it, with what can be answered by a button."""
    language = study.languages[0]
    told: dict[str, Slot] = {
        "n": str(action.number),
        "action": Words(action.words),
        "owner": Words(action.owner or gettext(language, "act.nobody")),
        "day": gettext(language, "act.no-date") if action.due is None else say_day(action.due, language),
        "study": Words(study.title.get(language, study.id)),
        "lead": study.lead,
        **(slots or {}),
    }
    return replace(word_notice(Notify(key, told), language), buttons=tuple(_buttons(action, language)))


def _buttons(action: Planned, language: str) -> Sequence[Button]:
    made = [
        Button(f"action-{one}-{action.number}:{action.study}", gettext(language, f"act.button.{one}"))
        for one in BUTTONS
        if not (one == "doing" and action.status == "doing")
    ]
    return [one for one in made if len(one.id.encode()) <= ROOM]

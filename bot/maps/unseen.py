"""Tells the leads of a study, and nobody else, how many quotes wait for their glance.

Law: a number and how to look, never a word of anybody; told when a map went out that could have had them.
"""

from __future__ import annotations

from datetime import datetime

from reisleider.bot.adapters.platform import platform_of, private_chat
from reisleider.bot.maps.publish import Compiled
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.messages import Message, Span
from reisleider.renderers.words.catalog import ngettext
from reisleider.storage import studies
from reisleider.storage.store import Connection


def say_unseen(language: str, unseen: int, command: str) -> str:
    """``3 citaten wachten op jouw blik: /quotes``; ``command``: what is typed to look at them."""
    return ngettext(language, "quotes.waiting", unseen, command=command)


def tell_unseen(c: Connection, compiled: Compiled, now: datetime) -> None:
    """Tell each lead in a chat of their own, where something waits."""
    if not compiled.unseen:
        return
    language = compiled.study.languages[0]
    for platform, tenant, account in studies.leads_of(c, compiled.study.id):
        command = f"{platform_of(platform).command or ''}quotes {compiled.study.id}"
        told = say_unseen(language, compiled.unseen, command)
        post(c, private_chat(platform, tenant, account), Message((Span(told),), language=language), now)

"""What the answers tell of the whole journey: how far customers came, how they look back, how long it took.

Law: told from the published map, as everybody may read it, and from what an audit of merging told, which counts pairs
of wordings and nobody.
"""

from __future__ import annotations

from dataclasses import replace

from reisleider.bot.auditing.audit_cards import audit_so_far
from reisleider.bot.auditing.audit_words import tell_audit
from reisleider.bot.commands.command import Command, Look, Nothing, Unclear, read_nothing
from reisleider.bot.commands.request import Asked
from reisleider.bot.maps.publish import latest_map
from reisleider.flows.journey import Study
from reisleider.flows.messages import Message, Span
from reisleider.renderers.chat.figure_list import show_figures
from reisleider.storage.store import Connection


def _answer(asked: Asked, _: Nothing) -> None:
    asked.post(asked.update.address, _told(asked.c, asked.study, asked.language))


def _find(look: Look, _: Nothing) -> Message:
    return _told(look.c, look.study, look.language)


def _told(c: Connection, study: Study, language: str) -> Message:
    published = latest_map(c, study.id)
    if published is None:
        raise Unclear("why.no-map", study=study.id)
    told = show_figures(published, language)
    if told is None:
        raise Unclear("figures.none")
    audited = tell_audit(audit_so_far(c, study.id), language)
    return replace(told, text=(*told.text, Span(f"\n\n{audited}"))) if audited else told


COMMAND = Command("figures", 62, "lead", read_nothing, _answer, _find, told=True)

"""Lets somebody else lead a study too: whom a chat names, or whoever opens a link first."""

from __future__ import annotations

from dataclasses import replace

from reisleider.bot.commands.command import Command, Nothing, Unclear, read_nothing
from reisleider.bot.commands.request import Asked
from reisleider.bot.interviews.invitation import make_token
from reisleider.storage import studies


def _let_lead(asked: Asked, _: Nothing) -> None:
    study = asked.study
    leads = studies.leads_of(asked.c, study.id)
    if asked.update.mentions:
        platform, tenant, _account = asked.account
        new = [(platform, tenant, one) for one in asked.update.mentions if (platform, tenant, one) not in leads]
        studies.set_leads(asked.c, study.id, (*leads, *new))
        asked.say("lead.added", {"n": len(asked.update.mentions)})
        return
    link = asked.link(make_token(asked.c, study, "stakeholder", "lead", None, asked.now))
    if link is None:
        raise Unclear("invite.no-link", platform=asked.through)
    asked.post(
        asked.private,
        replace(asked.message("lead.link", {"link": link, "platform": asked.through}), only_for=None),
    )


COMMAND = Command("lead", 100, "lead", read_nothing, _let_lead, links=True)

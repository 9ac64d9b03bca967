"""What can be asked: a line for every command."""

from __future__ import annotations

from dataclasses import replace

from reisleider.bot.commands.command import Command, Nothing, read_nothing
from reisleider.bot.commands.overview import help_in
from reisleider.bot.commands.request import Asked, slash
from reisleider.flows.messages import Span


def _help(asked: Asked, _: Nothing) -> None:
    message = asked.message("lead.help")
    text = (Span(help_in(asked.language, slash(asked.update))),)
    asked.post(asked.update.address, replace(message, text=text))


COMMAND = Command("help", 170, "anybody", read_nothing, _help, menu="everywhere")

"""Leaves somebody's answers out of the map."""

from __future__ import annotations

from functools import partial

from reisleider.bot.commands.command import Command
from reisleider.bot.commands.leave_out import read_code, set_excluded

COMMAND = Command(
    "exclude", 110, "lead", read_code, partial(set_excluded, excluded=True), menu="nowhere", takes="words"
)

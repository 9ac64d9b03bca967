"""Takes somebody's answers back into the map."""

from __future__ import annotations

from functools import partial

from reisleider.bot.commands.command import Command
from reisleider.bot.commands.study.exclude import read_code, set_excluded

COMMAND = Command(
    "include", 120, "lead", read_code, partial(set_excluded, excluded=False), menu="nowhere", takes="words"
)

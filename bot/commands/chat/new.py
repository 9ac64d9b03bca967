"""Begins a study: in a conversation question by question, or in a form where a chat has those."""

from __future__ import annotations

from reisleider.bot.commands.begin_study import begin_study
from reisleider.bot.commands.command import Command, read_nothing

COMMAND = Command("new", 10, "anybody", read_nothing, lambda asked, _: begin_study(asked))

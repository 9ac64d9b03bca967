"""Gives a published map as a file of one format, when a lead asks for it by name.

Law: the last published version, never another moment's; drawn beside the writer; a format that cannot be made here
says why in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from reisleider.bot.commands.command import Unclear
from reisleider.bot.commands.request import Asked
from reisleider.bot.maps.post import Drawn, post_map
from reisleider.bot.maps.publish import Compiled, compile_persona, latest_map, persona_called
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Notify
from reisleider.flows.faults import RenderingFault
from reisleider.flows.journey import Persona, Study
from reisleider.flows.messages import Address
from reisleider.renderers.chat.wording import word_notice
from reisleider.renderers.formats import FORMATS, render
from reisleider.storage import studies, versions
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place, set_timer

ALIASES = {"excel": "xlsx", "md": "markdown", "phone": "phone-png", "telefoon": "phone-png", "picture": "png"}
TABLE = "csv"
DIALECTS = {form.removeprefix(f"{TABLE}-"): form for form in FORMATS if form.startswith(f"{TABLE}-")}
"""How the table is written for other spreadsheets, by the word that asks for it."""


@dataclass(frozen=True)
class Give(Job):
    """Give the last published map, or one persona's, as files of these formats at ``address``."""

    kind: ClassVar[str] = "give"
    address: Place
    language: str
    formats: tuple[str, ...]
    persona: str = ""


def formats_in(words: Sequence[str]) -> tuple[str, ...]:
    """The formats that words name, in their order; beside a table, a dialect says which form of it is meant."""
    told = [word.casefold() for word in words]
    dialect = next((DIALECTS[word] for word in told if word in DIALECTS), TABLE)
    named = dict.fromkeys(ALIASES.get(word, word) for word in told)
    return tuple(dialect if one == TABLE else one for one in named if one in FORMATS)


def begin_giving(asked: Asked, study: Study, formats: Sequence[str], persona: Persona | None, place: Address) -> None:
    """Draw these files of the last published version; they come by themselves."""
    if versions.latest_version(asked.c, study.id, None) is None:
        raise Unclear("why.no-map")
    whose = "" if persona is None else persona.id
    set_timer(asked.c, Give(study.id, place, asked.language, tuple(formats), whose), asked.now)
    asked.say("map.file-coming")


def give(c: Connection, job: Give, now: datetime) -> Callable[[Connection], None]:
    """Draw the files; returns what posts them, or the sentence why one cannot be made."""
    study = studies.load_study(c, job.subject)
    shown = None if study is None else _shown(c, study, job.persona)
    if shown is None:
        return lambda _: None
    files, told = {}, []
    for format in job.formats:
        try:
            files[format] = render(format, shown.journey_map, job.language)
        except RenderingFault as fault:
            told.append(word_notice(Notify("map.no-file", {"why": str(fault)}), job.language))
    drawn = Drawn(shown, job.language, None, None, files)

    def tell(writing: Connection) -> None:
        for message in told:
            post(writing, job.address, message, now)
        if drawn.files:
            post_map(writing, drawn, job.address, now)

    return tell


def _shown(c: Connection, study: Study, name: str) -> Compiled | None:
    persona = persona_called(study, name) if name else None
    if persona is not None:
        return compile_persona(c, study.id, persona)
    published = latest_map(c, study.id)
    return None if published is None else Compiled(study, (), published)

"""Gives a published map as a file of one format, when a lead asks for it by name.

Law: the last published version, never another moment's; drawn beside the writer; a format that cannot be made here
says why in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from reisleider.bot.commands.request import Asked, slash
from reisleider.bot.maps.post import Drawn, post_map
from reisleider.bot.maps.publish import Compiled, compile_persona, latest_map, persona_called
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Notify
from reisleider.flows.faults import RenderingFault
from reisleider.flows.journey import Persona, Study
from reisleider.flows.messages import Address
from reisleider.renderers.chat.wording import word_notice
from reisleider.renderers.formats import FORMATS, render
from reisleider.storage import queues, studies
from reisleider.storage.people import address_of, key_of
from reisleider.storage.queues import Timer
from reisleider.storage.store import Connection

ALIASES = {"excel": "xlsx", "md": "markdown", "phone": "phone-png", "telefoon": "phone-png", "picture": "png"}


def formats_in(words: Sequence[str]) -> tuple[str, ...]:
    """The formats that words name, in their order."""
    named = (ALIASES.get(word.casefold(), word.casefold()) for word in words)
    return tuple(one for one in dict.fromkeys(named) if one in FORMATS)


def begin_giving(asked: Asked, study: Study, formats: Sequence[str], persona: Persona | None, place: Address) -> None:
    """Draw these files of the last published version; they come by themselves."""
    if latest_map(asked.c, study.id) is None:
        asked.say("why.no-map", {"command": slash(asked.update)})
        return
    data = {"address": key_of(place), "language": asked.language, "formats": list(formats)}
    if persona is not None:
        data["persona"] = persona.id
    queues.set_timer(asked.c, "give", study.id, 0, asked.now, data)
    asked.say("map.file-coming")


def give(c: Connection, timer: Timer, now: datetime) -> Callable[[Connection], None]:
    """Draw the files; returns what posts them, or the sentence why one cannot be made."""
    data = timer.data or {}
    address, language = address_of(str(data["address"])), str(data["language"])
    study = studies.load_study(c, timer.subject)
    shown = None if study is None else _shown(c, study, str(data.get("persona") or ""))
    if shown is None:
        return lambda _: None
    files, told = {}, []
    for format in data["formats"]:
        try:
            files[format] = render(format, shown.journey_map, language)
        except RenderingFault as fault:
            told.append(word_notice(Notify("map.no-file", {"why": str(fault)}), language))
    drawn = Drawn(shown, language, None, None, files)

    def tell(writing: Connection) -> None:
        for message in told:
            post(writing, address, message, now)
        if drawn.files:
            post_map(writing, drawn, address, now)

    return tell


def _shown(c: Connection, study: Study, name: str) -> Compiled | None:
    persona = persona_called(study, name) if name else None
    if persona is not None:
        return compile_persona(c, study.id, persona)
    published = latest_map(c, study.id)
    return None if published is None else Compiled(study, (), published)

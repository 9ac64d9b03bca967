"""Posts the map: all of it, one persona's, a preview, or files of the last published version; keeps a post up to date.

Law: what is published goes where it was asked for if that is the study's home, else to who asked alone; a preview and
whatever is not at home is for who asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.commands.command import Command, Option, Unclear
from reisleider.bot.commands.give_file import DIALECTS, TABLE, Give, begin_giving, formats_in, give
from reisleider.bot.commands.living import set_living
from reisleider.bot.commands.personas import persona_ids, persona_in
from reisleider.bot.commands.request import Asked
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.interviews.errands import Publish
from reisleider.bot.maps.publish import persona_called
from reisleider.bot.work import slow
from reisleider.flows.effects import Words
from reisleider.flows.journey import Persona
from reisleider.renderers.formats import FORMATS, tell_purpose
from reisleider.storage import interviews, studies, versions
from reisleider.storage.timers import set_timer

SHOWN = ("terminal", "post")
"""Forms that are no file; a chat has the post."""


@dataclass(frozen=True)
class MapWanted:
    """What of the map. ``living``: the words behind "living", None where it was not said; ``unknown``: words that mean
    nothing here, in their order."""

    formats: tuple[str, ...] = ()
    persona: Persona | None = None
    preview: bool = False
    living: str | None = None
    unknown: tuple[str, ...] = ()


def _parse(asked: Asked) -> MapWanted:
    words = [word.casefold() for word in asked.words]
    if words[:1] and means_word(words[0], "living"):
        return MapWanted(living=" ".join(words[1:2]))
    return MapWanted(
        formats_in(words),
        persona_in(asked.study, asked.words),
        any(means_word(word, "preview") for word in words),
        unknown=tuple(
            word
            for word in words
            if not means_word(word, "preview")
            and not formats_in([word])
            and not (word in DIALECTS and TABLE in words)
            and persona_called(asked.study, word) is None
        ),
    )


def _post(asked: Asked, wanted: MapWanted) -> None:
    study, persona = asked.study, wanted.persona
    if wanted.living is not None:
        set_living(asked, study, wanted.living)
        return
    if wanted.unknown:
        raise Unclear("map.unknown", words=Words(wanted.unknown[0]), formats=", ".join(FORMATS))
    if persona is not None and versions.latest_version(asked.c, study.id, None) is None:
        raise Unclear("why.no-map")
    home = studies.home_of(asked.c, study.id)
    here = platform_of(asked.update.address.platform).place(asked.update.address)
    place = here if (here == home or home is None) and not wanted.preview else asked.private
    if wanted.formats:
        begin_giving(asked, study, wanted.formats, persona, place)
        return
    whose = "" if persona is None else persona.id
    set_timer(asked.c, Publish(study.id, place, asked.language, wanted.preview, whose), asked.now)
    if interviews.any_step_told(asked.c, study.id):
        stands_here = replace(place, thread=None) == replace(asked.update.address, thread=None)
        asked.say("map.coming" if stands_here or asked.hears is not None else "map.coming-private")


def _purpose(form: str, language: str) -> str:
    return tell_purpose(form, language) if form in FORMATS else ""


COMMAND = Command(
    "map",
    50,
    "lead",
    _parse,
    _post,
    menu="everywhere",
    slow=(slow(Give, give),),
    takes="some words",
    options=(
        Option("format", among=lambda _: (*SHOWN, *FORMATS), told=_purpose),
        Option("dialect", among=lambda _: tuple(DIALECTS)),
        Option("preview", flag=True),
        Option("persona", among=persona_ids),
    ),
    file="asked",
)

"""The map for who sits at this terminal: drawn here, as the post for a script that reads it, or written as files.

Law: a format that cannot be made is said before a version is published; a preview publishes nothing.
"""

from __future__ import annotations

import sys

from rich.console import Console

from reisleider.bot.clock import now
from reisleider.bot.commands.command import Unclear
from reisleider.bot.commands.map.map import SHOWN, MapWanted
from reisleider.bot.maps.publish import (
    Compiled,
    compile_persona,
    compile_personas,
    compile_study,
    publish_map,
    show_preview,
)
from reisleider.bot.maps.unseen import say_unseen
from reisleider.bot.terminal.desk import Desk, size_here
from reisleider.bot.terminal.progress import shown
from reisleider.flows.effects import Words
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Attachment
from reisleider.renderers.chat.post import post
from reisleider.renderers.formats import FORMATS, check_format, make_page, render
from reisleider.renderers.terminal.map_lines import TerminalMap

PAGE = "html"
"""The format that holds every persona's map beside everyone's."""


def show_here(desk: Desk, study: Study, wanted: MapWanted) -> bool:
    """Show or write the map; False for what is no showing (the living post), which is done as in a chat."""
    if wanted.living is not None:
        return False
    unknown = next((word for word in wanted.unknown if word not in SHOWN), None)
    if unknown is not None:
        raise Unclear("map.unknown", words=Words(unknown), formats=", ".join((*SHOWN, *FORMATS)))
    for format in wanted.formats:
        check_format(format)
    form = next((word for word in wanted.unknown if word in SHOWN), "terminal" if sys.stdout.isatty() else "post")
    whole, others = _compiled(desk, study, wanted)
    for format in wanted.formats:
        desk.write(_file(format, whole, others, desk.language))
    if not wanted.formats:
        _show(desk, whole, form)
    if whole.unseen:
        beside = Console(stderr=True, highlight=False, markup=False)  # what is written or piped stays the map alone
        beside.print(say_unseen(desk.language, whole.unseen, f"reisleider quotes {study.id}"))
    return True


def _compiled(desk: Desk, study: Study, wanted: MapWanted) -> tuple[Compiled, tuple[JourneyMap, ...]]:
    """The map that is wanted, published unless it is a preview; and for a page every persona's beside it."""
    persona = wanted.persona
    with shown(desk.language) as progress:
        compiled = desk.store.look(lambda c: compile_study(c, study.id, now(), progress=progress))
        if not compiled.journeys:
            raise StudyFault(desk.text("cli.no-interviews", study=study.id))
        if persona is not None:
            published = desk.store.look(lambda c: compile_persona(c, study.id, persona))
            if published is None:
                raise Unclear("why.no-map", study=study.id)
            return published, ()
        if wanted.preview:
            return desk.store.do(lambda c: show_preview(c, compiled, now())), ()
        compiled = desk.store.do(lambda c: publish_map(c, compiled, now()))
        others = desk.store.do(lambda c: compile_personas(c, study.id)) if PAGE in wanted.formats else ()
        return compiled, others


def _file(format: str, whole: Compiled, others: tuple[JourneyMap, ...], language: str) -> Attachment:
    if format == PAGE and others:
        return make_page((whole.journey_map, *others), language)
    return render(format, whole.journey_map, language)


def _show(desk: Desk, whole: Compiled, form: str) -> None:
    if form == "post":
        desk.say(post(whole.journey_map, desk.language, whole.waiting).plain)
        return
    columns, lines = size_here()
    screen = Console(width=columns, height=lines, highlight=False, markup=False, emoji=False)
    screen.print(TerminalMap(whole.journey_map, desk.language))
    if whole.waiting:
        screen.print(desk.text("post.waiting", n=whole.waiting))

"""Publishes a map and posts it: compiled beside the writer, drawn beside the loop, put in the outbox in one go.

Law: a map is posted once, however often its timer rings; where nothing can be shown, who asked is told so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

from reisleider.bot.interviews.errands import Publish
from reisleider.bot.jobs.map_place import places_of, stays
from reisleider.bot.maps.living_post import look_soon
from reisleider.bot.maps.post import Drawn, post_map
from reisleider.bot.maps.publish import (
    Compiled,
    compile_persona,
    compile_study,
    persona_called,
    publish_map,
    show_preview,
)
from reisleider.bot.maps.unseen import tell_unseen
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.effects import Notify
from reisleider.flows.journey import Persona, Study
from reisleider.flows.messages import Address
from reisleider.renderers.chat.wording import word_notice
from reisleider.storage.store import Connection, Store
from reisleider.storage.timers import Timer, take_timer

_DRAWING = ThreadPoolExecutor(1, thread_name_prefix="draws maps")  # one after the other: who tells meanwhile goes first
Draw = Callable[[Compiled, str], Drawn]
"""Words and draws a map in a language; slow."""


async def publish(store: Store, timer: Timer, job: Publish, now: datetime, draw: Draw) -> None:
    """Publish and post the map that a job asks for, if it is to be posted anywhere."""
    study, places = await store.read(lambda c: places_of(c, job))
    if study is None or not places:
        await store.run(lambda c: _only_look(c, timer, study, now))
        return
    language = job.language or study.languages[0]
    persona = persona_called(study, job.persona)
    compiled = await store.read(lambda c: _compile(c, study, persona, now))
    if compiled is None or not compiled.journey_map.customers.counted + compiled.journey_map.staff.counted:
        key = "map.empty" if persona is None else "map.empty-persona"
        asked = places if job.address is not None else ()
        await store.run(lambda c: _say_empty(c, timer, asked, key, language, now))
        return
    published = compiled
    if persona is None:
        go_out = show_preview if job.preview else publish_map
        published = await store.run(lambda c: go_out(c, compiled, now))
    published = replace(published, living=await store.read(lambda c: stays(c, study, published, places)))
    drawn = await asyncio.get_running_loop().run_in_executor(_DRAWING, draw, published, language)

    def place(c: Connection) -> None:
        if not take_timer(c, timer):
            return
        for address in places:
            post_map(c, drawn, address, now)
        if persona is None and not job.preview:
            tell_unseen(c, published, now)

    await store.run(place)


def _compile(c: Connection, study: Study, persona: Persona | None, now: datetime) -> Compiled | None:
    """The map as it stands; one persona's as it was published, if it was."""
    return compile_study(c, study.id, now) if persona is None else compile_persona(c, study.id, persona)


def _only_look(c: Connection, timer: Timer, study: Study | None, now: datetime) -> None:
    """Nothing is to be posted; a living post may be brought up to date in a while."""
    if take_timer(c, timer) and study is not None and study.living:
        look_soon(c, study.id, now)


def _say_empty(c: Connection, timer: Timer, asked: tuple[Address, ...], key: str, language: str, now: datetime) -> None:
    if not take_timer(c, timer):
        return
    for address in asked:
        post(c, address, word_notice(Notify(key), language), now)

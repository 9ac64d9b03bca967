"""Draws a map and puts it in a chat: the post of one screen with its picture, every touchpoint below it, few files.

Law: drawing is slow and never on the writer or the loop; whatever is posted is remembered, part by part, so that it
can be brought up to date or cleared of words later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

import structlog

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.maps.publish import Compiled
from reisleider.bot.outbox.outgoing import post_pieces
from reisleider.bot.outbox.pack import pack
from reisleider.flows.acting.laid import without_actions
from reisleider.flows.faults import RenderingFault
from reisleider.flows.messages import Address, Attachment, Message, Span
from reisleider.renderers.chat.details import show_details
from reisleider.renderers.chat.post import post as post_message
from reisleider.renderers.formats import FORMATS, render
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import posts, queues
from reisleider.storage.codec import dump
from reisleider.storage.operations import Redraw, Remove, Renew, Replacing, Send
from reisleider.storage.posts import Post
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, set_timer

log = structlog.get_logger()
FILES = ("phone-png", "html", "pdf")
"""The formats below a post, as far as they can be made here; the others are asked for by name."""


@dataclass(frozen=True)
class Living(Job):
    """Bring a study's living post up to date."""

    kind: ClassVar[str] = "living"


@dataclass(frozen=True)
class Drawn:
    """A map ready to be posted: the post with its picture, every touchpoint, the files that go below them by format.

    ``compiled`` is what it shows.
    """

    compiled: Compiled
    language: str
    message: Message | None
    details: Message | None
    files: Mapping[str, Attachment]


def draw_map(compiled: Compiled, language: str, formats: Sequence[str] = FILES, *, bare: bool = False) -> Drawn:
    """Word and draw a map; slow (seconds). ``bare``: the files alone."""
    journey_map = compiled.journey_map
    files = dict(_made(compiled, language, formats))
    if bare:
        return Drawn(compiled, language, None, None, files)
    message = post_message(journey_map, language, compiled.waiting, living=compiled.living)
    picture = render("png", journey_map, language)
    return Drawn(
        compiled,
        language,
        replace(message, attachments=(picture,), renewable=True),
        show_details(journey_map, language),
        files,
    )


def _made(compiled: Compiled, language: str, formats: Sequence[str]) -> Iterator[tuple[str, Attachment]]:
    for format in formats:
        if format not in FORMATS:
            continue
        try:
            yield format, render(format, compiled.journey_map, language)
        except RenderingFault:  # an extra that is not installed here: who asks for this format is told
            log.info("format left out", format=format)


def post_map(c: Connection, drawn: Drawn, home: Address, now: datetime, *, files: bool = True) -> None:
    """Put a map in the outbox of a chat, and remember where it will stand. Without ``files`` the post alone."""
    calls: dict[str, tuple[int, ...]] = {}
    for part, message in _parts(drawn, home.platform):
        if message is not None and (files or part == "post"):
            calls[part] = post_pieces(c, home, message, now, calls.get("post", (None,))[0])
    compiled = drawn.compiled
    journey_map = compiled.journey_map
    persona = journey_map.persona.id if journey_map.persona is not None else ""
    kept = Post(
        study=journey_map.study,
        version=journey_map.version,
        address=home,
        language=drawn.language,
        posted_at=now,
        formats=tuple(drawn.files),
        calls=calls,
        persona=persona,
        living=compiled.living,
        map=dump(without_actions(journey_map)) if persona or not journey_map.version else None,
    )
    if compiled.living:
        _retire(c, journey_map.study, now)
    posts.keep_post(c, kept)


def _parts(drawn: Drawn, platform: str) -> Iterator[tuple[str, Message | None]]:
    """The messages of a posting, part by part in order; None for what it does not have."""
    yield "post", drawn.message
    yield "details", drawn.details and _with_formats(drawn, platform)
    yield (
        "files",
        Message((), attachments=tuple(drawn.files.values()), language=drawn.language) if drawn.files else None,
    )


def _with_formats(drawn: Drawn, platform: str) -> Message | None:
    """The details, and below them how the other files are asked for."""
    command = platform_of(platform).command
    if drawn.details is None or command is None:
        return drawn.details
    others = ", ".join(one for one in FORMATS if one not in drawn.files and one != "png")
    words = gettext(drawn.language, "map.other-files", command=command, formats=others)
    return replace(drawn.details, text=(*drawn.details.text, Span(f"\n{words}", "italic")))


def _retire(c: Connection, study: str, now: datetime) -> None:
    """The post that was kept up to date is so no longer, and will not say it any more."""
    before = posts.living_post(c, study)
    if before is not None:
        posts.keep_post(c, replace(before, living=False))
        set_timer(c, posts.RedrawMaps(study, before.id), now)


def replace_map(c: Connection, standing: Post, drawn: Drawn, now: datetime, operation: type[Renew | Redraw]) -> None:
    """Let a drawn map stand where another stands. ``operation``: Renew (kept up to date) or Redraw (words gone)."""
    calls: dict[str, tuple[int, ...]] = {}
    for part, message in _parts(drawn, standing.address.platform):
        before = standing.calls.get(part, ())
        if not before and not (operation is Renew and part in standing.calls):
            continue
        pieces = pack(standing.address.platform, message) if message is not None else ()
        for row, piece in zip(before, pieces, strict=False):
            queues.enqueue(c, standing.address, operation(piece, row), now)
        for row in before[len(pieces) :]:
            queues.enqueue(c, standing.address, Remove(row), now)
        above = _first(calls.get("post", ())) if part != "post" else None
        more = tuple(queues.enqueue(c, standing.address, Send(piece, above), now) for piece in pieces[len(before) :])
        calls[part] = (*before[: len(pieces)], *more)
    journey_map = drawn.compiled.journey_map
    after = replace(
        standing,
        version=journey_map.version,
        calls=calls,
        formats=tuple(drawn.files),
        living=drawn.compiled.living,
        posted_at=now if operation is Renew else standing.posted_at,
    )
    posts.keep_post(c, after)


def _first(rows: tuple[int, ...]) -> int | None:
    """The message that the others stand below; None where it is gone."""
    return rows[0] if rows else None


def replace_lost(c: Connection, address: Address, lost: Replacing, there: bool, now: datetime) -> None:
    """A posted map could not be replaced where it stood: what was to stand there is posted anew.

    Words that only had to go from a message which is gone already need nothing in its place.
    """
    found = posts.post_with(c, lost.parent)
    if found is None:
        return
    post, part = found
    if not there and isinstance(lost, Redraw):
        _let_go(c, post, part, lost.parent)
        return
    if isinstance(lost, Renew) and part == "post":
        _begin_anew(c, post, lost.parent, now)
        return
    above = _first(post.calls.get("post", ())) if part != "post" else None
    new = queues.enqueue(c, address, Send(lost.message, above), now)
    calls = {name: tuple(new if one == lost.parent else one for one in rows) for name, rows in post.calls.items()}
    posts.keep_post(c, replace(post, calls=calls))


def _begin_anew(c: Connection, post: Post, lost: int, now: datetime) -> None:
    """Without its first message a post is none: the rest goes, and a new one is made that is kept up to date."""
    for call in (one for rows in post.calls.values() for one in rows if one != lost):
        queues.enqueue(c, post.address, Remove(call), now)
    posts.forget_post(c, post.id)
    set_timer(c, Living(post.study), now)


def _let_go(c: Connection, post: Post, part: str, call: int) -> None:
    left = {**post.calls, part: tuple(one for one in post.calls[part] if one != call)}
    if any(left.values()):
        posts.keep_post(c, replace(post, calls=left))
    else:
        posts.forget_post(c, post.id)

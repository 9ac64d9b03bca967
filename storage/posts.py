"""Where maps stand in chats: which version, which calls put it there, and whether it is kept up to date.

Law: a post's references are the answers of its calls, so that they follow whatever happens to those; a map that is no
published version (a preview, one persona's) is kept with its post, and words go from it as from a version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import JSON, Connection, delete, insert, select, type_coerce, update
from sqlalchemy import null as sql_null

from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.codec import Json, read_time, say_time
from reisleider.storage.people import address_of, key_of
from reisleider.storage.timers import Job, is_set, set_timer, turn_timer

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class RedrawMaps(Job):
    """Draw a study's posted maps anew, all of them or one ``post``: words went from them, or a promise did."""

    kind: ClassVar[str] = "redraw"
    post: int | None = None


@dataclass(frozen=True)
class Post:
    """One posting of a map. ``version`` 0 is a preview; ``persona`` "" everyone's; ``formats``: of the files below it.

    ``calls``: per part ("post", "details", "files") the outbox rows that put it there. ``map``: what it shows, where
    that is no published version. ``id`` 0: not kept yet.
    """

    study: str
    version: int
    address: Address
    language: str
    posted_at: datetime
    formats: tuple[str, ...] = ()
    calls: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    persona: str = ""
    living: bool = False
    map: Json | None = None
    id: int = 0


def keep_post(c: Connection, post: Post) -> int:
    """Remember a posting, new or changed; returns its id."""
    values = {
        "study": post.study,
        "version": post.version,
        "persona": post.persona,
        "address": key_of(post.address),
        "language": post.language,
        "living": int(post.living),
        "posted_at": say_time(post.posted_at),
        "formats": list(post.formats),
        "calls": {part: list(rows) for part, rows in post.calls.items()},
        "map": sql_null() if post.map is None else type_coerce(post.map, JSON),
    }
    if post.id:
        c.execute(update(t.posts).where(t.posts.c.id == post.id).values(**values))
        return post.id
    return int((c.execute(insert(t.posts).values(**values)).inserted_primary_key or (0,))[0])


def posts_of(c: Connection, study: str) -> tuple[Post, ...]:
    """Every posting of a study's maps, oldest first."""
    return tuple(map(_post, c.execute(select(t.posts).where(t.posts.c.study == study).order_by(t.posts.c.id))))


def living_post(c: Connection, study: str) -> Post | None:
    """The posting that is kept up to date, or None."""
    rows = select(t.posts).where(t.posts.c.study == study, t.posts.c.living == 1).order_by(t.posts.c.id.desc())
    row = c.execute(rows).first()
    return None if row is None else _post(row)


def post_shown(c: Connection, address: Address, ref: str) -> Post | None:
    """The posting at this place that a message is part of, by the message's reference; None for any other message."""
    p, o = t.posts.c, t.outbox.c
    for row in c.execute(select(t.posts).where(p.address == key_of(address)).order_by(p.id.desc())):
        calls = [call for rows in row.calls.values() for call in rows]
        answers = c.execute(select(o.answer).where(o.id.in_(calls))).scalars()
        if any(ref == told.get("ref") or ref in told.get("files", ()) for told in answers if told):
            return _post(row)
    return None


def post_with(c: Connection, call: int) -> tuple[Post, str] | None:
    """The posting that a call is part of, and which part; None for any other call."""
    for row in c.execute(select(t.posts).order_by(t.posts.c.id.desc())):
        part = next((part for part, rows in row.calls.items() if call in rows), None)
        if part is not None:
            return _post(row), part
    return None


def forget_post(c: Connection, id: int) -> None:
    """A posting stands nowhere any more."""
    c.execute(delete(t.posts).where(t.posts.c.id == id))


def erase_posts(c: Connection, study: str) -> None:
    """Forget where a study's maps stand, with the calls that put them there."""
    calls = [row for post in posts_of(c, study) for rows in post.calls.values() for row in rows]
    c.execute(delete(t.outbox).where(t.outbox.c.id.in_(calls) | t.outbox.c.parent.in_(calls)))
    c.execute(delete(t.posts).where(t.posts.c.study == study))


def ask_redraw(c: Connection, study: str) -> None:
    """Ask that every posted map of a study is drawn anew, at once: words went from what it shows."""
    if c.execute(select(t.posts.c.id).where(t.posts.c.study == study)).first():
        turn_timer(c, RedrawMaps(study), AT_ONCE, (RedrawMaps,))  # also where one post was to be drawn anew, or later


def redraw_living(c: Connection, study: str, due: datetime) -> None:
    """Ask that the post that is kept up to date is drawn anew: it shows what is no answer, and changed."""
    standing = living_post(c, study)
    if standing is not None and not is_set(c, RedrawMaps, study):
        set_timer(c, RedrawMaps(study, standing.id), due)


def _post(row: t.AnyRow) -> Post:
    return Post(
        study=row.study,
        version=row.version,
        address=address_of(row.address),
        language=row.language,
        posted_at=read_time(row.posted_at),
        formats=tuple(row.formats),
        calls={part: tuple(rows) for part, rows in row.calls.items()},
        persona=row.persona,
        living=bool(row.living),
        map=row.map,
        id=row.id,
    )

"""Draws posted maps anew: words went from them, what is being done changed, or a post is no longer kept up to date.

Law: figures stay as they were posted, for a change would tell what one person answered; words that are gone from the
stored map are gone from what is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reisleider.bot.maps.post import Drawn, draw_map, replace_map
from reisleider.bot.maps.publish import Compiled
from reisleider.bot.maps.with_actions import with_actions
from reisleider.flows.journey import Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.storage import posts, studies, versions
from reisleider.storage.codec import load
from reisleider.storage.operations import Redraw
from reisleider.storage.posts import Post, RedrawMaps
from reisleider.storage.store import Connection


def redraw(c: Connection, job: RedrawMaps, now: datetime) -> Callable[[Connection], None]:
    """Draw every posted map of a study, or the one the job names; returns what puts them in the outbox."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return lambda _: None
    made: dict[object, Drawn] = {}
    drawn: list[tuple[Post, Drawn]] = []
    for post in posts.posts_of(c, study.id):
        shown = _shown(c, study, post) if job.post in (None, post.id) else None
        if shown is None:
            continue
        bare = "post" not in post.calls
        key = (post.version, post.persona, post.language, post.living, post.formats, bare, post.id if post.map else 0)
        if key not in made:
            made[key] = draw_map(shown, post.language, post.formats, bare=bare)
        drawn.append((post, made[key]))

    def place(writing: Connection) -> None:
        standing = {one.id: one for one in posts.posts_of(writing, study.id)}
        for post, picture in drawn:
            if post.id in standing and standing[post.id].version == post.version:
                replace_map(writing, standing[post.id], picture, now, Redraw)

    return place


def _shown(c: Connection, study: Study, post: Post) -> Compiled | None:
    """The map that a post shows, as it is stored now, with what is being done about it."""
    kept = post.map
    if kept is None:
        version = versions.version_of(c, study.id, None, post.version)
        if version is None:
            return None
        kept = version.map
    return Compiled(study, (), with_actions(c, load(JourneyMap, kept, "version")), living=post.living)

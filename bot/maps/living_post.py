"""The living post: a study's map at its home, brought up to date in place as often as a version may be published.

Law: a new version needs the minimum group of new people, the first one too, for nobody asked for it; people who finish
soon after each other bring one update; it stands where the home is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from reisleider.bot.maps.post import Living, draw_map, post_map, replace_map
from reisleider.bot.maps.publish import Compiled, compile_study, enough, is_stale, latest_map, new_since, publish_map
from reisleider.bot.maps.unseen import tell_unseen
from reisleider.bot.maps.with_actions import with_actions
from reisleider.flows.journey import Study
from reisleider.storage import posts, studies, versions
from reisleider.storage.operations import Renew
from reisleider.storage.store import Connection
from reisleider.storage.timers import is_set, set_timer

PAUSE = timedelta(minutes=2)  # after an interview ended; whoever ends meanwhile is in the same update


def stop_living(c: Connection, study: Study, now: datetime) -> None:
    """What stands at home stays as it is, and says no longer that it is kept up to date."""
    standing = posts.living_post(c, study.id)
    if standing is not None:
        posts.keep_post(c, replace(standing, living=False))
        set_timer(c, posts.RedrawMaps(study.id, standing.id), now)


def look_soon(c: Connection, study: str, now: datetime, pause: timedelta = PAUSE) -> None:
    """Look after a pause whether the post can be brought up to date; a look that is due already does."""
    if not is_set(c, Living, study):
        set_timer(c, Living(study), now + pause)


def refresh(c: Connection, job: Living, now: datetime) -> Callable[[Connection], None]:
    """Compile and draw what the living post is to show; returns what puts it there."""
    study = studies.load_study(c, job.subject)
    home = studies.home_of(c, job.subject)
    if study is None or not study.living or home is None:
        return lambda _: None
    last = versions.latest_version(c, study.id, None)
    seen = 0 if last is None else last.number
    compiled = compile_study(c, study.id, now)
    new = enough(study, new_since(last, compiled.journeys))
    standing = posts.living_post(c, study.id)
    if standing is not None and standing.address != home:
        standing = None  # it stays where the home was, and is no longer the one
    told = replace(compiled, journey_map=with_actions(c, replace(compiled.journey_map, version=seen + 1)))
    shown = told if new else _last(c, compiled)
    if shown is None or (standing is not None and standing.version == shown.journey_map.version):
        return lambda _: None
    language = study.languages[0] if standing is None else standing.language
    drawn = draw_map(replace(shown, living=True), language)

    def place(writing: Connection) -> None:
        latest = versions.latest_version(writing, study.id, None)
        late = (0 if latest is None else latest.number) != seen  # somebody else published meanwhile
        if late or (new and is_stale(writing, compiled)):
            set_timer(writing, Living(study.id), now + PAUSE)
            return
        if new:
            publish_map(writing, compiled, now)
            tell_unseen(writing, compiled, now)
        if standing is None:
            post_map(writing, drawn, home, now)
        else:
            replace_map(writing, standing, drawn, now, Renew)

    return place


def _last(c: Connection, compiled: Compiled) -> Compiled | None:
    """The last published version, or None."""
    published = latest_map(c, compiled.study.id)
    return None if published is None else replace(compiled, journey_map=published)

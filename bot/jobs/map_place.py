"""Where a map is posted: where it was asked for, or at the study's home once a quota is full.

Law: a map that nobody asked for comes once per quota, and never where the living post stands already.
"""

from __future__ import annotations

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.interviews.errands import Publish
from reisleider.bot.maps.publish import Compiled
from reisleider.bot.studies.standing import count_standing
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address
from reisleider.storage import people, studies, versions
from reisleider.storage.store import Connection


def places_of(c: Connection, job: Publish) -> tuple[Study | None, tuple[Address, ...]]:
    """Where a map is to be posted: where it was asked for, or, once a quota is full, the home (or the leads)."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return None, ()
    if job.address is not None:
        return study, (job.address,)
    home = studies.home_of(c, study.id)
    if not _quota_just_full(c, study) or (study.living and home is not None):
        return study, ()
    if home is not None:
        return study, (home,)
    return study, tuple(
        private_chat(platform, tenant, account) for platform, tenant, account in studies.leads_of(c, study.id)
    )


def stays(c: Connection, study: Study, compiled: Compiled, places: tuple[Address, ...]) -> bool:
    """Whether what is posted is the living post: everyone's published map, at home."""
    journey_map = compiled.journey_map
    if not study.living or not journey_map.version or journey_map.persona is not None:
        return False
    return places == (studies.home_of(c, study.id),)


def _quota_just_full(c: Connection, study: Study) -> bool:
    """Whether a track has its quota, and the last version was made before it had."""
    last = versions.latest_version(c, study.id, None)
    tracks = {one.id: one.track for one in people.participants(c, study.id)}
    before = [tracks.get(id) for id in last.respondents] if last is not None else []
    return any(
        0 < quota <= one.finished and before.count(one.track) < quota
        for one in count_standing(c, study).tracks
        if (quota := study.quotas.get(one.track, 0))
    )

"""Where a map is posted: where it was asked for, or at the study's home once a quota is full.

Law: a map that nobody asked for comes once per quota, and never where the living post stands already.
"""

from __future__ import annotations

from reisleider.bot.adapters.platform import private_chat
from reisleider.bot.interviews.errands import Publish
from reisleider.bot.maps.publish import Compiled
from reisleider.bot.studies.standing import TRACKS
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address
from reisleider.storage import interviews, studies, versions
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
    quotas = {track: study.quotas.get(track, 0) for track in TRACKS}
    full = [track for track in TRACKS if 0 < quotas[track] <= interviews.finished(c, study.id, track)]
    if not full:  # as nearly always: nothing else is read then
        return False
    last = versions.latest_version(c, study.id, None)
    before = frozenset(last.respondents) if last is not None else frozenset()
    return any(len(before & interviews.who(c, study.id, track)) < quotas[track] for track in full)

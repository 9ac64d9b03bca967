"""The bots and workspaces that are set up: each a line of its own, by the name that operators know it by.

Law: one that is set up as ever is called as its platform is, and its studies are in the first circle; a token serves
one line alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pydantic import SecretStr

from reisleider.bot.adapters.platform import Platform, Setup, set_up
from reisleider.bot.adapters.section import Section
from reisleider.bot.config import Config
from reisleider.flows.faults import SettingFault


@dataclass(frozen=True)
class Line:
    """One bot. ``name``: as in the log, ``/healthz``, ``/metrics`` and ``bot.admins``; ``circle``: whose studies it
    serves, "" for the first."""

    name: str
    platform: Platform
    setup: Setup
    settings: Section
    circle: str


def lines_of(config: Config) -> tuple[Line, ...]:
    """Every line that is set up. Raises SettingFault where two have one token, and where one, or an administrator, is
    said to be of a line that there is none of."""
    found = tuple(one for platform, setup in set_up() for one in _lines_on(platform, setup, config.of(platform.name)))
    faults = [*_of_circles(found), *_of_admins(config, found)]
    told: dict[str, str] = {}
    for one in found:
        key = one.setup.needs[0]
        token = getattr(one.settings, key, None)
        if not isinstance(token, SecretStr):
            continue
        secret = token.get_secret_value()
        if secret in told:
            faults.append(f"{one.name}: this has the {key} of {told[secret]}; give each bot its own.")
        told.setdefault(secret, one.name)
    if faults:
        raise SettingFault(*faults)
    return tuple(replace(one, circle=one.circle if ":" in one.circle else "") for one in found)


def _of_circles(found: Iterable[Line]) -> Iterable[str]:
    """Whose circle is on no platform: their people would find themselves among the first circle's studies, or in none.
    A bot that is there no more may have had it."""
    known = {one.name for one, _ in set_up()}
    for one in found:
        if one.circle and one.circle.partition(":")[0] not in known:
            yield f"{one.name}: there is no circle {one.circle}; name a bot or a workspace: {_among(found)}"


def _of_admins(config: Config, found: Iterable[Line]) -> Iterable[str]:
    """Administrators of a bot that there is none of; which workspaces there will be, only their platform knows."""
    known = {one.name for one in found}
    open_ones = {platform.name for platform, setup in set_up() if setup.circle is not None}
    for entry in config.bot.admins.split():
        line = entry.rpartition(":")[0]
        if ":" in line and line not in known and line.partition(":")[0] not in open_ones:
            yield f"bot.admins: {line} is no bot that is set up; there are: {_among(found)}"


def _among(found: Iterable[Line]) -> str:
    return f"{', '.join(one.name for one in found) or 'none yet'}."


def circle_for(config: Config, line: str, workspaces: Callable[[str], Iterable[str]]) -> str:
    """The circle of a line that somebody names; "" names the first. ``workspaces`` tells which installed the app of a
    platform themselves. Raises SettingFault where it is none of ours."""
    if not line:
        return ""
    lines = lines_of(config)
    known = {one.name: one.circle for one in lines}
    for one in lines:
        if one.setup.circle is not None:
            of = one.setup.circle
            known |= {f"{one.name}:{tenant}": of(one.settings, tenant) for tenant in workspaces(one.platform.name)}
    if line not in known:
        among = ", ".join(known) or "none yet"
        raise SettingFault(f"--for: {line} is no bot or workspace that is set up; there are: {among}.")
    return known[line]


def _lines_on(platform: Platform, setup: Setup, settings: Section) -> tuple[Line, ...]:
    first = (Line(platform.name, platform, setup, settings, ""),) if setup.used(settings) else ()
    more = () if setup.further is None else setup.further(settings)
    return first + tuple(Line(f"{platform.name}:{one.name}", platform, setup, one.settings, one.circle) for one in more)

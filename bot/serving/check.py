"""Asks the platforms, and a model that reads along, whether everything is set up, and says how to mend what is not.

Law: one line per finding; a token is never printed.
"""

from __future__ import annotations

import shutil

from reisleider.bot.adapters.platform import set_up
from reisleider.bot.config import Config, Voice
from reisleider.bot.models.trial import try_model
from reisleider.bot.serving.check_here import check_here
from reisleider.bot.serving.lines import lines_of
from reisleider.flows.faults import SettingFault


async def check_all(config: Config) -> tuple[tuple[str, ...], bool]:
    """Findings line by line, first what keeps the program from running on this machine; and whether all is well."""
    here = await check_here(config)
    told, good = await check_platforms(config)
    return (*here, *told), good and not here


async def check_platforms(config: Config) -> tuple[tuple[str, ...], bool]:
    """Findings line by line, and whether everything is well."""
    try:
        used = lines_of(config)
    except SettingFault as fault:
        return tuple(str(fault).splitlines()), False
    if not used:
        needed = " or ".join(setup.variable(one.name, setup.needs[0]) for one, setup in set_up())
        pages = " and ".join(setup.page for _, setup in set_up())
        return (f"No chat platform is set up: put {needed} in the environment; see {pages}.",), False
    told = [*[await one.setup.check(one.settings) for one in used], await try_model(config.model)]
    told += [check_voice(config.voice)] if config.voice.command else []
    return tuple(line for lines, _ in told for line in lines), all(good for _, good in told)


def check_voice(voice: Voice) -> tuple[tuple[str, ...], bool]:
    """Whether the program that hears voice messages is on this machine."""
    program = voice.command[0]
    if shutil.which(program) is None:
        return (f"voice.command: there is no program {program} here; install it, or leave the setting out.",), False
    return (f"Voice messages are heard by {program}.",), True


async def ask_names(config: Config, circle: str) -> dict[str, str]:
    """What the bot is called on each line that a link invites over to studies of this circle. Raises SettingFault
    where there is none, or one that is set up does not answer."""
    asking = [(setup, config.of(one.name)) for one, setup in set_up() if one.invitation is not None]
    used = [one for one in lines_of(config) if one.platform.invitation is not None and one.circle == circle]
    if not used:
        setup, settings = asking[0]  # where none is set up, the first says how
        assert setup.ask_name is not None
        return {"": await setup.ask_name(settings)}
    return {one.name: await one.setup.ask_name(one.settings) for one in used if one.setup.ask_name is not None}

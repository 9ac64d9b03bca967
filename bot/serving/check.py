"""Asks the platforms, and a model that reads along, whether everything is set up, and says how to mend what is not.

Law: one line per finding; a token is never printed.
"""

from __future__ import annotations

import shutil

from reisleider.bot.adapters.platform import set_up
from reisleider.bot.config import Config, Voice
from reisleider.bot.models.trial import try_model
from reisleider.bot.serving.check_here import check_here


async def check_all(config: Config) -> tuple[tuple[str, ...], bool]:
    """Findings line by line, first what keeps the program from running on this machine; and whether all is well."""
    here = await check_here(config)
    told, good = await check_platforms(config)
    return (*here, *told), good and not here


async def check_platforms(config: Config) -> tuple[tuple[str, ...], bool]:
    """Findings line by line, and whether everything is well."""
    used = [(setup, config.of(one.name)) for one, setup in set_up() if setup.used(config.of(one.name))]
    if not used:
        needed = " or ".join(setup.variable(one.name, setup.needs[0]) for one, setup in set_up())
        pages = " and ".join(setup.page for _, setup in set_up())
        return (f"No chat platform is set up: put {needed} in the environment; see {pages}.",), False
    told = [*[await setup.check(settings) for setup, settings in used], await try_model(config.model)]
    told += [check_voice(config.voice)] if config.voice.command else []
    return tuple(line for lines, _ in told for line in lines), all(good for _, good in told)


def check_voice(voice: Voice) -> tuple[tuple[str, ...], bool]:
    """Whether the program that hears voice messages is on this machine."""
    program = voice.command[0]
    if shutil.which(program) is None:
        return (f"voice.command: there is no program {program} here; install it, or leave the setting out.",), False
    return (f"Voice messages are heard by {program}.",), True


async def ask_names(config: Config) -> dict[str, str]:
    """What the bot is called on each platform that a link invites over. Raises SettingFault where it is on none, or
    one that is set up does not answer."""
    asking = [(one.name, setup) for one, setup in set_up() if one.invitation is not None]
    used = [(name, setup) for name, setup in asking if setup.used(config.of(name))]
    names = {}
    for name, setup in used or asking[:1]:  # where none is set up, the first says how
        if setup.ask_name is not None:
            names[name] = await setup.ask_name(config.of(name))
    return names

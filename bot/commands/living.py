"""Whether the map at home is kept up to date: switched on and off from the chat.

Law: switching decides nothing about what may be published; it only lets the living post be looked at, or no longer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from reisleider.bot.commands.command import Unclear
from reisleider.bot.commands.request import Asked, slash, title_of
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.maps.living_post import look_soon, stop_living
from reisleider.flows.effects import Words
from reisleider.flows.journey import Study
from reisleider.storage import studies


def set_living(asked: Asked, study: Study, how: str) -> None:
    """Let the post at home be kept up to date from now on, or no longer."""
    if means_word(how, "off"):
        studies.save_study(asked.c, replace(study, living=False))
        stop_living(asked.c, study, asked.now)
        asked.say("living.off", {"study": Words(title_of(study, asked.language))})
        return
    if how and not means_word(how, "on"):
        raise Unclear("living.what", study=study.id)
    studies.save_study(asked.c, replace(study, living=True))
    at_home = studies.home_of(asked.c, study.id) is not None
    asked.say("living.on" if at_home else "living.no-home", {"command": slash(asked.update)})
    look_soon(asked.c, study.id, asked.now, timedelta())

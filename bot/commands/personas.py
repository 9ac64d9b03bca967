"""The persona that a command's words name."""

from __future__ import annotations

from collections.abc import Sequence

from reisleider.bot.maps.publish import persona_called
from reisleider.flows.journey import Persona, Study


def persona_in(study: Study, words: Sequence[str]) -> Persona | None:
    """The first persona that is named, or None."""
    return next((one for word in words if (one := persona_called(study, word)) is not None), None)


def persona_ids(study: Study | None) -> tuple[str, ...]:
    """The personas of a study, as they are named in a terminal."""
    return () if study is None else tuple(one.id for one in study.personas)

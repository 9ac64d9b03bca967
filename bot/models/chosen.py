"""Which model reads along, as the settings choose it.

Law: none unless an address is set; half a choice is one sentence.
"""

from __future__ import annotations

from reisleider.bot.config import Model
from reisleider.flows.faults import SettingFault
from reisleider.storage.reading_model import ReadingModel


def chosen(settings: Model) -> ReadingModel | None:
    """The model that these settings choose, or None. Raises SettingFault where the address has no name with it, or the
    name no address."""
    if settings.url and not settings.name:
        raise SettingFault("model.name: say which model model.url is asked for, by the name its server knows.")
    if settings.name and not settings.url:
        raise SettingFault("model.url: say where the model of model.name is, such as http://127.0.0.1:11434/v1.")
    return ReadingModel(settings.name, settings.kind) if settings.url else None

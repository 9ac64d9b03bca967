"""Asks the model something of ours, for an operator who wants to know whether it is set up well.

Law: nobody's words are in it; a key is never printed.
"""

from __future__ import annotations

from reisleider.bot.config import Model
from reisleider.bot.models.chosen import chosen
from reisleider.bot.models.leaving import Leaving
from reisleider.bot.models.model_server import ODD, ModelServer, UnansweredFault
from reisleider.bot.models.proposals import way_of
from reisleider.flows.faults import SettingFault

OURS = Leaving(
    {"Ik belde om een afspraak te maken": "Ik belde om een afspraak te maken"}, {"call": ("Gebeld", "Called")}
)


async def try_model(settings: Model) -> tuple[tuple[str, ...], bool]:
    """What was found, line by line, and whether all is well; nothing where no model is chosen."""
    try:
        model = chosen(settings)
        if model is None:
            return (), True
        way = way_of(model)
        texts = list(way.texts(OURS).values())
        answer = await ModelServer(settings).ask(way.path, way.body(texts, OURS))
    except (SettingFault, UnansweredFault) as fault:
        return (str(fault),), False
    if way.read(answer, texts, OURS) is None:
        return (ODD,), False
    return (f"model: {model.name} answers.",), True

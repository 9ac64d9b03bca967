"""A participant's own journey as a file to send to them, and as a mark that tells whether it changed.

Law: pure; the same journey is the same bytes and the same mark.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from reisleider.flows.journey import Journey, Texts
from reisleider.flows.messages import Attachment
from reisleider.renderers.picture.drawing.png import rasterise
from reisleider.renderers.picture.drawing.svg import write
from reisleider.renderers.picture.own_way import lay_own
from reisleider.renderers.words.catalog import gettext

DIGITS = 8  # of the mark: enough to see a change, too few to tell anything of what was said


def draw_own(journey: Journey, phases: Mapping[str, Texts], language: str) -> Attachment:
    """The picture as PNG, 780 px wide. ``phases``: by id, as this participant would say it.

    Raises RenderingFault where it cannot be drawn, LanguageFault for an unknown language.
    """
    scene = lay_own(journey, phases, language)
    return Attachment(f"{gettext(language, 'own.file')}.png", "image/png", rasterise(write(scene)), scene.description)


def mark_own(journey: Journey, phases: Mapping[str, Texts], language: str) -> str:
    """A few digits that change when the picture does."""
    return hashlib.sha256(repr(lay_own(journey, phases, language)).encode()).hexdigest()[:DIGITS]

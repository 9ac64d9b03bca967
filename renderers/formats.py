"""Every form a map can take, found by its ``FORMAT``, and a file made of a map in one of them.

Law: adding one is adding a file with a ``FORMAT`` to one of the rooms below (and what it is for to the catalogues);
each gets the filtered map and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

from reisleider.flows.faults import RenderingFault
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Attachment
from reisleider.renderers import files, page, picture, sheets
from reisleider.renderers import print as paper  # the built-in keeps its name
from reisleider.renderers.export import Format
from reisleider.renderers.page.html import write_html
from reisleider.renderers.words.about_map import describe
from reisleider.renderers.words.catalog import gettext, load_catalog
from reisleider.renderers.words.in_language import speak
from reisleider.renderers.words.labels import Labels

ROOMS = (files, page, picture, paper, sheets)
"""Where formats are looked for."""


def _found(rooms: Sequence[ModuleType]) -> Iterator[Format]:
    for room in rooms:
        for module in iter_modules(room.__path__, f"{room.__name__}."):
            format = getattr(import_module(module.name), "FORMAT", None)
            if format is not None:
                yield format


FORMATS: Mapping[str, Format] = {
    format.name: format for format in sorted(_found(ROOMS), key=lambda one: (one.place, one.name))
}


def tell_purpose(format: str, language: str) -> str:
    """What a format is for, in a few words. Raises LanguageFault for an unknown language."""
    return gettext(language, f"format.{format}")


def check_format(format: str) -> None:
    """Before any work is done: that ``format`` exists and can be made here. Raises RenderingFault."""
    if format not in FORMATS:
        raise RenderingFault(f"There is no format {format}; choose one of {', '.join(FORMATS)}.")
    needs = FORMATS[format].needs
    if needs and find_spec(needs) is None:
        raise RenderingFault(f'For {format} something more must be installed: pip install "reisleider[{format}]".')


def render(format: str, journey_map: JourneyMap, language: str) -> Attachment:
    """A map as a file. Raises RenderingFault for an unknown format, LanguageFault for an unknown language."""
    check_format(format)
    load_catalog(language)
    kind = FORMATS[format]
    data = kind.write(journey_map if kind.exact else speak(journey_map, language), language)
    return _attach(kind, journey_map, language, data)


def make_page(maps: Sequence[JourneyMap], language: str) -> Attachment:
    """A page of one map, or of several to choose from: everyone first, then a map per persona."""
    data = write_html([speak(one, language) for one in maps], language)
    return _attach(FORMATS["html"], maps[0], language, data)


def _attach(kind: Format, journey_map: JourneyMap, language: str, data: bytes | str) -> Attachment:
    told = describe(journey_map, Labels(language))
    name = f"{journey_map.study}{kind.ending}"
    return Attachment(name, kind.mime, data.encode() if isinstance(data, str) else data, told)

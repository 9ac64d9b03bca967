"""Every form a map can take: a name, and what makes a file of it.

Law: adding one is adding a line here and a file beside it; each gets the filtered map and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec

from flows.faults import RenderingFault
from flows.journey_map import JourneyMap
from flows.messages import Attachment
from renderers.catalog import load_catalog
from renderers.cjml import write_cjml
from renderers.csv_file import write_csv
from renderers.labels import Labels
from renderers.layout import describe
from renderers.map_html import write_html
from renderers.map_json import write_json
from renderers.markdown import write_markdown
from renderers.mermaid import write_mermaid
from renderers.pdf import write_pdf
from renderers.png import rasterise
from renderers.svg import Cut, draw
from renderers.workbook import write_workbook
from renderers.xes import write_xes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _alt(journey_map: JourneyMap, language: str) -> str:
    return describe(journey_map, Labels(language))


def _svg(journey_map: JourneyMap, language: str) -> Attachment:
    data = draw(journey_map, language).encode()
    return Attachment(f"{journey_map.study}.svg", "image/svg+xml", data, _alt(journey_map, language))


def _png(cut: Cut, suffix: str) -> Callable[[JourneyMap, str], Attachment]:
    def make(journey_map: JourneyMap, language: str) -> Attachment:
        data = rasterise(draw(journey_map, language, cut))
        return Attachment(f"{journey_map.study}{suffix}.png", "image/png", data, _alt(journey_map, language))

    return make


def _html(journey_map: JourneyMap, language: str) -> Attachment:
    return make_page((journey_map,), language)


def make_page(maps: Sequence[JourneyMap], language: str) -> Attachment:
    """A page of one map, or of several to choose from: everyone first, then a map per persona."""
    data = write_html(maps, language).encode()
    return Attachment(f"{maps[0].study}.html", "text/html", data, _alt(maps[0], language))


def _markdown(journey_map: JourneyMap, language: str) -> Attachment:
    data = write_markdown(journey_map, language).encode()
    return Attachment(f"{journey_map.study}.md", "text/markdown", data, _alt(journey_map, language))


def _json(journey_map: JourneyMap, language: str) -> Attachment:
    data = write_json(journey_map, language).encode()
    return Attachment(f"{journey_map.study}.json", "application/json", data, _alt(journey_map, language))


def _csv(journey_map: JourneyMap, language: str) -> Attachment:
    data = write_csv(journey_map, language).encode()
    return Attachment(f"{journey_map.study}.csv", "text/csv", data, _alt(journey_map, language))


def _xlsx(journey_map: JourneyMap, language: str) -> Attachment:
    data = write_workbook(journey_map, language)
    return Attachment(f"{journey_map.study}.xlsx", XLSX, data, _alt(journey_map, language))


def _mermaid(journey_map: JourneyMap, language: str) -> Attachment:
    data = write_mermaid(journey_map, language).encode()
    return Attachment(f"{journey_map.study}.mmd", "text/vnd.mermaid", data, _alt(journey_map, language))


def _xes(journey_map: JourneyMap, language: str) -> Attachment:
    data = write_xes(journey_map, language)
    return Attachment(f"{journey_map.study}.xes", "application/xml", data, _alt(journey_map, language))


def _cjml(journey_map: JourneyMap, language: str) -> Attachment:
    data = write_cjml(journey_map, language)
    return Attachment(f"{journey_map.study}.cjml.xml", "application/xml", data, _alt(journey_map, language))


def _pdf(journey_map: JourneyMap, language: str) -> Attachment:
    data = write_pdf(journey_map, language)
    return Attachment(f"{journey_map.study}.pdf", "application/pdf", data, _alt(journey_map, language))


FORMATS: Mapping[str, Callable[[JourneyMap, str], Attachment]] = {
    "png": _png("full", ""),
    "phone-png": _png("phone", "-phone"),
    "svg": _svg,
    "html": _html,
    "markdown": _markdown,
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "mermaid": _mermaid,
    "xes": _xes,
    "cjml": _cjml,
    "pdf": _pdf,
}


EXTRAS: Mapping[str, str] = {"xlsx": "xlsxwriter", "pdf": "typst"}
"""The module that a format needs and that is not always installed."""


def check_format(format: str) -> None:
    """Before any work is done: that ``format`` exists and can be made here. Raises RenderingFault."""
    if format not in FORMATS:
        raise RenderingFault(f"There is no format {format}; choose one of {', '.join(FORMATS)}.")
    if format in EXTRAS and find_spec(EXTRAS[format]) is None:
        raise RenderingFault(f'For {format} something more must be installed: pip install "reisleider[{format}]".')


def render(format: str, journey_map: JourneyMap, language: str) -> Attachment:
    """A map as a file. Raises RenderingFault for an unknown format, LanguageFault for an unknown language."""
    check_format(format)
    load_catalog(language)
    return FORMATS[format](journey_map, language)

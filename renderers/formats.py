"""Every form a map can take: a name, and what makes a file of it.

Law: adding one is adding a line here and a file beside it; each gets the filtered map and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from reisleider.flows.faults import RenderingFault
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Attachment
from reisleider.renderers.files.cjml import write_cjml
from reisleider.renderers.files.csv_file import write_csv
from reisleider.renderers.files.json_file import write_json
from reisleider.renderers.files.markdown import write_markdown
from reisleider.renderers.files.mermaid import write_mermaid
from reisleider.renderers.files.xes import write_xes
from reisleider.renderers.page.html import write_html
from reisleider.renderers.picture.cuts import Cut, draw
from reisleider.renderers.picture.drawing.png import rasterise
from reisleider.renderers.print.pdf import write_pdf
from reisleider.renderers.sheets.workbook import write_workbook
from reisleider.renderers.words.about_map import describe
from reisleider.renderers.words.catalog import load_catalog
from reisleider.renderers.words.in_language import speak
from reisleider.renderers.words.labels import Labels

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _alt(journey_map: JourneyMap, language: str) -> str:
    return describe(journey_map, Labels(language))


def _png(cut: Cut) -> Callable[[JourneyMap, str], bytes]:
    return lambda journey_map, language: rasterise(draw(journey_map, language, cut))


@dataclass(frozen=True)
class Format:
    """How a file is called after its study, what it is, and what writes it; ``exact``: from the map as it was compiled,
    its names not put in the reader's language."""

    ending: str
    mime: str
    write: Callable[[JourneyMap, str], bytes | str]
    exact: bool = False


FORMATS: Mapping[str, Format] = {
    "png": Format(".png", "image/png", _png("full")),
    "phone-png": Format("-phone.png", "image/png", _png("phone")),
    "svg": Format(".svg", "image/svg+xml", draw),
    "html": Format(".html", "text/html", lambda journey_map, language: write_html((journey_map,), language)),
    "markdown": Format(".md", "text/markdown", write_markdown),
    "json": Format(".json", "application/json", write_json, exact=True),
    "csv": Format(".csv", "text/csv", write_csv),
    "xlsx": Format(".xlsx", XLSX, write_workbook),
    "mermaid": Format(".mmd", "text/vnd.mermaid", write_mermaid),
    "xes": Format(".xes", "application/xml", write_xes),
    "cjml": Format(".cjml.xml", "application/xml", write_cjml),
    "pdf": Format(".pdf", "application/pdf", write_pdf),
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
    kind = FORMATS[format]
    data = kind.write(journey_map if kind.exact else speak(journey_map, language), language)
    return _attach(format, journey_map, language, data)


def make_page(maps: Sequence[JourneyMap], language: str) -> Attachment:
    """A page of one map, or of several to choose from: everyone first, then a map per persona."""
    data = write_html([speak(one, language) for one in maps], language)
    return _attach("html", maps[0], language, data)


def _attach(format: str, journey_map: JourneyMap, language: str, data: bytes | str) -> Attachment:
    kind = FORMATS[format]
    name = f"{journey_map.study}{kind.ending}"
    return Attachment(name, kind.mime, data.encode() if isinstance(data, str) else data, _alt(journey_map, language))

"""The same long table as ``csv`` for spreadsheets of places that write a comma in their numbers: semicolons between.

Law: the rows and their order are those of ``csv``; only what stands between cells and in numbers is another.
"""

from __future__ import annotations

from reisleider.flows.journey_map import JourneyMap
from reisleider.renderers.export import Format
from reisleider.renderers.files.csv_file import write_csv


def write_with_commas(journey_map: JourneyMap, language: str) -> str:
    """A map as CSV text with semicolons between cells and a comma in numbers, as Dutch and most European spreadsheets
    open it by themselves."""
    return write_csv(journey_map, language, between=";", decimal=",")


FORMAT = Format("csv-nl", ".nl.csv", "text/csv", write_with_commas, place=8)

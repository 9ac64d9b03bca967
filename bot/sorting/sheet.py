"""Sorting as a file: given to fill in in a spreadsheet, and read back whole or not at all.

Law: giving reads only; what is read back is decided in one transaction by whoever keeps it.
"""

from __future__ import annotations

from reisleider.bot.maps.publish import load_journeys
from reisleider.bot.sorting.found_cards import find_sorting
from reisleider.bot.sorting.sitting import Sitting
from reisleider.flows.messages import Attachment
from reisleider.flows.synthesis.book import keep_book
from reisleider.flows.synthesis.compile import one_each
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.synthesis.progress import Progress, unheard
from reisleider.flows.synthesis.sorting.comparing import alone
from reisleider.flows.synthesis.sorting.filled import Filled, SheetFault, read_filled
from reisleider.renderers.files.sort_file import write_sorting
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.own_words import shorten
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Connection

TOLD = 20  # faults told one by one; more are counted
WORDS = 60  # characters of a cell in a fault


def give_sheet(c: Connection, sitting: Sitting, by: str, language: str, progress: Progress = unheard) -> Attachment:
    """The cards of a study as a sheet. Raises StudyFault where the study is not known."""
    study, journeys = load_journeys(c, sitting.study, progress)
    sorting = find_sorting(c, study, one_each(journeys), sitting, by)
    data = write_sorting(sorting, study.languages, study.model, minimum(study, "customer"), language)
    return Attachment(f"{study.id}.sort.csv", "text/csv", data, study.id)


def take_sheet(c: Connection, sitting: Sitting, by: str, data: bytes, progress: Progress = unheard) -> Filled:
    """What a filled-in sheet decides. Raises StudyFault where the study is not known."""
    study, journeys = load_journeys(c, sitting.study, progress)
    told, decided = one_each(journeys), overrides_of(c, study.id)
    seen = alone(decided, by) if sitting.apart else decided
    return read_filled(data, told, keep_book(study, told, seen).labels(), study.model)


def tell_faults(faults: tuple[SheetFault, ...], language: str) -> str:
    """Every fault on a line of its own, with its row."""
    lines = [
        gettext(language, f"sort.row-{one.key}", row=one.row, words=shorten(one.words, WORDS)) for one in faults[:TOLD]
    ]
    if len(faults) > TOLD:
        lines.append(gettext(language, "sort.row-more", n=len(faults) - TOLD))
    return "\n".join(lines)

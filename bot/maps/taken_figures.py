"""Figures that were measured elsewhere, taken into a study and out of it again.

Law: what is taken stands beside what was taken before, with its source and its day; nothing is changed. Only a whole
source is removed, and published versions keep what they showed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from reisleider.bot.maps.publish import shown_map
from reisleider.flows.journey import Measurement, Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.synthesis.figures.measured_sheet import COLUMNS, MeasuredSheet, read_measured
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import studies
from reisleider.storage.store import Connection


def look_through(c: Connection, study: Study, data: bytes, now: datetime) -> tuple[JourneyMap | None, MeasuredSheet]:
    """What a file holds beside the map that was shown last: None where none was, and then nothing was read."""
    told = shown_map(c, study)
    if told is None:
        return None, MeasuredSheet()
    return told, read_measured(data, _headings(), told, study.labels, study.measured, now)


def keep_figures(c: Connection, study_id: str, figures: Sequence[Measurement]) -> None:
    """Keep these too."""
    study = studies.load_study(c, study_id)
    if study is not None:
        studies.save_study(c, replace(study, measured=(*study.measured, *figures)))


def of_source(study: Study, source: str) -> tuple[Measurement, ...]:
    """What a study keeps of one source, however it is capitalised."""
    return tuple(one for one in study.measured if one.source.casefold() == source.strip().casefold())


def drop_source(c: Connection, study_id: str, source: str) -> int:
    """Remove everything of one source; returns how many figures that were."""
    study = studies.load_study(c, study_id)
    if study is None:
        return 0
    gone = of_source(study, source)
    kept = tuple(one for one in study.measured if one not in gone)
    studies.save_study(c, replace(study, measured=kept))
    return len(gone)


def _headings() -> dict[str, str]:
    """What each column may be called, in every language there is."""
    found = {one: one for one in COLUMNS}
    for language in LANGUAGES:
        names = (one.strip().casefold() for one in gettext(language, "measures.columns").split(","))
        found.update(zip(names, COLUMNS, strict=True))
    return found

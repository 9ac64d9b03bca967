"""An archive as somebody brings it: read from its file, held to this day and these platforms, and taken in.

Law: nothing of an archive is written before all of it passed; who led a study there leads it here only where whoever
brings it in says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reisleider.bot.adapters.platform import places
from reisleider.bot.text_file import read_text_file
from reisleider.flows.faults import StudyFault
from reisleider.flows.gate import values
from reisleider.flows.gate.places import account, home
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.journey import Study
from reisleider.storage.archive import bring_in
from reisleider.storage.archive_sense import read_sensible
from reisleider.storage.archive_shape import Archive
from reisleider.storage.store import Connection

ARCHIVE = 2**30
"""Bytes of an archive: pictures that people sent stand in it."""


@dataclass(frozen=True)
class Brought:
    """A study that came back, and how many people led it there and do not lead it here."""

    study: Study
    left_out: int


def read_json(path: Path) -> object:
    """The JSON of a file. Raises OSError, or ValueError where it is none, or names one field twice."""
    try:
        return json.loads(read_text_file(path, ARCHIVE), object_pairs_hook=_once)
    except RecursionError:
        raise ValueError(path.name) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # JSON, not yet read
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError(max(told, key=[name for name, _ in pairs].count))
    return told


def bring_study(c: Connection, data: object, now: datetime, *, leads: bool) -> Brought:
    """Bring a study back. Raises StorageFault or StudyFault naming what cannot be. ``leads``: whether whoever led it
    there leads it here too."""
    archive = read_sensible(data)
    unfit = _unfit(archive, now)
    faults = tuple(f"This archive cannot be brought in: {where}: {wrong.told()}" for where, wrong in unfit)
    if faults:
        raise StudyFault(*faults)
    study = bring_in(c, archive if leads else replace(archive, leads=()))
    return Brought(study, 0 if leads else len(archive.leads))


def _unfit(archive: Archive, now: datetime) -> Iterator[tuple[str, Unfit]]:
    """What of an archive does not fit this day, or the platforms there are."""
    known = places()
    if archive.study.words_gone_at is None:
        yield from _try("study.keep_until", values.keep_until, archive.study.keep_until, now.date())
    if archive.home is not None:
        yield from _try("home", home, archive.home, known)
    for one in archive.leads:
        yield from _try("leads", account, *one, known)
    for place, enrolled in enumerate(archive.participants):
        for one in enrolled.accounts:
            yield from _try(f"participants[{place}].accounts", account, *one, known)


def _try(where: str, check: Callable[..., object], *told: object) -> Iterator[tuple[str, Unfit]]:
    try:
        check(*told)
    except Unfit as unfit:
        yield where, unfit

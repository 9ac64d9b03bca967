"""The shape of a study archive, and what makes one whole.

Law: every fault is one sentence that names the field; a field this version does not know is refused, never dropped.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from reisleider.flows.acting.planned import Planned
from reisleider.flows.faults import StorageFault
from reisleider.flows.journey import Interview, Participant, Study, Value
from reisleider.flows.messages import Address
from reisleider.flows.synthesis.privacy.ledger import Ledger
from reisleider.storage.codec import load_strictly
from reisleider.storage.studies import Account

FORMAT = (
    6  # 1 knew no pictures, 2 no ledger, 3 no glances and no measured figures, 4 nobody held elsewhere, 5 no actions
)
KIND = "reisleider-study"


@dataclass(frozen=True)
class Enrolled:
    """A participant and the accounts they write from."""

    participant: Participant
    accounts: tuple[Account, ...]


@dataclass(frozen=True)
class ScriptText:
    """The source of one script revision."""

    revision: str
    name: str
    source: str


@dataclass(frozen=True)
class PublishedVersion:
    """One published map; ``persona`` "" is everyone."""

    study: str
    persona: str
    number: int
    published_at: datetime
    respondents: tuple[str, ...]
    map: Mapping[str, Value]


@dataclass(frozen=True)
class OverrideRow:
    """One decision of a lead about the map."""

    study: str
    override: Value
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class GlanceRow:
    """One decision of a lead about what was said in an interview."""

    study: str
    interview: str
    glance: Value
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class Tombstone:
    """Somebody who asked to be forgotten."""

    study: str
    participant: str
    forgotten_at: datetime


@dataclass(frozen=True)
class Picture:
    """A file that was kept with somebody's answer, by the digest that the answer names; its bytes in base64."""

    digest: str
    name: str
    mime: str
    base64: str


@dataclass(frozen=True)
class Archive:
    """Everything about one study."""

    kind: Literal["reisleider-study"]
    format: int
    study: Study
    home: Address | None
    leads: tuple[Account, ...]
    participants: tuple[Enrolled, ...]
    scripts: tuple[ScriptText, ...]
    interviews: tuple[Interview, ...]
    versions: tuple[PublishedVersion, ...]
    overrides: tuple[OverrideRow, ...]
    tombstones: tuple[Tombstone, ...]
    pictures: tuple[Picture, ...] = ()
    ledger: Ledger | None = None
    glances: tuple[GlanceRow, ...] = ()
    actions: tuple[Planned, ...] = ()


def read_archive(data: object) -> Archive:
    """The archive that a JSON value is. Raises StorageFault naming the field that is wrong, or the newer format."""
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise StorageFault(f"This file is no study archive (its kind is not {KIND}); choose a file of study export.")
    version = data.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise StorageFault(f"This archive has format {version}, newer than {FORMAT}; upgrade Reisleider to import it.")
    missing = next(
        (field.name for field in fields(Archive) if field.default is MISSING and field.name not in data), None
    )
    if missing is not None:
        raise StorageFault(f"This archive is broken: {missing} is missing; export the study again.")
    archive = load_strictly(Archive, data, "This archive is broken")
    fault = next(_faults(archive), None)
    if fault is not None:
        raise StorageFault(f"This archive is broken: {fault}; export the study again.")
    return archive


def _faults(archive: Archive) -> Iterator[str]:
    people = {one.participant.id for one in archive.participants} | {one.participant for one in archive.tombstones}
    revisions = {script.revision for script in archive.scripts}
    yield from _twice("leads", archive.leads)
    yield from _twice("participants", (one.participant.id for one in archive.participants))
    for place, enrolled in enumerate(archive.participants):
        yield from _twice(f"participants[{place}].accounts", enrolled.accounts)
    yield from _twice("scripts", (one.revision for one in archive.scripts))
    yield from _twice("interviews", (one.id for one in archive.interviews))
    yield from _twice("versions", ((one.persona, one.number) for one in archive.versions))
    yield from _twice("tombstones", (one.participant for one in archive.tombstones))
    yield from _twice("actions", (one.number for one in archive.actions))
    yield from _twice("pictures", (one.digest for one in archive.pictures))
    yield from _strangers(archive)
    for place, picture in enumerate(archive.pictures):
        if not _holds_itself(picture):
            yield f"pictures[{place}].base64 does not hold the file that its digest names"
    held = {one.id for one in archive.interviews}
    for place, glance in enumerate(archive.glances):
        if glance.interview not in held:
            yield f"glances[{place}].interview is not in interviews"
    for place, one in enumerate(archive.interviews):
        if one.participant not in people:
            yield f"interviews[{place}].participant is nobody in participants"
        if one.revision not in revisions:
            yield f"interviews[{place}].revision is not in scripts"
        seqs = [answer.seq for answer in one.log]
        if seqs != sorted(set(seqs)):
            yield f"interviews[{place}].log: every seq must be higher than the one before"


def _strangers(archive: Archive) -> Iterator[str]:
    """Rows that belong to another study."""
    parts: dict[str, Iterable[Any]] = {  # rows of seven nouns, each with a study
        "participants": (one.participant for one in archive.participants),
        "interviews": archive.interviews,
        "versions": archive.versions,
        "overrides": archive.overrides,
        "glances": archive.glances,
        "actions": archive.actions,
        "tombstones": archive.tombstones,
    }
    for name, rows in parts.items():
        for place, row in enumerate(rows):
            if row.study != archive.study.id:
                yield f"{name}[{place}].study is not the study's id"


def _twice(part: str, ids: Iterable[object]) -> Iterator[str]:
    seen: set[object] = set()
    for place, one in enumerate(ids):
        if one in seen:
            yield f"{part}[{place}] stands there twice"
        seen.add(one)


def _holds_itself(picture: Picture) -> bool:
    try:
        return sha256(b64decode(picture.base64, validate=True)).hexdigest() == picture.digest
    except ValueError:
        return False

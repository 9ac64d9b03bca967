"""A study as one JSON file for its lead: everything, without loss, to keep or to bring back elsewhere.

Law: ``import_study(export_study(x))`` is x; whoever asked to be forgotten does not come back with an archive.
The format is described in ``docs/archive.md``; a change of shape raises FORMAT.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select

from flows.faults import StorageFault
from flows.journey import Interview, Participant, Study
from flows.messages import Address
from storage import interviews, people, studies
from storage import tables as t
from storage.codec import dump, load

FORMAT = 1
KIND = "reisleider-study"
PARTS: dict[str, type] = {
    "kind": str,
    "format": int,
    "study": dict,
    "leads": list,
    "participants": list,
    "scripts": list,
    "interviews": list,
    "versions": list,
    "overrides": list,
    "tombstones": list,
}


def export_study(c: Connection, id: str) -> dict[str, Any]:
    """A study with its people, interviews, scripts, versions, tombstones. Raises StorageFault where it is unknown."""
    study = studies.load_study(c, id)
    if study is None:
        raise StorageFault(f"There is no study {id} in this database; see reisleider study list.")
    home = studies.home_of(c, id)
    found = interviews.interviews(c, id)
    revisions = sorted({interview.revision for interview in found})
    scripts = c.execute(select(t.scripts).where(t.scripts.c.revision.in_(revisions)).order_by(t.scripts.c.revision))
    return {
        "kind": KIND,
        "format": FORMAT,
        "study": dump(study),
        "home": None if home is None else dump(home),
        "leads": [list(lead) for lead in sorted(studies.leads_of(c, id))],
        "participants": [
            {"participant": dump(one), "accounts": [list(a) for a in sorted(people.accounts_of(c, one.id))]}
            for one in people.participants(c, id)
        ],
        "scripts": [dict(row._mapping) for row in scripts],
        "interviews": [dump(interview) for interview in found],
        "versions": _rows(c, t.versions, id),
        "overrides": [{k: v for k, v in row.items() if k != "id"} for row in _rows(c, t.overrides, id)],
        "tombstones": _rows(c, t.tombstones, id),
    }


def _rows(c: Connection, table: Any, study: str) -> list[dict[str, Any]]:
    rows = c.execute(select(table).where(table.c.study == study).order_by(*table.primary_key.columns))
    return [dict(row._mapping) for row in rows]


def import_study(c: Connection, archive: Any) -> Study:  # noqa: C901 - one part of the archive after the other
    """Bring a study back. Raises StorageFault naming the field at fault, or that the study is already here."""
    _check(archive)
    study = load(Study, archive["study"], "study")
    if studies.load_study(c, study.id) is not None:
        raise StorageFault(f"The study {study.id} is already in this database; delete it first or keep it.")
    gone = {row["participant"] for row in (*archive["tombstones"], *_rows(c, t.tombstones, study.id))}
    studies.save_study(c, study)
    if archive.get("home") is not None:
        studies.set_home(c, study.id, load(Address, archive["home"], "home"))
    studies.set_leads(c, study.id, tuple((a, b, d) for a, b, d in archive["leads"]))
    for row in archive["participants"]:
        participant = load(Participant, row["participant"], "participants")
        if participant.id in gone:
            continue
        people.add_participant(c, participant)
        for account in row["accounts"]:
            people.link_account(c, participant.id, *account)
    for script in archive["scripts"]:
        interviews.keep_script(c, script["revision"], script["name"], script["source"])
    for row in archive["interviews"]:
        interview = load(Interview, row, "interviews")
        if interview.participant not in gone:
            interviews.add_interview(c, interview)
    for table, rows in ((t.versions, archive["versions"]), (t.overrides, archive["overrides"])):
        if rows:
            c.execute(insert(table), rows)
    here = {row["participant"] for row in _rows(c, t.tombstones, study.id)}
    for row in archive["tombstones"]:
        if row["participant"] not in here:
            c.execute(insert(t.tombstones).values(**row))
    return study


def _check(archive: Any) -> None:
    if not isinstance(archive, dict) or archive.get("kind") != KIND:
        raise StorageFault(f"This file is no study archive: its kind is not {KIND}.")
    version = archive.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise StorageFault(f"This archive has format {version}, newer than {FORMAT}; upgrade Reisleider to import it.")
    for field, kind in PARTS.items():
        if not isinstance(archive.get(field), kind):
            raise StorageFault(f"This archive is broken at {field}; export the study again.")

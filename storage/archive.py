"""A study as one JSON file for its lead: everything, without loss, to keep or to bring back elsewhere.

Law: what is brought in of ``export_study(x)`` is x; whoever asked to be forgotten does not come back with an archive.
The format is ``storage.archive_shape.Archive``, described in ``docs/archive.md``; a change of shape raises FORMAT.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Table, insert, select

from reisleider.flows.faults import StorageFault
from reisleider.flows.journey import Study
from reisleider.storage import actions, blobs, interviews, ledgers, people, studies
from reisleider.storage import tables as t
from reisleider.storage.archive_shape import (
    FORMAT,
    Archive,
    Enrolled,
    GlanceRow,
    OverrideRow,
    Picture,
    PublishedVersion,
    ScriptText,
    Tombstone,
)
from reisleider.storage.codec import Json, dump, read_time, say_time


def export_study(c: Connection, id: str, *, accounts: bool = True) -> Json:
    """A study with its people, interviews, scripts, versions, tombstones. Raises StorageFault where it is unknown.

    Without ``accounts`` nobody can be found in a chat by it: neither an account of a participant nor the message that
    an answer was said in. So it is for a lead, who was promised to colleagues as somebody who sees no names.
    """
    study = studies.own_study(c, id)
    if study is None:
        raise StorageFault(f"There is no study {id} in this database; see reisleider study list.")
    found = interviews.interviews(c, id)
    if not accounts:
        found = tuple(replace(one, log=tuple(replace(line, ref=None) for line in one.log)) for one in found)
    revisions = {interview.revision for interview in found}
    scripts = c.execute(select(t.scripts).where(t.scripts.c.revision.in_(revisions)).order_by(t.scripts.c.revision))
    archive = Archive(
        kind="reisleider-study",
        format=FORMAT,
        study=study,
        home=studies.home_of(c, id),
        leads=tuple(sorted(studies.leads_of(c, id))),
        participants=tuple(
            Enrolled(one, tuple(sorted(people.accounts_of(c, one.id))) if accounts else ())
            for one in people.participants(c, id)
        ),
        scripts=tuple(ScriptText(**row._mapping) for row in scripts),
        interviews=found,
        versions=tuple(
            PublishedVersion(**{**row, "respondents": tuple(row["respondents"])}) for row in _rows(c, t.versions, id)
        ),
        overrides=tuple(
            OverrideRow(**{**row, "made_by": row["made_by"] if accounts or _by_lead(row) else ""})
            for row in _rows(c, t.overrides, id)
        ),
        tombstones=tuple(Tombstone(**row) for row in _rows(c, t.tombstones, id)),
        pictures=tuple(_pictures(c, [one.id for one in found])),
        ledger=ledgers.ledger_of(c, id),
        glances=tuple(GlanceRow(**row) for row in _rows(c, t.glances, id)),
        actions=tuple(one if accounts else replace(one, account=None) for one in actions.actions_of(c, id)),
    )
    exported: Json = dump(archive)
    return exported


def bring_in(c: Connection, read: Archive) -> Study:
    """Write an archive that was read. Raises StorageFault that the study, or something of it, is already here."""
    study = read.study
    if studies.load_study(c, study.id) is not None:
        raise StorageFault(f"The study {study.id} is already in this database; delete it first or keep it.")
    here = {row["participant"] for row in _rows(c, t.tombstones, study.id)}
    gone = here | {one.participant for one in read.tombstones}
    studies.save_study(c, study)
    studies.set_home(c, study.id, read.home)
    studies.set_leads(c, study.id, read.leads)
    _bring_people(c, read, gone)
    _bring_interviews(c, read, gone)
    _bring_pictures(c, read, gone)
    _bring_rows(c, t.versions, read.versions)
    _bring_rows(c, t.overrides, read.overrides)
    here_now = {one.id for one in read.interviews if one.participant not in gone}
    _bring_rows(c, t.glances, tuple(one for one in read.glances if one.interview in here_now))
    left = {one for person in read.participants if person.participant.id in gone for one in person.accounts}
    actions.bring_actions(c, [actions.unowned(one) if one.account in left else one for one in read.actions])
    _bring_rows(c, t.tombstones, tuple(one for one in read.tombstones if one.participant not in here))
    if read.ledger is not None:
        ledgers.keep_ledger(c, study.id, read.ledger)
        for one in sorted(gone):
            ledgers.forget_in_ledger(c, study.id, one)
    return study


def _bring_people(c: Connection, read: Archive, gone: set[str]) -> None:
    for person in read.participants:
        if person.participant.id in gone:
            continue
        if people.load_participant(c, person.participant.id) is not None:
            raise _taken("participants", person.participant.id)
        people.add_participant(c, person.participant)
        for account in person.accounts:
            people.link_account(c, person.participant.id, *account)


def _bring_interviews(c: Connection, read: Archive, gone: set[str]) -> None:
    for script in read.scripts:
        if interviews.script_source(c, script.revision) not in (None, script.source):
            raise _taken("scripts", script.revision)
        interviews.keep_script(c, script.revision, script.name, script.source)
    for interview in read.interviews:
        if interview.participant in gone:
            continue
        if interviews.load_interview(c, interview.id) is not None:
            raise _taken("interviews", interview.id)
        interviews.add_interview(c, interview)


def _pictures(c: Connection, interviews: Sequence[str]) -> Iterator[Picture]:
    for digest in blobs.pictures_of(c, interviews):
        kept = blobs.load_picture(c, digest)
        if kept is not None:
            yield Picture(digest, kept.name, kept.mime, b64encode(kept.data).decode())


def _bring_pictures(c: Connection, read: Archive, gone: set[str]) -> None:
    """The files of those whose answers came back."""
    here = blobs.pictures_of(c, [one.id for one in read.interviews if one.participant not in gone])
    for one in read.pictures:
        if one.digest in here:
            blobs.put_blob(c, b64decode(one.base64), one.mime, one.name)


def _taken(field: str, id: str) -> StorageFault:
    return StorageFault(f"This archive cannot be brought in at {field}: {id} is something else in this database.")


def _rows(c: Connection, table: Table, study: str) -> list[Json]:
    """A table's rows of a study, with their times read, without the numbers that belong to this database."""
    rows = c.execute(select(table).where(table.c.study == study).order_by(*table.primary_key.columns))
    return [
        {key: read_time(value) if key.endswith("_at") else value for key, value in row._mapping.items() if key != "id"}
        for row in rows
    ]


def _by_lead(row: Json) -> bool:
    return bool(row["override"].get("role", "lead") == "lead")


def _bring_rows(
    c: Connection, table: Table, kept: tuple[PublishedVersion | OverrideRow | GlanceRow | Tombstone, ...]
) -> None:
    for one in kept:
        row = {key: say_time(value) if key.endswith("_at") else value for key, value in vars(one).items()}
        c.execute(insert(table).values(row))

"""Whether an archive makes sense, beyond its shape: every value one that a study, an interview or a map could have.

Law: tells what is wrong as "where what", nobody's words in it; reads everything through before anything is written.
What is refused here would have ended or misled the program later, or shown what nobody promised.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime

from reisleider.flows.codebook.decisions import Override
from reisleider.flows.dialogue.asides import ASIDES
from reisleider.flows.faults import ScriptFault, StorageFault
from reisleider.flows.gate import values
from reisleider.flows.gate.plain import steers
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.gate.whole import unfit_of
from reisleider.flows.journey import ENDINGS, Answer, Interview
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.scripts.script import Script, read_script
from reisleider.flows.synthesis.figures.glances import Glance
from reisleider.flows.synthesis.privacy.ledger import SALT, TOKEN, Ledger
from reisleider.storage.archive_shape import Archive, Picture, PublishedVersion, ScriptText, read_archive
from reisleider.storage.codec import load

DEEPEST = 64  # how far JSON of ours is nested at most, and then some
LARGEST = 2**53  # whole numbers up to here are the same in every program that reads JSON, and fit a database
LONGEST_TEXT = 200_000  # characters of one text that somebody typed, or of a script
LONGEST_FILE = 28_000_000  # characters of a picture in base64: 20 MB, the most that a chat takes
MOST = 1_000_000  # answers, turns, versions: far more than people make
YEARS = (2000, 2100)
IMAGE = re.compile(r"image/[a-z0-9.+-]{1,40}")
_ID = re.compile(r"[\w.:@#+-]{1,64}")
_TOKEN = re.compile(rf"[0-9a-f]{{{TOKEN}}}")
_SALT = re.compile(rf"(?:[0-9a-f]{{{SALT}}})?")


def read_sensible(data: object) -> Archive:
    """The archive that a JSON value is. Raises StorageFault naming the field that is wrong, or that cannot be."""
    fault = plain_json_fault(data)
    archive = None if fault is not None else read_archive(data)
    if archive is not None:
        fault = next(senseless(archive), None)
    if archive is None or fault is not None:
        raise StorageFault(f"This archive is broken: {fault}; export the study again.")
    return archive


def plain_json_fault(data: object) -> str | None:
    """What is wrong with a value as JSON, before it is read as anything: too deep, a number no database holds, half a
    character; None where nothing is. Walks without recursion, so that depth cannot end it."""
    waiting: list[tuple[str, object, int]] = [("", data, 0)]
    while waiting:
        where, value, depth = waiting.pop()
        wrong = _wrong_value(value, depth)
        if wrong is not None:
            return f"{where or 'the whole'} {wrong}"
        inside: Iterable[tuple[object, object]] = ()
        if isinstance(value, dict):
            inside = value.items()
        elif isinstance(value, list | tuple):
            inside = enumerate(value)
        for key, one in inside:
            if not isinstance(key, int) and (not isinstance(key, str) or _half(key)):
                return f"{where or 'the whole'} has a name that is no text"
            named = f"[{key}]" if isinstance(key, int) else f"{'.' if where else ''}{str(key)[:40]}"
            waiting.append((f"{where}{named}" if depth < 4 else where, one, depth + 1))
    return None


def _wrong_value(value: object, depth: int) -> str | None:
    if depth > DEEPEST:
        return "is nested too deeply"
    if isinstance(value, int) and abs(value) > LARGEST:
        return "holds a number that is too large"
    if isinstance(value, float) and not math.isfinite(value):
        return "holds a number that is none"
    if isinstance(value, str) and (len(value) > LONGEST_FILE or _half(value)):
        return "holds a text that is too long, or half a character"
    return None


def _half(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def senseless(archive: Archive) -> Iterator[str]:
    """Everything about an archive that cannot be, in the order of its parts."""
    made = archive.study.created_at
    yield from _times(archive, ())
    if not YEARS[0] <= made.year <= YEARS[1]:
        return  # nothing after this can be judged by the day on which it was made
    yield from (f"study.{where}: {unfit.told().rstrip('.')}" for where, unfit in unfit_of(archive.study, made.date()))
    yield from _people(archive)
    yield from _interviews(archive)
    for place, version in enumerate(archive.versions):
        yield from (f"versions[{place}].{wrong}" for wrong in _version(version))
    yield from _decisions(archive)
    for place, picture in enumerate(archive.pictures):
        yield from (f"pictures[{place}].{wrong}" for wrong in _picture(picture))
    if archive.ledger is not None:
        yield from (f"ledger.{wrong}" for wrong in _ledger(archive.ledger))


def _interviews(archive: Archive) -> Iterator[str]:
    """The scripts, and every interview that follows one."""
    scripts = {}
    for place, one in enumerate(archive.scripts):
        compiled = _script(one)
        if isinstance(compiled, str):
            yield f"scripts[{place}].{compiled}"
        else:
            scripts[one.revision] = compiled
    tracks = {one.participant.id: one.participant.track for one in archive.participants}
    for place, interview in enumerate(archive.interviews):
        script = scripts.get(interview.revision)
        found = () if script is None else _interview(interview, script, tracks.get(interview.participant))
        yield from (f"interviews[{place}].{wrong}" for wrong in found)


def _decisions(archive: Archive) -> Iterator[str]:
    for place, row in enumerate(archive.overrides):
        try:
            load(Override, row.override, "")
        except StorageFault:
            yield f"overrides[{place}].override is no decision"
        if len(row.made_by) > values.LONGEST or steers(row.made_by):
            yield f"overrides[{place}].made_by is nobody's account"
    for place, glance in enumerate(archive.glances):
        try:
            load(Glance, glance.glance, "")
        except StorageFault:
            yield f"glances[{place}].glance is no decision"
        if len(glance.made_by) > values.LONGEST or steers(glance.made_by):
            yield f"glances[{place}].made_by is nobody's account"


def _times(noun: object, path: tuple[str, ...]) -> Iterator[str]:
    """Times that no study can have: a database keeps them in UTC, which the first and last days of the calendar are
    not in."""
    if isinstance(noun, datetime):
        if not YEARS[0] <= noun.year <= YEARS[1]:
            yield f"{'.'.join(path)} is a time before {YEARS[0]} or after {YEARS[1]}"
    elif isinstance(noun, tuple):
        for at, one in enumerate(noun):
            yield from _times(one, (*path, str(at)))
    elif is_dataclass(noun):
        for part in fields(noun):
            yield from _times(getattr(noun, part.name), (*path, part.name))


def _people(archive: Archive) -> Iterator[str]:
    personas = {one.id for one in archive.study.personas}
    for place, enrolled in enumerate(archive.participants):
        where, person = f"participants[{place}]", enrolled.participant
        if not _ID.fullmatch(person.id):
            yield f"{where}.id is no id"
        yield from _unfit(f"{where}.language", values.language, person.language)
        if person.timezone is not None:
            yield from _unfit(f"{where}.timezone", values.zone, person.timezone)
        if person.persona is not None and person.persona not in personas:
            yield f"{where}.persona is none of the study's"
        if person.source is not None:
            yield from _unfit(f"{where}.source", values.words, person.source)
    for place, one in enumerate(archive.tombstones):
        if not _ID.fullmatch(one.participant):
            yield f"tombstones[{place}].participant is no id"


def _unfit(where: str, check: Callable[[object], object], value: object) -> Iterator[str]:
    try:
        check(value)
    except Unfit as unfit:
        yield f"{where}: {unfit.told().rstrip('.')}"


def _script(kept: ScriptText) -> Script | str:
    """The script that is kept under a revision, or what is wrong with it: its text must be the revision's own."""
    if len(kept.source) > LONGEST_TEXT:
        return "source is too long"
    try:
        script = read_script(kept.source, f"{kept.name}.toml")
    except (ScriptFault, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return "source is no interview script"  # of a hostile text anything may fail to be what it is read as
    if script.revision != kept.revision:
        return "revision is not the one of its source"
    if script.id != kept.name:
        return "name is not the one in its source"
    return script


def _interview(one: Interview, script: Script, track: str | None) -> Iterator[str]:
    if not _ID.fullmatch(one.id):
        yield "id is no id"
    if one.script != script.id:
        yield "script is not the one of its revision"
    if one.track != script.track or (track is not None and one.track != track):
        yield "track is not the one of its script and its participant"
    if one.state not in script.places and one.state not in ENDINGS:
        yield "state is no step of its script"
    yield from _unfit("language", values.language, one.language)
    if not 0 <= one.turn <= MOST:
        yield "turn is no number of replies"
    if one.aside is not None and one.aside.kind not in ASIDES:
        yield "aside is none that there is"
    if any(step not in script.places for step, _ in one.trail):
        yield "trail has a step that is not in its script"
    yield from (f"log[{place}].{wrong}" for place, line in enumerate(one.log) for wrong in _line(line))


def _line(line: Answer) -> Iterator[str]:
    if not 1 <= line.seq <= MOST:
        yield "seq is no place in a log"
    if line.supersedes is not None and not 0 <= line.supersedes < line.seq:
        yield "supersedes is no earlier line"
    if not 0 <= line.turn <= MOST:
        yield "turn is no number of replies"
    if len(line.verbatim) > LONGEST_TEXT:
        yield "verbatim is longer than anybody types"
    if line.ref is not None and (len(line.ref) > 128 or steers(line.ref)):
        yield "ref is no message of a chat"


def _version(one: PublishedVersion) -> Iterator[str]:
    if not 1 <= one.number <= MOST:
        yield "number is no number of a version"
    if one.persona and not _ID.fullmatch(one.persona):
        yield "persona is no id"
    try:
        told = load(JourneyMap, one.map, "")
    except (StorageFault, RecursionError):
        yield "map is no map"
        return
    if told.study != one.study:
        yield "map is of another study"


def _picture(one: Picture) -> Iterator[str]:
    if not IMAGE.fullmatch(one.mime):
        yield "mime is none of a picture"
    if not one.name or len(one.name) > 255 or steers(one.name) or set(one.name) & {"/", "\\"}:
        yield "name is no name of a file"


def _ledger(ledger: Ledger) -> Iterator[str]:
    if not _SALT.fullmatch(ledger.salt):
        yield "salt is none"
    if ledger.made < 0 or ledger.turn < 0:
        yield "made and turn cannot be below 0"
    for place, block in enumerate(ledger.blocks):
        if not all(_TOKEN.fullmatch(one) for one in block.people):
            yield f"blocks[{place}].people holds what is no token"
        if len(set(block.people)) < len(block.people):
            yield f"blocks[{place}].people has somebody twice"
        if not _counted(block.counts, len(block.people)):
            yield f"blocks[{place}].counts are not of its people"
    for kind, groups in ledger.groups.items():
        if not all(_TOKEN.fullmatch(one) for group in groups for one in group):
            yield f"groups.{kind} holds what is no token"
    if not all(count > 0 for counts in ledger.ways.values() for count in counts):
        yield "ways holds a number that is no people"


def _counted(counts: Mapping[str, int], people: int) -> bool:
    return all(0 <= n <= people for n in counts.values())

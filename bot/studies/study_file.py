"""Reads a study from the TOML file a team lead writes.

Law: every fault is one sentence naming the file and the key; a study that is read is complete. Where it does not name
its ``languages`` it speaks every language that any text of it is in; and never one that an interview of it does not.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import available_timezones

from reisleider.flows.faults import PhaseFault, ScriptFault, StarterFault, StudyFault
from reisleider.flows.journey import CHANNELS, REPLIES, Fact, Glancing, Label, Persona, PhaseModel, Study, Team, Texts
from reisleider.flows.languages import LANGUAGES, listed, written_in
from reisleider.flows.meaning.sentences import sentences_installed
from reisleider.flows.phases.models import load_model, own_model
from reisleider.flows.scripts.script import load_script, spoken_by
from reisleider.flows.starters.start_lists import labels_for, load_starter

NEEDED = frozenset(
    {
        "id",
        "title",
        "organisation",
        "goal",
        "attempt",
        "start",
        "end",
        "lead",
        "contact",
        "privacy_url",
        "keep_until",
    }
)
KNOWN = NEEDED | frozenset(
    {
        "languages",
        "model",
        "phases",
        "persona",
        "team",
        "label",
        "starter",
        "fact",
        "scripts",
        "blocks",
        "rotating",
        "quotas",
        "invited",
        "minimum_customers",
        "minimum_staff",
        "timezone",
        "retention_days",
        "likeness",
        "living",
        "tell_lead_of_danger",
        "replies",
        "b2b",
        "quotes",
    }
)
LEAST = {"minimum_customers": 3, "minimum_staff": 5}  # method 4.12: may be raised, never lowered

SCRIPTS: tuple[str, ...] = ("customer", "stakeholder")
"""The interviews of a study that names none; it speaks only what all of its interviews do."""


def read_study_file(path: Path, now: datetime) -> Study:
    """The study a file describes. Raises StudyFault naming the file and what to mend."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise StudyFault(f"{path}: this study file cannot be read; check that it exists and is UTF-8 text.") from fault
    return read_study(text, path.name, now)


def read_study(text: str, file: str, now: datetime) -> Study:
    """The study a TOML text describes; ``now`` (UTC) becomes its creation time. Raises StudyFault."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise StudyFault(f"{file}: not valid TOML: {fault}.") from fault
    return _Reader(file, data).study(now)


Table = Mapping[str, Any]  # TOML as it stands; every value is looked at before it is used


class _Reader:
    def __init__(self, file: str, data: Table) -> None:
        self.file = file
        self.data = data
        self.scripts = self.held()
        self.languages: tuple[str, ...] = tuple(data.get("languages", written_in(data) or spoken_by(self.scripts)))

    def fault(self, key: str, sentence: str) -> StudyFault:
        return StudyFault(f"{self.file}: {key}: {sentence}")

    def study(self, now: datetime) -> Study:
        self.check_keys()
        return Study(
            id=self.slug("id", self.data["id"]),
            title=self.texts("title"),
            organisation=self.words("organisation"),
            goal=self.texts("goal"),
            attempt=self.texts("attempt"),
            start=self.texts("start"),
            end=self.texts("end"),
            lead=self.words("lead"),
            contact=self.words("contact"),
            privacy_url=self.words("privacy_url"),
            keep_until=self.day("keep_until"),
            languages=self.languages,
            model=self.model(),
            created_at=now,
            personas=tuple(
                Persona(self.slug("persona", row.get("id")), self.texts("name", row, "persona"), self.note(row))
                for row in self.rows("persona")
            ),
            teams=tuple(
                Team(self.slug("team", row.get("id")), self.texts("name", row, "team")) for row in self.rows("team")
            ),
            labels=self.labels(),
            facts=tuple(self.fact(row) for row in self.rows("fact")),
            scripts=self.scripts,
            blocks={script: tuple(blocks) for script, blocks in self.data.get("blocks", {}).items()},
            rotating=self.count("rotating", 2, 0),
            quotas=dict(self.data.get("quotas", {})),
            invited=dict(self.data.get("invited", {})),
            minimum_customers=self.count("minimum_customers", 3, LEAST["minimum_customers"]),
            minimum_staff=self.count("minimum_staff", 5, LEAST["minimum_staff"]),
            timezone=self.timezone(),
            retention_days=self.count("retention_days", 180, 1),
            likeness=self.likeness(),
            living=self.flag("living"),
            tell_lead_of_danger=self.flag("tell_lead_of_danger"),
            replies=self.count("replies", REPLIES, 1),
            b2b=self.flag("b2b"),
            quotes=self.glancing(),
        )

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(key, "write true or false.")
        return value

    def likeness(self) -> Literal["lexicon", "sentences"]:
        method = self.data.get("likeness", "lexicon")
        if method not in ("lexicon", "sentences"):
            raise self.fault("likeness", "use lexicon or sentences.")
        if method == "sentences" and not sentences_installed():
            raise self.fault("likeness", "sentences needs an extra; install reisleider[sentences], or use lexicon.")
        return "sentences" if method == "sentences" else "lexicon"

    def glancing(self) -> Glancing:
        rule = self.data.get("quotes", "lead")
        known: tuple[Glancing, ...] = get_args(Glancing)
        found = next((one for one in known if one == rule), None)
        if found is None:
            raise self.fault("quotes", "use lead or redacted.")
        return found

    def timezone(self) -> str:
        name = self.data.get("timezone", "Europe/Amsterdam")
        if name not in available_timezones():
            raise self.fault("timezone", "use a name such as Europe/Amsterdam.")
        return str(name)

    def check_keys(self) -> None:
        for key in self.data:
            if key not in KNOWN:
                near = difflib.get_close_matches(key, KNOWN, n=1)
                raise self.fault(key, f"unknown key; did you mean {near[0]}?" if near else "unknown key; remove it.")
        for key in sorted(NEEDED - set(self.data)):
            raise self.fault(key, "this key is missing; add it.")
        for language in self.languages:
            if language not in LANGUAGES:
                raise self.fault("languages", f"nobody has translated {language} yet; choose from {listed('and')}.")
            for name in self.scripts:
                if language not in load_script(name).title:
                    wanted = f"add its texts to {name}.toml, or leave {language} out."
                    raise self.fault("languages", f"the interview {name} is not written in {language} yet; {wanted}")

    def words(self, key: str) -> str:
        value = self.data[key]
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, "write a few words here.")
        return value.strip()

    def texts(self, key: str, row: Table | None = None, where: str = "") -> Texts:
        value = (self.data if row is None else row).get(key)
        place = f"{where}.{key}" if where else key
        if isinstance(value, str):
            return dict.fromkeys(self.languages, value)
        if not isinstance(value, dict):
            raise self.fault(place, f"write it in every language of the study: {', '.join(self.languages)}.")
        for language in self.languages:
            if not isinstance(value.get(language), str) or not value[language].strip():
                raise self.fault(place, f"the text in {language} is missing.")
        return {language: value[language] for language in self.languages}

    def note(self, row: Table) -> Texts:
        return self.texts("note", row, "persona") if "note" in row else {}

    def slug(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", value):
            raise self.fault(key, "an id is 1 to 40 of a-z, 0-9 and -.")
        return value

    def day(self, key: str) -> date:
        value = self.data[key]
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault(key, "write a day, such as 2027-06-01.")
        return value

    def count(self, key: str, default: int, least: int) -> int:
        value = self.data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.fault(key, f"use a whole number of at least {least}.")
        return value

    def held(self) -> tuple[str, ...]:
        names = self.data.get("scripts", SCRIPTS)
        if not isinstance(names, list | tuple) or not names or not all(isinstance(name, str) for name in names):
            raise self.fault("scripts", 'name the interviews it holds, such as ["customer", "stakeholder"].')
        for name in names:
            try:
                load_script(name)
            except ScriptFault as fault:
                raise self.fault("scripts", str(fault)) from fault
        return tuple(dict.fromkeys(names))

    def rows(self, key: str) -> Sequence[Table]:
        rows = self.data.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.fault(key, f"write it as [[{key}]].")
        return rows

    def model(self) -> PhaseModel:
        try:
            if "phases" in self.data:
                return own_model(self.data["phases"], self.languages)
            model = load_model(str(self.data.get("model", "nine-phases")))
        except PhaseFault as fault:
            raise self.fault("phases" if "phases" in self.data else "model", str(fault)) from fault
        for language in self.languages:
            if language not in model.name:
                raise self.fault("model", f"{model.id} is not written in {language} yet; add it to {model.id}.toml.")
        return model

    def labels(self) -> tuple[Label, ...]:
        """The start list's labels, and the study's own, which go before one of the same id."""
        own = tuple(self.label(row) for row in self.rows("label"))
        if "starter" not in self.data:
            return own
        try:
            begun = labels_for(load_starter(str(self.data["starter"])), self.model(), self.languages)
        except StarterFault as fault:
            raise self.fault("starter", str(fault)) from fault
        ids = {one.id for one in own}
        return (*(one for one in begun if one.id not in ids), *own)

    def label(self, row: Table) -> Label:
        phase = row.get("phase")
        phases = [known.id for known in self.model().phases]
        if phase is not None and phase not in phases:
            raise self.fault("label.phase", f"no phase {phase}; use one of {', '.join(phases)}.")
        control = row.get("control")
        if control not in (None, "ours", "partner", "outside"):
            raise self.fault("label.control", "use ours, partner or outside.")
        channel = row.get("channel")
        if channel is not None and channel not in CHANNELS:
            raise self.fault("label.channel", f"use one of {', '.join(CHANNELS)}.")
        id, words = self.slug("label", row.get("id")), self.texts("words", row, "label")
        return Label(id, words, phase, control, tuple(row.get("aliases", ())), channel)

    def fact(self, row: Table) -> Fact:
        options = tuple(
            (self.slug("fact.options", option.get("id")), self.texts("text", option, "fact.options"))
            for option in row.get("options", [])
        )
        if len(options) < 2:
            raise self.fault("fact.options", "give at least two options.")
        return Fact(self.slug("fact", row.get("id")), self.texts("question", row, "fact"), options)

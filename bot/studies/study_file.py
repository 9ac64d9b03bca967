"""Reads a study from the TOML file a team lead writes.

Law: every fault is one sentence naming the file and the key, and all of them are told at once; a study that is read is
complete, and every value of it has passed the gate. Where it does not name its ``languages`` it speaks every language
that any text of it is in; and never one that an interview of it does not.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from reisleider.bot.text_file import read_text_file
from reisleider.flows.faults import PhaseFault, ScriptFault, StarterFault, StudyFault
from reisleider.flows.gate import values
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.gate.whole import CONTROLS, blocks_unfit
from reisleider.flows.journey import (
    CHANNELS,
    PERSONA_TEXTS,
    REPLIES,
    REVIEWED,
    Control,
    Fact,
    Glancing,
    Label,
    Persona,
    PhaseModel,
    Study,
    Team,
    Texts,
)
from reisleider.flows.languages import written_in
from reisleider.flows.meaning.sentences import sentences_installed
from reisleider.flows.phases.models import load_model, own_model
from reisleider.flows.scripts.script import load_script, script_names, spoken_by
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
        "decision",
        "audience",
        "lost",
        "review_days",
    }
)

SCRIPTS: tuple[str, ...] = ("customer", "stakeholder")
"""The interviews of a study that names none; it speaks only what all of its interviews do."""


def read_study_file(path: Path, now: datetime) -> Study:
    """The study a file describes. Raises StudyFault naming the file and what to mend."""
    try:
        text = read_text_file(path)
    except (OSError, UnicodeError) as fault:
        wanted = "check that it exists and is UTF-8 text of 10 MB at most"
        raise StudyFault(f"{path}: this study file cannot be read; {wanted}.") from fault
    return read_study(text, path.name, now)


def read_study(text: str, file: str, now: datetime) -> Study:
    """The study a TOML text describes; ``now`` (UTC) becomes its creation time. Raises StudyFault."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise StudyFault(f"{file}: not valid TOML: {fault}.") from fault
    return _Reader(file, data, now).study()


Table = Mapping[str, Any]  # TOML as it stands; every value is looked at before it is used

T = TypeVar("T")


class _Reader:
    def __init__(self, file: str, data: Table, now: datetime) -> None:
        self.file = file
        self.data = data
        self.now = now
        self.faults: list[str] = []
        self.scripts = self.held()
        self.languages = self.spoken()
        self.model = self.phases()

    def wrong(self, key: str, sentence: str) -> None:
        told = f"{self.file}: {key}: {sentence}"
        if told not in self.faults:
            self.faults.append(told)

    def take(self, key: str, instead: T, check: Callable[..., T], *told: object) -> T:
        """A value as the gate lets it pass; where it does not, the fault is kept, and ``instead`` stands in for it."""
        try:
            return check(*told)
        except Unfit as unfit:
            self.wrong(key, unfit.told())
            return instead

    def study(self) -> Study:
        """Raises StudyFault with every fault of the file."""
        self.check_keys()
        study = Study(
            id=self.one("id", values.slug),
            title=self.texts("title"),
            organisation=self.one("organisation", values.words),
            goal=self.texts("goal"),
            attempt=self.texts("attempt"),
            start=self.texts("start"),
            end=self.texts("end"),
            lead=self.one("lead", values.words),
            contact=self.one("contact", values.contact),
            privacy_url=self.one("privacy_url", values.link),
            keep_until=self.take(
                "keep_until",
                self.now.date(),
                values.keep_until,
                self.data.get("keep_until", self.now.date() + values.TEN_YEARS),
                self.now.date(),
            ),
            languages=self.languages,
            model=self.model,
            created_at=self.now,
            personas=tuple(
                Persona(
                    self.slug("persona", row),
                    self.texts("name", row, "persona"),
                    *(self.texts(part, row, "persona") if part in row else {} for part in PERSONA_TEXTS),
                )
                for row in self.rows("persona")
            ),
            teams=tuple(Team(self.slug("team", row), self.texts("name", row, "team")) for row in self.rows("team")),
            labels=self.labels(),
            facts=tuple(self.fact(row) for row in self.rows("fact")),
            scripts=self.scripts,
            blocks=self.blocks(),
            rotating=self.count("rotating", 2),
            quotas=self.take("quotas", {}, values.people, self.data.get("quotas", {})),
            invited=self.take("invited", {}, values.people, self.data.get("invited", {})),
            minimum_customers=self.count("minimum_customers", 3),
            minimum_staff=self.count("minimum_staff", 5),
            timezone=self.take("timezone", "", values.zone, self.data.get("timezone", "Europe/Amsterdam")),
            retention_days=self.count("retention_days", 180),
            likeness=self.likeness(),
            living=self.flag("living"),
            tell_lead_of_danger=self.flag("tell_lead_of_danger"),
            replies=self.count("replies", REPLIES),
            b2b=self.flag("b2b"),
            quotes=self.glancing(),
            decision=self.texts("decision"),
            audience=self.texts("audience"),
            lost=self.take("lost", True, values.flag, self.data.get("lost", True)),
            review_days=self.count("review_days", REVIEWED),
        )
        if self.faults:
            raise StudyFault(*self.faults)
        return study

    def one(self, key: str, check: Callable[[object], str]) -> str:
        """A value that must be there; that it is missing is told already."""
        return self.take(key, "", check, self.data[key]) if key in self.data else ""

    def flag(self, key: str) -> bool:
        return self.take(key, False, values.flag, self.data.get(key, False))

    def count(self, key: str, default: int) -> int:
        return self.take(key, default, values.number, self.data.get(key, default), values.BOUNDS[key])

    def likeness(self) -> Literal["lexicon", "sentences"]:
        lexicon: Literal["lexicon", "sentences"] = "lexicon"
        method = self.take("likeness", lexicon, values.likeness, self.data.get("likeness", lexicon))
        if method == "sentences" and not sentences_installed():
            self.wrong("likeness", "sentences needs an extra; install reisleider[sentences], or use lexicon.")
        return method

    def glancing(self) -> Glancing:
        lead: Glancing = "lead"
        return self.take("quotes", lead, values.glancing, self.data.get("quotes", lead))

    def check_keys(self) -> None:
        for key in self.data:
            if key not in KNOWN:
                near = difflib.get_close_matches(key, KNOWN, n=1)
                self.wrong(key, f"unknown key; did you mean {near[0]}?" if near else "unknown key; remove it.")
        for key in sorted(NEEDED - set(self.data)):
            self.wrong(key, "this key is missing; add it.")

    def spoken(self) -> tuple[str, ...]:
        found = written_in(self.data) or spoken_by(self.scripts)
        languages = self.take("languages", found, values.languages, self.data.get("languages", found))
        for language in languages:
            for name in self.scripts:
                if language not in load_script(name).title:
                    wanted = f"add its texts to {name}.toml, or leave {language} out."
                    self.wrong("languages", f"the interview {name} is not written in {language} yet; {wanted}")
        return languages

    def texts(self, key: str, row: Table | None = None, where: str = "") -> Texts:
        table = self.data if row is None else row
        place = f"{where}.{key}" if where else key
        if row is None and key not in table:
            return {}
        value = table.get(key)
        if isinstance(value, str):
            return dict.fromkeys(self.languages, self.take(place, "", values.words, value))
        if not isinstance(value, dict):
            self.wrong(place, f"write it in every language of the study: {', '.join(self.languages)}.")
            return {}
        told = {}
        for language in self.languages:
            if isinstance(value.get(language), str) and value[language].strip():
                told[language] = self.take(place, "", values.words, value[language])
            else:
                self.wrong(place, Unfit("unwritten", language=language).told())
        return told

    def slug(self, key: str, row: Table) -> str:
        return self.take(key, "", values.slug, row.get("id"))

    def held(self) -> tuple[str, ...]:
        names = self.data.get("scripts", SCRIPTS)
        if not isinstance(names, list | tuple) or not names or not all(isinstance(name, str) for name in names):
            self.wrong("scripts", 'name the interviews it holds, such as ["customer", "stakeholder"].')
            return SCRIPTS
        try:
            for name in names:
                if load_script(name).outline.held_for != "respondent":
                    raise ScriptFault(f"{name} is a talk with who leads; choose one of {', '.join(script_names())}.")
        except ScriptFault as fault:
            self.wrong("scripts", str(fault))
            return SCRIPTS
        return tuple(dict.fromkeys(names))

    def blocks(self) -> Mapping[str, tuple[str, ...]]:
        told = self.data.get("blocks", {})
        if not isinstance(told, dict) or not all(isinstance(one, list) for one in told.values()):
            self.wrong("blocks", 'name per interview the blocks that are on, such as customer = ["core"].')
            return {}
        for where, unfit in blocks_unfit(self.scripts, told):
            self.wrong(where, unfit.told())
        return {script: tuple(blocks) for script, blocks in told.items()}

    def rows(self, key: str, table: Table | None = None, where: str = "") -> Sequence[Table]:
        """The rows of a list, each with an id of its own."""
        place = where or key
        rows = (self.data if table is None else table).get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.wrong(place, f"write it as [[{place}]].")
            return []
        if len(rows) > values.MOST_ROWS:
            self.wrong(place, Unfit("many", length=len(rows), most=values.MOST_ROWS).told())
            return []
        ids = [str(row.get("id")) for row in rows if "id" in row]
        for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
            self.wrong(place, Unfit("twice", id=id).told())
        return rows

    def phases(self) -> PhaseModel:
        named = "phases" if "phases" in self.data else "model"
        instead = load_model("nine-phases")
        try:
            if named == "phases":
                return own_model(self.phase_names(self.data["phases"]), self.languages)
            model = load_model(str(self.data.get("model", instead.id)))
        except PhaseFault as fault:
            self.wrong(named, str(fault))
            return instead
        for language in self.languages:
            if language not in model.name:
                self.wrong("model", f"{model.id} is not written in {language} yet; add it to {model.id}.toml.")
        return model

    def phase_names(self, named: object) -> Sequence[str | Mapping[str, str]]:
        if not isinstance(named, list) or not all(isinstance(one, str | dict) for one in named):
            raise PhaseFault('name them in order, such as ["first", "then"].')
        for one in named:
            for text in [one] if isinstance(one, str) else one.values():
                self.take("phases", "", values.words, text)
        return named

    def labels(self) -> tuple[Label, ...]:
        """The start list's labels, and the study's own, which go before one of the same id."""
        own = tuple(self.label(row) for row in self.rows("label"))
        if "starter" not in self.data:
            return own
        try:
            begun = labels_for(load_starter(str(self.data["starter"])), self.model, self.languages)
        except StarterFault as fault:
            self.wrong("starter", str(fault))
            return own
        ids = {one.id for one in own}
        return (*(one for one in begun if one.id not in ids), *own)

    def label(self, row: Table) -> Label:
        phases = [known.id for known in self.model.phases]
        phase, control, channel = row.get("phase"), row.get("control"), row.get("channel")
        if phase is not None and phase not in phases:
            self.wrong("label.phase", f"no phase {phase}; use one of {', '.join(phases)}.")
        if channel is not None:
            channel = self.take("label.channel", "", values.one_of, channel, CHANNELS)
        return Label(
            self.slug("label", row),
            self.texts("words", row, "label"),
            phase,
            self.control(control),
            self.several_words("label.aliases", row.get("aliases", [])),
            channel,
        )

    def control(self, told: object) -> Control | None:
        if told is None:
            return None
        chosen = self.take("label.control", "", values.one_of, told, CONTROLS)
        return next((one for one in CONTROLS if one == chosen), None)

    def several_words(self, key: str, told: object) -> tuple[str, ...]:
        if not isinstance(told, list):
            self.wrong(key, 'write a list, such as ["in words of customers"].')
            return ()
        return tuple(self.take(key, "", values.words, one) for one in told)

    def fact(self, row: Table) -> Fact:
        options = tuple(
            (self.slug("fact.options", option), self.texts("text", option, "fact.options"))
            for option in self.rows("options", row, "fact.options")
        )
        if isinstance(row.get("options", []), list) and len(options) < 2:
            self.wrong("fact.options", "give at least two options.")
        return Fact(self.slug("fact", row), self.texts("question", row, "fact"), options)

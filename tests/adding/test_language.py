"""Adding a language: a person is interviewed in it, and a map is told in it.

Files touched: two are added (``renderers/locales/eo.po``, ``flows/words/eo.toml``), and the texts of what is to speak
it are written beside those there are: here both interviews and one phase model. ``flows/meaning/eo.toml``, words for
concepts, may come later. The language is made up (English, each word after a q) but for its code, Esperanto's: how
days and numbers are written comes from CLDR by that code.
"""

from __future__ import annotations

import io
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from conftest import House

CODE = "eo"
_WORD = re.compile(r"\{[a-z_]+\}|[^\W\d_]+(?:['’][^\W\d_]+)*")
_TEXT = re.compile(r'\ben = ("(?:[^"\\]|\\.)*")')


def say(english: str) -> str:
    """A text in the made-up language; slots stay."""

    def word(found: re.Match[str]) -> str:
        one = found[0]
        if one[0] == "{":
            return one
        return f"Q{one[0].lower()}{one[1:]}" if one[0].isupper() else f"q{one}"

    return _WORD.sub(word, english)


def catalogue(english: Path) -> str:
    """The catalogue in the made-up language."""
    with english.open("rb") as file:
        source = read_po(file, locale="en")
    made = Catalog(locale=CODE)
    for one in source:
        if one.id:
            made.add(one.id, say(one.string) if isinstance(one.string, str) else tuple(map(say, one.string)))
    written = io.BytesIO()
    write_po(written, made)
    return written.getvalue().decode()


def words_file(english: Path) -> str:
    """The words file in the made-up language: no stemmer, its own name, patterns that begin with a q too."""
    tables = tomllib.loads(english.read_text(encoding="utf-8"))
    del tables["stemmer"], tables["replies"]["language-en"]
    made = {name: _said(table, name in ("cues", "redaction", "kinds")) for name, table in tables.items()}
    made["replies"][f"language-{CODE}"] = ["esperanto"]
    return "\n".join(_toml(name, table) for name, table in made.items())


def _said(table: Mapping[str, Any], patterns: bool) -> dict[str, Any]:
    put: Callable[[str], str] = (lambda one: f"q{one}") if patterns else say
    made: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            made[name] = _said(value, patterns)
        elif isinstance(value, list):
            made[name] = [put(one) for one in value]
        elif isinstance(value, str):
            made[name] = say(value)
        else:
            made[say(name)] = value
    return made


def _toml(path: str, table: Mapping[str, Any]) -> str:
    rows = [f"{json.dumps(name)} = {json.dumps(value)}" for name, value in table.items() if not isinstance(value, dict)]
    inner = [_toml(f"{path}.{name}", value) for name, value in table.items() if isinstance(value, dict)]
    return "\n".join([f"[{path}]", *rows, *inner])


def with_texts(toml: str) -> str:
    """A TOML file in which every English text stands in the made-up language too."""

    def both(found: re.Match[str]) -> str:
        joint = "\n" if found.start() == 0 or toml[found.start() - 1] == "\n" else ", "
        return f"{found[0]}{joint}{CODE} = {json.dumps(say(json.loads(found[1])), ensure_ascii=False)}"

    return _TEXT.sub(both, toml)


@pytest.fixture(name="speaking")
def _speaking(house: House) -> House:
    """A house that speaks the made-up language."""
    package = house.root / "reisleider"
    house.add(f"renderers/locales/{CODE}.po", catalogue(package / "renderers" / "locales" / "en.po"))
    house.add(f"flows/words/{CODE}.toml", words_file(package / "flows" / "words" / "en.toml"))
    for name in ("scripts/customer", "scripts/stakeholder", "phases/nine-phases"):
        file = package / "flows" / f"{name}.toml"
        file.write_text(with_texts(file.read_text(encoding="utf-8")), encoding="utf-8")
    study = (package / "bot" / "demo" / "study.toml").read_text(encoding="utf-8")
    study = with_texts(study).replace('languages = ["nl", "en"]', f'languages = ["{CODE}", "nl", "en"]')
    (house.root / "study.toml").write_text(study, encoding="utf-8")
    return house


TALK = """script: customer
language: eo
---
> qyes
> qthree qmonths qago
> qback
> qtwo qweeks
> 1
> mia patrino volis ion novan kaj ni longe parolis pri tio
> qgoogled pri vojagxoj
> ni qpaid cxion
> qdone
> qno
> qhelp
> 2
> la prezo estis bona kaj ni volis tion
> qvery qgood
> qbad
> qon qthe qphone
"""
NAMES = {"Zonnevaart", "klantreis", "zonnevaart", "example", "privacy"}  # of the study
CLDR = {
    "Junio",
    "Novembro",
    "Nederlands",
    "nederlanda",
    "English",
    "angla",
}  # days, languages
PLAY = f"""
import json, sys
from pathlib import Path
from playing import NOW, Stage
from reisleider.bot.maps.publish import compile_study
from reisleider.bot.studies.study_file import read_study_file
from reisleider.bot.transcripts.transcript import parse
from reisleider.flows.scripts.script import load_script
from reisleider.renderers.chat.post import post

study = read_study_file(Path("study.toml"), NOW)
said = parse(sys.stdin.read(), "talk.txt")
for id in ("ana", "bea", "cia"):
    stage = Stage(Path("talk.db"), study, load_script("customer"), "{CODE}", id, reopen=False)
    stage.begin()
    talk = stage.play(said)
    interview = stage.interview()
compiled = stage.store.do(lambda c: compile_study(c, study.id, NOW))
answers = [[one.step, one.item, one.value] for one in interview.log if one.kind == "answer"]
told = post(compiled.journey_map, "{CODE}", compiled.waiting)
print(json.dumps({{"talk": talk, "answers": answers, "language": interview.language, "post": told.plain}}))
"""


def test_somebody_is_interviewed_in_it_and_a_map_is_told_in_it(speaking: House) -> None:
    done = json.loads(speaking.run(PLAY, typed=TALK))

    assert done["language"] == CODE
    assert done["answers"] == [
        ["consent", None, "yes"],
        ["last-time", None, "half-year"],
        ["last-time", None, "month"],
        ["intent", None, "first"],
        ["trigger", None, "mia patrino volis ion novan kaj ni longe parolis pri tio"],
        ["steps", "i1", "qgoogled pri vojagxoj"],
        ["steps", "i2", "ni qpaid cxion"],
        ["steps", None, "done"],
        ["complete", None, "all"],
        ["decided-at", None, "i2"],
        ["decider", None, "la prezo estis bona kaj ni volis tion"],
        ["emotion", "i1", 2],  # where it was is not asked: to google is a website's word
        ["emotion", "i2", -1],
        ["channel", "i2", "phone"],
    ]
    assert "Qback qone qquestion. Qyou qsaid: 1–5 qmonths qago." in "\n".join(done["talk"])
    assert "Nederlands: qgo qon qin nederlanda" in done["talk"]
    assert "qnow “ni qpaid cxion” qis qon qtop (3 qof 3 qfaces qunpleasant)" in done["post"]
    said = [line for line in done["talk"] if not line.startswith("> ")]
    assert _foreign("\n".join([*said, done["post"]])) == set()


def _foreign(text: str) -> set[str]:
    """Words that are said in no made-up language, and by nobody."""
    typed = set(re.findall(r"[^\W\d_]+", TALK))
    words = {word for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text) if word[0] not in "qQ"}
    return {word for word in words if word not in NAMES | CLDR and word not in typed and word.lower() not in typed}


SWITCH = """
import sys
from pathlib import Path
from playing import NOW, Stage
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.transcripts.transcript import parse
from reisleider.flows.scripts.script import load_script

stage = Stage(Path("talk.db"), load_demo_study(), load_script("customer"), "en", "ana", reopen=False)
stage.begin()
print("\\n".join(stage.play(parse(sys.stdin.read(), "talk.txt"))))
"""


def test_who_talks_in_another_language_is_told_of_it_and_may_go_on_in_it(speaking: House) -> None:
    talk = speaking.run(SWITCH, typed="script: customer\nlanguage: en\n---\n> help\n> esperanto\n> nederlands\n")

    assert "Nederlands: go on in Dutch\nEsperanto: go on in Esperanto\nQuestions" in talk
    assert "> esperanto\nQwe'll qcontinue qin Qenglish. Qhi, " in talk
    assert "> nederlands\nWe gaan verder in het Nederlands. Hoi, " in talk


SETTLED = """
from datetime import UTC, datetime
from pathlib import Path
from reisleider.bot.config import load_config
from reisleider.bot.studies.study_file import read_study_file
from reisleider.flows.faults import Fault
from reisleider.flows.meaning.concepts import Concepts, product

print(load_config(None, {"REISLEIDER_BOT__LANGUAGE": "eo"}).bot.language)
for attempt in (
    lambda: load_config(None, {"REISLEIDER_BOT__LANGUAGE": "fr"}),
    lambda: read_study_file(Path("study.toml"), datetime.now(UTC)).languages,
    lambda: product(*Concepts().vectors(["qfonis", "gebeld"])) > 0.5,
):
    try:
        print(attempt())
    except Fault as fault:
        print(fault)
"""


def test_it_may_be_set_and_its_wordings_are_merged_by_their_own_words_until_it_has_concepts(speaking: House) -> None:
    assert speaking.run(SETTLED).splitlines() == [
        "eo",
        "bot.language: this must be nl, en or eo.",
        "('eo', 'nl', 'en')",
        "False",
    ]
    concepts = speaking.add("flows/meaning/eo.toml", 'phone = "qfonis"\n')
    assert speaking.run(SETTLED).splitlines()[-1] == "True"
    concepts.write_text('fone = "qfonis"\n', encoding="utf-8")
    assert speaking.run(SETTLED).splitlines()[-1] == (
        "flows/meaning: fone: there is no such concept; take one of concepts.toml."
    )


def test_a_study_does_not_speak_what_an_interview_or_its_phases_are_not_written_in(house: House) -> None:
    package = house.root / "reisleider"
    house.add(f"renderers/locales/{CODE}.po", catalogue(package / "renderers" / "locales" / "en.po"))
    house.add(f"flows/words/{CODE}.toml", words_file(package / "flows" / "words" / "en.toml"))
    study = (package / "bot" / "demo" / "study.toml").read_text(encoding="utf-8")
    spoken = with_texts(study).replace('languages = ["nl", "en"]', f'languages = ["{CODE}", "nl", "en"]')
    (house.root / "study.toml").write_text(spoken, encoding="utf-8")

    assert house.run(SETTLED).splitlines()[2] == (
        "study.toml: languages: the interview customer is not written in eo yet; "
        "add its texts to customer.toml, or leave eo out."
    )
    refused = house.run(SWITCH, typed="script: customer\nlanguage: en\n---\n> esperanto\n")
    assert "> esperanto\nThis interview is not there in that language yet. We'll continue in English. Hi, " in refused
    for name in ("customer", "stakeholder"):
        file = package / "flows" / "scripts" / f"{name}.toml"
        file.write_text(with_texts(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert house.run(SETTLED).splitlines()[2] == (
        "study.toml: model: nine-phases is not written in eo yet; add it to nine-phases.toml."
    )


def test_the_command_line_helps_in_it(speaking: House) -> None:
    told = speaking.run(
        "import runpy, sys\n"
        f"sys.argv = ['reisleider', 'map', '--help', '--language', '{CODE}']\n"
        "runpy.run_module('reisleider.bot', run_name='__main__', alter_sys=True)"
    )

    assert "Qcompile qa qstudy's qmap qand qshow qor qwrite qit" in told
    assert "nl, en, eo" in told

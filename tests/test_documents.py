"""The documents: complete, true to the code, and nothing in them that is not there."""

from __future__ import annotations

import ast
import re
import shlex
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from talking import Talk
from typing_in import command_names, type_in

from reisleider.bot.commands.table import names_of, rows
from reisleider.bot.config import further, settings
from reisleider.bot.demo.next_steps import lay_out_next_steps
from reisleider.bot.studies.study_file import KNOWN, read_study_file
from reisleider.flows.phases.models import load_model, model_ids, read_model
from reisleider.flows.questions import KINDS, type_of
from reisleider.flows.scripts.script import load_script, read_script
from reisleider.flows.synthesis.fold import fold
from reisleider.renderers.formats import FORMATS

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from draw_rooms import LAYERS, draw_layer  # noqa: E402 - tools are files, not a package
from draw_talk import STILLS, draw_talk  # noqa: E402 - the same

READMES = ("README.md", "README.nl.md")
PAGES = sorted(
    file.relative_to(ROOT).as_posix() for file in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")) if file.is_file()
)
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.toml"))
OWN = sorted((ROOT / "bot" / "demo" / "own").glob("*.toml"))
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TREE = r"(?:bot|flows|renderers|storage|tests|tools|docs|bench|\.ci)/"


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


# --- Complete -------------------------------------------------------------------------------------------


def test_every_command_is_told() -> None:
    assert len(command_names()) > 20
    assert [name for name in command_names() if f"`reisleider {name}" not in read("docs/commands.md")] == []


def test_every_word_of_a_chat_is_told_in_both_languages() -> None:
    told = read("docs/commands.md").partition("## In a chat")[2]

    for row in rows():
        assert [name for name in (row.id, *names_of(row.id)) if f"`{name}" not in told] == []


def test_every_setting_is_told() -> None:
    keys = [f"`{section}.{key}`" for section, keys in settings().items() for key in keys]
    keys += [f"`{section}.{key}.NAME.{one}`" for (section, key), below in further().items() for one in below]

    assert [key for key in keys if key not in read("docs/settings.md")] == []


def test_every_question_type_is_told() -> None:
    assert [kind for kind in KINDS if f"| `{kind}` |" not in read("docs/interviews.md")] == []


def test_every_format_is_told_twice() -> None:
    headings = re.findall(r"^## (.*)$", read("docs/formats.md"), re.MULTILINE)

    assert set(re.split(r", | and ", ", ".join(headings))) >= set(FORMATS)
    assert [name for name in FORMATS if f"`{name}`" not in read("docs/commands.md")] == []


@pytest.mark.parametrize("id", model_ids())
def test_every_phase_model_is_told_with_its_phases(id: str) -> None:
    phases = ", ".join(phase.label["en"] for phase in load_model(id).phases)

    assert f"| `{id}` | {phases} |" in read("docs/study-file.md")


@pytest.mark.parametrize("key", sorted(KNOWN))
def test_every_key_of_a_study_file_is_told_and_shown(key: str) -> None:
    told = read("docs/study-file.md")
    shown = [tomllib.loads(file.read_text(encoding="utf-8")) for file in EXAMPLES]

    assert f"`{key}`" in told or f"`[[{key}]]`" in told
    assert key == "likeness" or any(key in one for one in shown)  # sentences needs an extra that is not always here


@pytest.mark.parametrize("test", sorted((ROOT / "tests" / "adding").glob("test_*.py")), ids=lambda file: file.stem)
def test_everything_that_a_test_adds_is_told(test: Path) -> None:
    kind = test.stem.removeprefix("test_").replace("_", " ")
    headings = re.findall(r"^## (?:A|An) (.*)$", read("docs/adding.md"), re.MULTILINE)

    assert kind in ("copied house", "worked examples") or any(heading.endswith(kind) for heading in headings)


def test_the_readmes_say_the_same() -> None:
    english, dutch = (read(name) for name in READMES)

    for marks in (r"^## ", r"^\d\. ", r"^!\[", r"^```"):
        assert len(re.findall(marks, english, re.MULTILINE)) == len(re.findall(marks, dutch, re.MULTILINE)) > 0
    links = [re.findall(r"\]\(([^)]*)\)", text) for text in (english, dutch)]
    assert [link for link in links[0] if "talk-" not in link and "README" not in link] == [
        link for link in links[1] if "talk-" not in link and "README" not in link
    ]


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_a_screen_and_a_half(name: str) -> None:
    assert len(read(name).splitlines()) <= 65


@pytest.mark.parametrize("name", READMES)
def test_every_page_is_reached_from_the_readme(name: str) -> None:
    reached = set(re.findall(r"\]\(([^)#]*\.md)", read(name)))

    assert {page for page in PAGES if page not in READMES} - reached == set()


# --- True -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_somewhere(page: str) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", without_code(read(page))):
        path, _, anchor = link.partition("#")
        if "://" in path:
            continue
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), link
        headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
        assert not anchor or anchor in [re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings], link


@pytest.mark.parametrize("page", [*PAGES, "tests/synthesis/gold/README.md"])
def test_every_path_that_is_named_exists(page: str) -> None:
    text = without_code(read(page))
    named = re.findall(rf"`({TREE}[\w./*-]*)`", text)
    adding = page == "docs/adding.md"
    to_add = set(re.findall(rf"^# ({TREE}\S+)$", read(page), re.MULTILINE)) if adding else set()

    assert [path for path in named if path not in to_add and not list(ROOT.glob(path.rstrip("/")))] == []


def test_the_walk_is_a_dozen_steps_of_files_that_are_there() -> None:
    walk = read("docs/architecture.md").partition("## The walk")[2].partition("\n## ")[0]
    named = re.findall(rf"`({TREE}[\w./-]*)`", walk)

    assert len(re.findall(r"^\d+\. ", walk, re.MULTILINE)) <= 13
    assert len(named) >= 12
    assert [path for path in named if not (ROOT / path).is_file()] == []


def strings(tree: ast.AST) -> str:
    """Everything a file says in words: docstrings and sentences."""
    return "\n".join(
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@pytest.mark.parametrize("layer", ["bot", "flows", "renderers", "storage", "tools", "bench"])
def test_every_path_in_a_docstring_exists(layer: str) -> None:
    for file in (ROOT / layer).rglob("*.py"):
        said = strings(ast.parse(file.read_text(encoding="utf-8")))
        named = re.findall(rf"(?<![\w/.])({TREE}[\w/-]+\.(?:py|toml|md|po|json|txt))\b", said)
        assert [path for path in named if not (ROOT / path.replace("/xx.", "/nl.")).exists()] == [], file


@pytest.mark.parametrize("layer", LAYERS)
def test_the_rooms_are_drawn_as_they_are(layer: str) -> None:
    assert f"<!-- rooms {layer} -->\n{draw_layer(layer)}<!-- end -->" in read("docs/architecture.md")


def test_the_talk_in_the_documents_is_a_test() -> None:
    talk = read("tests/transcripts/first-talk-nl.txt")
    quoted = re.search(r"<!-- first-talk-nl -->\n```\n(.*?)\n```", read("docs/interviews.md"), re.DOTALL)

    assert quoted is not None
    assert quoted[1] in talk


@pytest.mark.parametrize("language", sorted(STILLS))
def test_the_stills_show_the_conversation_that_is_tested(language: str) -> None:
    assert draw_talk(language) == (ROOT / "docs" / "pictures" / f"talk-{language}.png").read_bytes()


def test_the_newest_version_in_the_changelog_is_this_one() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    told = re.findall(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d{2}-\d{2})$", read("CHANGELOG.md"), re.MULTILINE)

    assert told[0][0] == version
    assert [day for _, day in told] == sorted((day for _, day in told), reverse=True)


# --- Examples that run ----------------------------------------------------------------------------------


def asks_for_a_list(talk: Talk) -> bool:
    return talk.interview.aside is None and type_of(talk.script.step(talk.asked.step).kind).builds_list


def play(script: str, file: Path, language: str) -> Talk:
    """Somebody who presses the first button, and where words are asked for says what the study expects."""
    study = read_study_file(file, NOW)
    expected = [label.words[language] for label in study.labels]
    talk = Talk(load_script(script), study, language=language, id=file.stem)
    for place in range(200):
        if talk.interview.ended:
            break
        choices = [choice.id for choice in talk.asked.choices]
        told = len(fold(talk.script, talk.interview).touchpoints)
        if asks_for_a_list(talk) and place < 60 and told < 3:
            talk.says(expected[told])
        elif "done" in choices and talk.interview.draft:
            talk.presses("done")
        elif choices:
            talk.presses(choices[0])
        else:
            talk.says("12 dagen, want de brief kwam te laat")
    return talk


@pytest.mark.parametrize("file", [*EXAMPLES, *OWN], ids=lambda file: file.stem)
@pytest.mark.parametrize("script", ["customer", "stakeholder"])
def test_an_interview_is_held_on_every_example(file: Path, script: str) -> None:
    for language in read_study_file(file, NOW).languages:
        talk = play(script, file, language)

        assert talk.interview.state == "completed", (language, talk.interview.state)
        assert len(fold(talk.script, talk.interview).touchpoints) >= 2


def test_there_are_five_examples_that_are_told() -> None:
    assert len(EXAMPLES) == 5
    assert [file.name for file in EXAMPLES if f"(examples/{file.name})" not in read("docs/study-file.md")] == []


def test_the_study_on_its_page_is_whole(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(.*?)```", read("docs/study-file.md"), re.DOTALL)
    assert shown is not None
    (tmp_path / "study.toml").write_text(shown[1], encoding="utf-8")

    assert read_study_file(tmp_path / "study.toml", NOW).id == "moving-house"


def worked(path: str) -> str:
    """A worked example in docs/adding.md, by the file it makes."""
    found = re.search(rf"^```\w+\n# {re.escape(path)}\n(.*?)^```", read("docs/adding.md"), re.DOTALL | re.MULTILINE)
    assert found is not None, path
    return found[1]


def test_the_worked_interview_and_phase_model_are_good_ones() -> None:
    script = read_script(worked("flows/scripts/leaving.toml"), "leaving.toml")
    model = read_model(worked("flows/phases/three-steps.toml"), "three-steps.toml")

    assert [step.id for step in script.steps] == ["consent", "trigger", "wish", "review"]
    assert len(model.phases) == 3


@pytest.mark.parametrize("path", re.findall(r"^# (\S+\.py)$", read("docs/adding.md"), re.MULTILINE))
def test_the_worked_files_are_python_and_state_their_sentence(path: str) -> None:
    tree = ast.parse(worked(path))

    assert ast.get_docstring(tree)
    assert not (ROOT / path).exists()


# --- Commands that work as they are printed -------------------------------------------------------------


@pytest.mark.timeout(600)  # it plays the whole demo and draws all its pictures
def test_what_the_demo_tells_to_type_works(tmp_path: Path) -> None:
    told = type_in(tmp_path, "demo", "--language", "en", "--out", "a demo")
    lines = told.partition("study.db\n")[2].splitlines()
    typing = [shlex.split(line) for line in lines if line.startswith("  ")]

    assert "a demo/map.html" in told
    assert (tmp_path / "a demo" / "map.html").exists()
    assert 'language = "en"' in (tmp_path / "a demo" / "config.toml").read_text(encoding="utf-8")
    assert [words[1:3] for words in typing] == [
        ["interview", "customer"],
        ["map", "zonnevaart"],
        ["study", "new"],
        ["interview", "customer"],
    ]
    said = [type_in(tmp_path, *words[1:]) for words in typing]
    assert "reisleider interview customer --study zonnevaart --config 'a demo/config.toml'" in said[0]
    assert "A family holiday with Zonnevaart" in said[1]
    assert "my-study" in said[2]
    assert "Citypower would like to know" in said[3]


def test_the_demo_keeps_a_study_file_that_somebody_changed(tmp_path: Path) -> None:
    own = lay_out_next_steps(tmp_path, tmp_path / "study.db", "nl")
    own.write_text(own.read_text(encoding="utf-8").replace("Stadsstroom", "Dorpsgas"), encoding="utf-8")

    assert lay_out_next_steps(tmp_path, tmp_path / "study.db", "nl") == own
    assert "Dorpsgas" in own.read_text(encoding="utf-8")

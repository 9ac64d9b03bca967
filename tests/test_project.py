"""The project's own laws: layers, one home per library, locks without hosts, documents that are complete."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reisleider.bot.cli.program import app, inbox_app, study_app
from reisleider.bot.config import settings
from reisleider.flows.phases.models import CANONICAL_PHASES, crosswalk, load_model, model_ids
from reisleider.flows.questions import KINDS
from reisleider.renderers.formats import FORMATS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LAYERS = {"flows": {"flows"}, "renderers": {"renderers", "flows"}, "storage": {"storage", "flows"}}
HOMES = {
    "transitions": "flows/scripts/",
    "sqlalchemy": "storage/",
    "alembic": "storage/",
    "jinja2": "renderers/",
    "babel": "renderers/",
    "resvg_py": "renderers/",
    "typst": "renderers/",
    "xlsxwriter": "renderers/",
    "snowballstemmer": "flows/",
    "typer": "bot/",
    "structlog": "bot/",
}


def imports() -> Iterator[tuple[str, str]]:
    """Every import of ours: the file, and the library or the layer of ours that it imports."""
    for layer in ("bot", "flows", "renderers", "storage"):
        for file in (ROOT / layer).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.append(node.module)
                for name in names:
                    top, _, rest = name.partition(".")
                    yield file.relative_to(ROOT).as_posix(), rest.split(".")[0] if top == "reisleider" else top


def test_imports_point_one_way() -> None:
    wrong = [
        (file, name)
        for file, name in imports()
        if name in ("bot", *LAYERS) and name not in LAYERS.get(file.split("/")[0], {"bot", *LAYERS})
    ]

    assert wrong == []


@pytest.mark.parametrize("library", sorted(HOMES))
def test_each_library_has_one_home(library: str) -> None:
    files = [file for file, name in imports() if name == library]

    assert files
    assert [file for file in files if not file.startswith(HOMES[library])] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_hashes_and_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert "://" not in text
    assert "--index" not in text
    assert text.count("--hash=sha256:") > text.count("==")


def test_every_fixed_package_is_a_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = " ".join([*project["project"]["dependencies"], *project["dependency-groups"]["dev"]])

    for package in ("python-telegram-bot", "slack-bolt", "sqlalchemy", "transitions", "jinja2", "pytest-asyncio"):
        assert package in names


def test_every_command_is_in_the_readme() -> None:
    for group, prefix in ((app, ""), (study_app, "study "), (inbox_app, "inbox ")):
        for command in group.registered_commands:
            name = command.name or (command.callback.__name__ if command.callback else "")
            name = name.rstrip("_").removeprefix(prefix.strip().replace(" ", "_") + "_") if prefix else name
            assert f"reisleider {prefix}{name}" in README, name


def test_every_setting_question_type_format_and_model_is_in_the_readme() -> None:
    wanted = [
        *(f"`{section}.{key}`" for section, keys in settings().items() for key in keys),
        *(f"`{kind}`" for kind in KINDS),
        *(f"`{format}`" for format in FORMATS),
        *(f"`{id}`" for id in model_ids()),
    ]

    assert [one for one in wanted if one not in README] == []


@pytest.mark.parametrize("id", model_ids())
def test_every_phase_model_maps_to_canonical_phases_in_order(id: str) -> None:
    model = load_model(id)
    walked = [phase for phases in crosswalk(model).values() for phase in phases]

    assert set(walked) == {phase.id for phase in model.phases}
    assert set(crosswalk(model)) == set(CANONICAL_PHASES)


def test_the_transcript_in_the_readme_is_a_test() -> None:
    talk = (ROOT / "tests" / "transcripts" / "first-talk-nl.txt").read_text(encoding="utf-8")
    quoted = re.search(r"<!-- first-talk-nl -->\n```\n(.*?)\n```", README, re.DOTALL)

    assert quoted is not None
    assert quoted[1] in talk

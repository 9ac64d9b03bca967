"""The project's own laws: layers, one home per library, locks without hosts, a wheel that holds the whole tree."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from reisleider.flows.phases.models import CANONICAL_PHASES, load_model, model_ids

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
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
    "openpyxl": "flows/",
    "snowballstemmer": "flows/",
    "typer": "bot/",
    "structlog": "bot/",
}


@cache
def imports() -> tuple[tuple[str, str], ...]:
    """Every import of ours: the file, and the library or the layer of ours that it imports."""
    return tuple(_imports())


def _imports() -> Iterator[tuple[str, str]]:
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


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-postgres.lock", "requirements-dev.lock"])
def test_locks_pin_hashes_and_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert "://" not in text
    assert "--index" not in text
    assert text.count("--hash=sha256:") > text.count("==")


def test_every_fixed_package_is_a_dependency() -> None:
    names = " ".join([*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]])

    for package in ("python-telegram-bot", "slack-bolt", "sqlalchemy", "transitions", "jinja2", "pytest-asyncio"):
        assert package in names


@pytest.mark.parametrize("id", model_ids())
def test_every_phase_model_maps_to_canonical_phases_in_order(id: str) -> None:
    model = load_model(id)
    firsts = [CANONICAL_PHASES.index(phase.canonical[0]) for phase in model.phases]

    assert {one for phase in model.phases for one in phase.canonical} <= set(CANONICAL_PHASES)
    assert firsts == sorted(firsts)


def shipped_files() -> list[Path]:
    """Every file of the four packages that is under version control or about to be, as paths from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *LAYERS, "bot"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return [Path(line) for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_the_wheel_holds_every_package() -> None:
    folders = {file.parent for file in shipped_files() if file.name == "__init__.py"}

    assert sorted(PROJECT["tool"]["setuptools"]["packages"]) == sorted(
        ".".join(("reisleider", *folder.parts)) for folder in folders
    )


def test_the_wheel_holds_every_data_file() -> None:
    packages = {Path(*name.split(".")[1:]) for name in PROJECT["tool"]["setuptools"]["packages"]}
    held = {
        Path(*name.split(".")[1:]) / found.relative_to(ROOT / Path(*name.split(".")[1:]))
        for name, patterns in PROJECT["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for found in (ROOT / Path(*name.split(".")[1:])).glob(pattern)
    }
    data = {file for file in shipped_files() if file.suffix != ".py"}

    assert data - held == set()
    assert {file.parent for file in shipped_files() if file.suffix == ".py"} <= packages


def test_every_pattern_of_data_files_finds_one() -> None:
    for name, patterns in PROJECT["tool"]["setuptools"]["package-data"].items():
        folder = ROOT / Path(*name.split(".")[1:])
        assert [pattern for pattern in patterns if not list(folder.glob(pattern))] == [], name


def test_the_licences_are_in_the_wheel() -> None:
    files = PROJECT["project"]["license-files"]

    assert files == ["LICENSE", "renderers/fonts/OFL.txt"]
    assert [file for file in files if not (ROOT / file).is_file()] == []

"""What is in deploy/: whole, and nothing in it that is not there: settings, commands, files, figures."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typing_in import command_names

from reisleider.bot import metrics
from reisleider.bot.config import load_config, settings
from reisleider.bot.serving.app import STOPPING
from reisleider.storage.store import file_of

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
VARIABLE = re.compile(r"\bREISLEIDER_[A-Z]+__[A-Z_]+\b")
METRIC = re.compile(r"\breisleider_\w+")


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def unit() -> Iterator[tuple[str, str]]:
    for line in read("reisleider.service").splitlines():
        if line and line[0] not in "#[":
            key, _, value = line.partition("=")
            yield key, value


def steps() -> list[tuple[str, str]]:
    """The instructions of the container file, each on one line."""
    text = re.sub(r"\\\n\s*", " ", read("Containerfile"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines]


def service() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(read("compose.yaml"))["services"]["reisleider"]
    return found


def programs_over_a_server() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(read("compose-postgres.yaml"))
    return found


def rules() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(read("alarms.yaml"))["groups"] for rule in group["rules"]]


def figures() -> dict[str, set[str]]:
    """Every figure as Prometheus names it, with its labels."""
    found: dict[str, set[str]] = {}
    for one in (value for value in vars(metrics).values() if hasattr(value, "_labelnames")):
        (described,) = one.describe()
        ends = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}.get(described.type, [""])
        for end in ends:
            labels = {*one._labelnames, *(("le",) if end == "_bucket" else ())}
            found[described.name + end] = labels
    return found


# --- Settings and commands ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(file.name for file in DEPLOY.iterdir() if file.is_file()))
def test_every_setting_exists_and_no_host_is_named(name: str) -> None:
    known = {f"REISLEIDER_{section}__{key}".upper() for section, keys in settings().items() for key in keys}
    named = VARIABLE.findall(read(name))

    assert {one.removesuffix("_FILE") for one in named} - known == set()
    assert re.findall(r"\b(?!sqlite)\w+://|\b[\w-]+\.(?:io|com|org|dev)\b", read(name)) == []


def test_no_token_stands_in_a_file() -> None:
    secrets = {"TOKEN", "SECRET", "KEY"}
    for name in ("reisleider.service", "compose.yaml", "Containerfile"):
        told = [one for one in VARIABLE.findall(read(name)) if secrets & set(one.removesuffix("_FILE").split("_"))]
        assert [one for one in told if not one.endswith("_FILE")] == [], name


def test_what_is_run_is_our_program_and_a_command_of_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    started = shlex.split(dict(unit())["ExecStart"])
    built = dict(steps())

    assert [Path(started[0]).name, *yaml.safe_load(built["ENTRYPOINT"])] == [*project["scripts"]] * 2
    assert {started[1], *yaml.safe_load(built["CMD"])} == {"run"} <= set(command_names())
    assert started[2] == "--config"


# --- systemd --------------------------------------------------------------------------------------------


def test_a_credential_that_is_read_is_loaded() -> None:
    loaded = {value.partition(":")[0] for key, value in unit() if key == "LoadCredential"}
    read_there = {value.rpartition("%d/")[2] for key, value in unit() if key == "Environment" and "%d/" in value}

    assert loaded == read_there != set()


def test_the_service_has_time_to_finish_and_writes_only_to_its_own_folder() -> None:
    told = dict(unit())
    database = next(value for key, value in unit() if "STORAGE__URL" in value).partition("sqlite:///")[2]

    assert int(told["TimeoutStopSec"]) > STOPPING
    assert Path(database).parent == Path(told["WorkingDirectory"]) == Path("/var/lib") / told["StateDirectory"]
    assert told["ProtectSystem"] == "strict"
    assert told["User"] not in ("", "root")


# --- Containers -----------------------------------------------------------------------------------------


def test_the_image_holds_the_whole_program_by_hash_and_runs_without_rights() -> None:
    copied = {
        word
        for what, words in steps()
        if what == "COPY" and not words.startswith("--")
        for word in shlex.split(words)[:-1]
    }
    let_in = {line[1:] for line in read("Containerfile.dockerignore").splitlines() if line.startswith("!")}
    lock = [words for what, words in steps() if what == "RUN" and "requirements.lock" in words]
    (user,) = [words for what, words in steps() if what == "USER"]

    assert [one for one in copied if not (ROOT / one).exists()] == []
    assert copied == let_in >= {"bot", "flows", "renderers", "storage", "pyproject.toml", "requirements.lock"}
    assert ["--require-hashes" in words for words in lock] == [True]
    assert int(user) > 0
    assert {words.split()[0] for what, words in steps() if what == "FROM"} == {"python:3.12-slim"}


def test_the_image_is_asked_whether_it_answers_where_it_does() -> None:
    port = str(service()["ports"][0]).rpartition(":")[2]
    (health,) = [words for what, words in steps() if what == "HEALTHCHECK"]
    (settled,) = [words for what, words in steps() if what == "ENV"]
    program = yaml.safe_load(health.partition("CMD ")[2])[2]

    compile(program, "HEALTHCHECK", "exec")
    assert f"'127.0.0.1', {port}" in program
    assert f"REISLEIDER_HTTP__PORT={port}" in settled
    assert [words for what, words in steps() if what == "EXPOSE"] == [port]


def test_the_composed_service_has_what_it_names() -> None:
    whole = yaml.safe_load(read("compose.yaml"))
    one = service()
    files = {Path(value).name for key, value in one["environment"].items() if key.endswith("_FILE")}

    assert (DEPLOY / one["build"]["context"]).resolve() == ROOT
    assert (ROOT / one["build"]["dockerfile"]).is_file()
    assert files == set(one["secrets"]) == set(whole["secrets"])
    assert {Path(secret["file"]).parts[0] for secret in whole["secrets"].values()} == {"secrets"}
    assert [place.partition(":")[0] for place in one["volumes"]] == [*whole["volumes"]]
    assert [place.partition(":")[2] for place in one["volumes"]] == [dict(steps())["VOLUME"]]
    assert int(one["stop_grace_period"].removesuffix("s")) > STOPPING
    assert all(port.startswith("127.0.0.1:") for port in one["ports"])


def test_programs_over_a_server_have_what_they_name() -> None:
    whole = programs_over_a_server()
    one, database = whole["services"]["reisleider"], whole["services"]["database"]
    files = {
        Path(value).name
        for service in (one, database)
        for key, value in service["environment"].items()
        if key.endswith("_FILE")
    }
    extra = one["build"]["args"]["EXTRA"]
    alone = service()

    assert (DEPLOY / one["build"]["context"]).resolve() == ROOT
    assert (ROOT / f"requirements-{extra}.lock").is_file()
    assert any("requirements-${EXTRA}.lock" in words or "requirements-$EXTRA.lock" in words for _, words in steps())
    assert files == {*one["secrets"], *database["secrets"]} == set(whole["secrets"])
    assert [place.partition(":")[0] for place in database["volumes"]] == [*whole["volumes"]]
    assert "volumes" not in one  # so that any number of them may run
    assert [*one["depends_on"]] == ["database"]
    for held in ("read_only", "cap_drop", "security_opt", "pids_limit", "mem_limit", "stop_grace_period"):
        assert one[held] == alone[held]
    assert all(port.startswith("127.0.0.1:") for port in one["ports"])


@pytest.mark.parametrize("file", ["compose.yaml", "compose-postgres.yaml"])
def test_the_program_takes_the_settings_that_the_image_and_the_service_give_together(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = {"telegram": "1:t", "slack-bot": "xoxb-1", "slack-app": "xapp-1", "database-url": "postgresql://a@b/c"}
    for name, secret in tokens.items():
        (tmp_path / name).write_text(f"{secret}\n")
    (of_the_image,) = [words for what, words in steps() if what == "ENV"]
    given = dict(one.split("=", 1) for one in shlex.split(of_the_image))
    given |= yaml.safe_load(read(file))["services"]["reisleider"]["environment"]
    there = {name: value.replace("/run/secrets", str(tmp_path)) for name, value in given.items()}

    config = load_config(None, there)
    monkeypatch.chdir(tmp_path)

    assert config.of("telegram").token.get_secret_value() == "1:t"
    if file == "compose.yaml":  # the file stands in the folder that is a volume
        assert file_of(config.storage.url).absolute().parent == tmp_path
        assert dict(steps())["WORKDIR"] == dict(steps())["VOLUME"]
    else:
        assert config.storage.url == tokens["database-url"]


def test_the_servers_extra_is_locked_by_hash() -> None:
    told = (ROOT / "requirements-postgres.lock").read_text(encoding="utf-8")

    assert re.search(r"^psycopg-binary==[\d.]+.*\\$", told, re.MULTILINE)
    assert "--hash=sha256:" in told


# --- Alarms ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_an_alarm_looks_at_figures_that_there_are(rule: dict[str, Any]) -> None:
    known = figures()
    named = set(METRIC.findall(rule["expr"]))
    by = {label for labels in re.findall(r"by \(([^)]*)\)", rule["expr"]) for label in labels.split(", ")}
    shown = set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"]))

    assert named
    assert named - set(known) == set()
    labels = set().union(*(known[name] for name in named))
    assert by <= labels
    assert shown <= (by or labels)
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert "for" not in rule or re.fullmatch(r"\d+m", rule["for"])


def test_every_alarm_is_told_and_no_other() -> None:
    told = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").partition("## Alarms")[2].partition("\n## ")[0]

    assert set(re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE)) == {rule["alert"] for rule in rules()}

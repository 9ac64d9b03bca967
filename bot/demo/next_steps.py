"""What to do after the demo: look at the page, be interviewed in its study, begin a study of one's own.

Law: every command it tells works as it stands, typed where the demo was; a file that somebody may have changed is kept.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from reisleider.bot.clock import now
from reisleider.bot.demo.kept import kept_from
from reisleider.bot.program_name import program_name
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.journey import Study
from reisleider.renderers.words.catalog import gettext

OTHERWISE = "en"  # the file to begin with, for a language that has none of its own


def lay_out_next_steps(out: Path, database: Path, language: str) -> Path:
    """Write what the next steps need beside the demo's files; returns the study file to begin with."""
    url = f"sqlite:///{database.resolve().as_posix()}"
    settings = f"[storage]\nurl = {json.dumps(url)}\n\n[bot]\nlanguage = {json.dumps(language)}\n"
    (out / "config.toml").write_text(settings, encoding="utf-8")
    text = _text_of_own(language)
    path = out / f"{read_study(text, f'{language}.toml', now()).id}.toml"
    if not path.exists():
        path.write_text(text, encoding="utf-8")
    return path


def tell_next_steps(study: Study, out: Path, own: Path, language: str) -> Iterator[str]:
    """The lines to show at the end; the page is ``map.html`` in ``out``, ``own`` the study file to begin with."""
    program, settings = program_name(), shlex.quote(str(out / "config.toml"))
    interview, speak = f"{program} interview customer --study", f"--language {language}"
    id = read_study(own.read_text(encoding="utf-8"), own.name, now()).id
    yield gettext(language, "demo.next")
    yield gettext(language, "demo.page", file=out / "map.html")
    yield gettext(language, "demo.be-asked")
    yield f"  {interview} {study.id} {speak} --config {settings}"
    yield f"  {program} map {study.id} --preview --config {settings}"
    yield gettext(language, "demo.own", file=own)
    yield f"  {program} study new {shlex.quote(str(own))}"
    yield f"  {interview} {id} {speak}"


def _text_of_own(language: str) -> str:
    folder = resources.files("reisleider.bot.demo").joinpath("own")
    file = folder.joinpath(f"{language}.toml")
    text = (file if file.is_file() else folder.joinpath(f"{OTHERWISE}.toml")).read_text(encoding="utf-8")
    return kept_from(text, now().date())

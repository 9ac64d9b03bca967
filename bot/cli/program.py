"""The command line: what a lead, a researcher or somebody trying Reisleider types.

Law: a fault is one sentence on standard error and exit code 2; heavy libraries are imported by the command that needs
them.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from reisleider.bot.adapters.console import PLATFORM, TENANT
from reisleider.bot.clock import now
from reisleider.bot.config import Config, load_config
from reisleider.flows.faults import Fault, StudyFault
from reisleider.flows.languages import FIRST, listed

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Journey-mapping interviews, and the map they make.")
study_app = typer.Typer(no_args_is_help=True, help="Make, look at, move and delete studies.")
inbox_app = typer.Typer(no_args_is_help=True, help="Updates that failed and wait to be looked at.")
app.add_typer(study_app, name="study")
app.add_typer(inbox_app, name="inbox")

ConfigPath = Annotated[Path | None, typer.Option("--config", help="Settings file; config.toml here if it exists.")]
Language = Annotated[str | None, typer.Option("--language", help=f"{listed('or')}.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask again.")]


def main() -> None:
    """Run a command; a fault becomes one sentence."""
    try:
        app()
    except Fault as fault:
        print(fault, file=sys.stderr)  # noqa: T201 - the sentence is for the person who typed the command
        raise SystemExit(2) from None


def _config(path: Path | None) -> Config:
    default = Path("config.toml")
    return load_config(path or (default if default.exists() else None), os.environ)


def _open(config: Config, *, create: bool = True) -> Any:
    from reisleider.storage.floor import Floor  # noqa: PLC0415 - SQLAlchemy is only for commands that remember
    from reisleider.storage.store import Store  # noqa: PLC0415 - the same

    floor = Floor(config.privacy.minimum_customers, config.privacy.minimum_staff)
    return Store.open(config.storage.url, create=create, floor=floor)


def _say(words: str = "") -> None:
    typer.echo(words)


def _say_version(asked: bool) -> None:
    if asked:
        _say(version("reisleider"))
        raise typer.Exit


@app.callback()
def _first(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Which one this is.")
    ] = False,
) -> None:
    """Journey-mapping interviews, and the map they make."""


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("out/demo"), language: Language = None
) -> None:
    """Play a complete study in front of you, post its map and write the files."""
    from reisleider.bot.demo.show import load_demo_study, show_demo  # noqa: PLC0415 - the demo alone draws pictures
    from reisleider.bot.terminal.talk import interview_here  # noqa: PLC0415 - the same
    from reisleider.flows.scripts.script import load_script  # noqa: PLC0415 - the same
    from reisleider.storage.store import Store  # noqa: PLC0415 - the same

    spoken = _spoken(language or _config(None).bot.language)
    try:
        database = asyncio.run(show_demo(out, spoken))
    except OSError as fault:
        raise StudyFault(f"{out}: this folder cannot be written to; choose another with --out.") from fault
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return
    question = (
        "\nWil je zelf geïnterviewd worden?" if spoken == "nl" else "\nWould you like to be interviewed yourself?"
    )
    if not typer.confirm(question, default=False):
        return
    command = f"REISLEIDER_STORAGE__URL=sqlite:///{database} reisleider interview customer --study zonnevaart"
    with Store.open(f"sqlite:///{database}") as store:
        study = load_demo_study()
        asyncio.run(interview_here(store, study, load_script("customer"), "reader", spoken, command))


@app.command()
def interview(
    script: Annotated[str, typer.Argument(help="customer or stakeholder.")] = "customer",
    study: Annotated[str | None, typer.Option(help="The study; without one, the demo's.")] = None,
    name: Annotated[str, typer.Option("--as", help="Who you are here, to come back to your own interview.")] = "me",
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    """Be interviewed in this terminal; leave at any moment and come back."""
    from reisleider.bot.demo.show import load_demo_study  # noqa: PLC0415 - only where no study is named
    from reisleider.bot.terminal.talk import interview_here  # noqa: PLC0415 - only here
    from reisleider.flows.scripts.script import load_script  # noqa: PLC0415 - only here
    from reisleider.storage import studies  # noqa: PLC0415 - only here

    settings = _config(config)
    compiled = load_script(script)
    spoken = _spoken(language or settings.bot.language)
    command = f"reisleider interview {script}"
    command += f" --study {study}" if study else ""
    command += f" --as {name}" if name != "me" else ""
    with _open(settings) as store:
        chosen = store.do(lambda c: studies.load_study(c, study or "zonnevaart"))
        if chosen is None and study is None:
            store.do(lambda c: studies.save_study(c, load_demo_study()))
            chosen = store.do(lambda c: studies.load_study(c, "zonnevaart"))
        if chosen is None:
            known = ", ".join(one.id for one in store.do(studies.list_studies)) or "none yet"
            raise StudyFault(f"There is no study {study}; there are: {known}. Make one with reisleider study new FILE.")
        asyncio.run(interview_here(store, chosen, compiled, name, spoken, command))


def _spoken(language: str) -> str:
    from reisleider.renderers.words.catalog import load_catalog  # noqa: PLC0415 - only to check that it is spoken

    load_catalog(language)
    return language


@app.command("map")
def map_(
    study: Annotated[str, typer.Argument(help="The study's id.")],
    format: Annotated[
        str, typer.Option(help="terminal, post, or a file: png, phone-png, svg, markdown, json; see docs/formats.md.")
    ] = "",
    out: Annotated[Path | None, typer.Option(help="The file to write.")] = None,
    preview: Annotated[bool, typer.Option(help="As it stands now, without publishing a version.")] = False,
    persona: Annotated[str, typer.Option(help="One persona's map, of the last published version.")] = "",
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    """Compile a study's map and show or write it; without a format it is drawn here, or posted where nobody looks."""
    from reisleider.bot.maps.publish import compile_personas, compile_study, publish_map  # noqa: PLC0415 - only here
    from reisleider.bot.terminal.progress import shown  # noqa: PLC0415 - only here
    from reisleider.renderers.chat.post import post  # noqa: PLC0415 - only here
    from reisleider.renderers.formats import check_format, make_page, render  # noqa: PLC0415 - only here

    if format not in ("", "terminal", "post"):
        check_format(format)  # before a version is published
    settings = _config(config)
    spoken = _spoken(language or settings.bot.language)
    with _open(settings, create=False) as store, shown(spoken) as progress:
        compiled = store.look(lambda c: compile_study(c, study, now(), progress=progress))
        if not compiled.journeys:
            raise StudyFault(f"The study {study} has no interviews yet; reisleider interview customer --study {study}.")
        if persona:
            compiled = store.look(lambda c: _persona_map(c, compiled.study, persona, preview=preview))
        elif not preview:
            compiled = store.do(lambda c: publish_map(c, compiled, now()))
        several = format == "html" and not persona and not preview
        others = store.do(lambda c: compile_personas(c, study)) if several else ()
    wanted = format or ("terminal" if sys.stdout.isatty() else "post")
    if wanted == "terminal":
        _show_map(compiled.journey_map, spoken, compiled.waiting)
        return
    if wanted == "post":
        _say(post(compiled.journey_map, spoken, compiled.waiting).plain)
        return
    alone = compiled.journey_map
    picture = make_page((alone, *others), spoken) if others else render(wanted, alone, spoken)
    path = out or Path(picture.name)
    _write(path, picture.data)
    _say(str(path))


def _show_map(journey_map: Any, language: str, waiting: int) -> None:
    from rich.console import Console  # noqa: PLC0415 - only for what is drawn here

    from reisleider.renderers.terminal.map_lines import TerminalMap  # noqa: PLC0415 - the same
    from reisleider.renderers.words.catalog import gettext  # noqa: PLC0415 - the same

    screen = Console(highlight=False, markup=False, emoji=False)
    screen.print(TerminalMap(journey_map, language))
    if waiting:
        screen.print(gettext(language, "post.waiting", n=waiting))


def _persona_map(c: Any, study: Any, name: str, *, preview: bool) -> Any:
    from reisleider.bot.maps.publish import compile_persona, compile_study, persona_called  # noqa: PLC0415 - only here

    found = persona_called(study, name)
    if found is None:
        known = ", ".join(one.id for one in study.personas) or "none"
        raise StudyFault(f"{study.id}: there is no persona {name}; there are: {known}.")
    compiled = compile_study(c, study.id, now(), persona=found) if preview else compile_persona(c, study.id, found)
    if compiled is None:
        raise StudyFault(f"{study.id}: publish the whole map first with reisleider map {study.id}.")
    return compiled


def _write(path: Path, data: bytes) -> None:
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as fault:
        partial.unlink(missing_ok=True)
        raise StudyFault(f"{path}: this file cannot be written; choose another place with --out.") from fault


@app.command()
def draw(script: Annotated[str, typer.Argument(help="customer or stakeholder.")] = "customer") -> None:
    """Draw a script's dialogue as a Mermaid diagram."""
    from reisleider.flows.scripts.draw import draw_script  # noqa: PLC0415 - only here
    from reisleider.flows.scripts.script import load_script  # noqa: PLC0415 - only here

    _say(draw_script(load_script(script)))


@app.command()
def simulate(
    script: Annotated[str, typer.Argument(help="customer or stakeholder.")] = "customer",
    seed: Annotated[int, typer.Option(help="Another seed, another person.")] = 1,
    language: Language = None,
) -> None:
    """Play one interview with random replies and print it: a quick look at a script."""
    from reisleider.bot.demo.show import load_demo_study  # noqa: PLC0415 - only here
    from reisleider.bot.demo.simulate import simulate as play  # noqa: PLC0415 - only here
    from reisleider.flows.scripts.script import load_script  # noqa: PLC0415 - only here

    for line in play(load_script(script), load_demo_study(), _spoken(language or FIRST), seed):
        _say(line)


@app.command()
def migrate(config: ConfigPath = None) -> None:
    """Bring the database up to date; every command that opens it does so too."""
    settings = _config(config)
    with _open(settings) as store:
        _say(f"{store.file}: up to date.")


@app.command()
def forget(
    study: Annotated[str, typer.Argument(help="The study's id.")],
    name: Annotated[str, typer.Option("--as", help="Who you are in this terminal.")] = "me",
    yes: Yes = False,
    config: ConfigPath = None,
) -> None:
    """Erase everything you told in a study, at once."""
    from reisleider.bot.interviews.forget import forget_account  # noqa: PLC0415 - only here

    _sure(f"Erase everything {name} told in {study}?", yes)
    with _open(_config(config), create=False) as store:
        count = store.do(lambda c: forget_account(c, study, PLATFORM.name, TENANT, name, now()))
    if not count:
        raise StudyFault(f"{study}: nothing is stored about {name}; say who you are with --as.")
    _say("1 interview erased." if count == 1 else f"{count} interviews erased.")


def _sure(question: str, yes: bool) -> None:
    if not yes and not typer.confirm(question, default=False):
        raise typer.Exit(1)


@study_app.command("list")
def study_list(config: ConfigPath = None) -> None:
    """Every study, with how many interviews it has."""
    from reisleider.storage import interviews, studies  # noqa: PLC0415 - only here

    with _open(_config(config), create=False) as store:
        for study in store.do(studies.list_studies):
            found = store.do(lambda c, id=study.id: interviews.interviews(c, id))
            finished = sum(one.state == "completed" for one in found)
            _say(f"{study.id}: {study.title[study.languages[0]]} ({finished} finished, {len(found)} begun)")


@study_app.command("new")
def study_new(file: Annotated[Path, typer.Argument(help="The study's TOML file.")], config: ConfigPath = None) -> None:
    """Make a study from a TOML file."""
    from reisleider.bot.studies.study_file import read_study_file  # noqa: PLC0415 - only here
    from reisleider.storage import studies  # noqa: PLC0415 - only here

    settings = _config(config)
    study = read_study_file(file, now())
    with _open(settings) as store:
        if store.do(lambda c: studies.load_study(c, study.id)) is not None:
            raise StudyFault(f"{file}: id: there is a study {study.id} already; give this one another id.")
        store.do(lambda c: studies.save_study(c, study))
    _say(f"{study.id}: made. Try it: reisleider interview customer --study {study.id}")


@study_app.command("show")
def study_show(study: str, config: ConfigPath = None) -> None:
    """What a study is about, where its people are, and who to ask next."""
    from reisleider.bot.commands.status import tell_coverage  # noqa: PLC0415 - only here
    from reisleider.bot.studies.standing import tell_status  # noqa: PLC0415 - only here

    _spoken("en")
    with _open(_config(config), create=False) as store:
        for line in store.do(lambda c: tell_status(c, study)):
            _say(line)
        _say(store.do(lambda c: tell_coverage(c, study, "en")).plain)


@study_app.command("home")
def study_home(
    study: str,
    address: Annotated[str, typer.Argument(help="platform:tenant:chat, as its platform names them; - for none.")],
    config: ConfigPath = None,
) -> None:
    """Where a study posts its map."""
    from reisleider.bot.adapters.platform import read_home  # noqa: PLC0415 - only here
    from reisleider.storage import studies  # noqa: PLC0415 - only here

    home = None if address == "-" else read_home(address)
    with _open(_config(config), create=False) as store:
        if store.do(lambda c: studies.load_study(c, study)) is None:
            raise StudyFault(f"There is no study {study}; see reisleider study list.")
        store.do(lambda c: studies.set_home(c, study, home))
    _say(f"{study}: home is {address}.")


@study_app.command("export")
def study_export(
    study: str, out: Annotated[Path | None, typer.Option(help="The file to write.")] = None, config: ConfigPath = None
) -> None:
    """Write a study's whole archive, without loss. It holds people's words: keep it safe."""
    from reisleider.storage.archive import export_study  # noqa: PLC0415 - only here

    with _open(_config(config), create=False) as store:
        archive = store.do(lambda c: export_study(c, study))
    path = out or Path(f"{study}.study.json")
    _write(path, (json.dumps(archive, ensure_ascii=False, indent=1) + "\n").encode())
    _say(str(path))


@study_app.command("import")
def study_import(file: Path, config: ConfigPath = None) -> None:
    """Bring a study back from its archive."""
    from reisleider.storage.archive import import_study  # noqa: PLC0415 - only here

    try:
        archive = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise StudyFault(f"{file}: this is no study archive; write one with reisleider study export.") from fault
    with _open(_config(config)) as store:
        study = store.do(lambda c: import_study(c, archive))
    _say(f"{study.id}: imported.")


@study_app.command("delete")
def study_delete(study: str, yes: Yes = False, config: ConfigPath = None) -> None:
    """Erase a study with everybody's answers."""
    from reisleider.storage import studies  # noqa: PLC0415 - only here

    with _open(_config(config), create=False) as store:
        if store.do(lambda c: studies.load_study(c, study)) is None:
            raise StudyFault(f"There is no study {study}; see reisleider study list.")
        _sure(f"Erase {study} with everybody's answers?", yes)
        store.do(lambda c: studies.delete_study(c, study))
    _say(f"{study}: erased.")


@inbox_app.command("list")
def inbox_list(config: ConfigPath = None) -> None:
    """Updates that failed: their key and what went wrong, never anyone's words."""
    from reisleider.storage import queues  # noqa: PLC0415 - only here

    with _open(_config(config), create=False) as store:
        for one in store.do(queues.parked):
            _say(f"{one.key}: {one.error}")

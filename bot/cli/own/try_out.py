"""The commands with which somebody tries Reisleider: the demo, an interview here, a look at a script.

Law: leaving in any way loses nothing that was told.
"""

from __future__ import annotations

import asyncio
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from reisleider.bot.cli.apps import command
from reisleider.bot.cli.surroundings import (
    ConfigPath,
    Language,
    Script,
    Who,
    desk_at,
    known_studies,
    read_settings,
    spoken,
)
from reisleider.bot.program_name import program_name
from reisleider.flows.faults import StudyFault
from reisleider.renderers.words.catalog import gettext

DEMO = "zonnevaart"
"""The demo's own study."""


def _examples() -> list[str]:
    from reisleider.bot.demo.field import field_names  # noqa: PLC0415 - only where somebody asks for them

    return [*field_names()]


@command(help="cli.demo")
def demo(
    example: Annotated[str | None, typer.Argument(help="cli.demo-example", autocompletion=_examples)] = None,
    out: Annotated[Path | None, typer.Option(help="cli.demo-out")] = None,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.demo.show import load_demo_study, show_demo  # noqa: PLC0415 - the demo alone draws pictures
    from reisleider.bot.demo.show_field import show_field  # noqa: PLC0415 - the same
    from reisleider.bot.terminal.desk import says_yes  # noqa: PLC0415 - the same
    from reisleider.bot.terminal.talk import interview_here  # noqa: PLC0415 - the same
    from reisleider.flows.scripts.script import load_script  # noqa: PLC0415 - the same
    from reisleider.storage.store import Store  # noqa: PLC0415 - the same

    speaking = spoken(language, read_settings(config))
    out = (out or Path("out", example or "demo")).expanduser()
    try:
        database = asyncio.run(show_field(example, out, speaking) if example else show_demo(out, speaking))
    except OSError as fault:
        raise StudyFault(gettext(speaking, "cli.unwritable-folder", file=out)) from fault
    if example is not None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return
    if not says_yes("\n" + gettext(speaking, "demo.you"), speaking):
        raise SystemExit(0)
    back = f"{program_name()} interview customer --study {DEMO} --config {shlex.quote(str(out / 'config.toml'))}"
    with Store.open(f"sqlite:///{database}") as store:
        talk = interview_here(store, load_demo_study(), load_script("customer"), "me", speaking, back)
        asyncio.run(talk)


@command(help="cli.interview")
def interview(
    script: Script = "customer",
    study: Annotated[str | None, typer.Option(help="cli.interview-study", autocompletion=known_studies)] = None,
    who: Who = "me",
    persona: Annotated[str | None, typer.Option(help="cli.interview-persona")] = None,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.demo.show import load_demo_study  # noqa: PLC0415 - only where no study is named
    from reisleider.bot.maps.publish import persona_called  # noqa: PLC0415 - only here
    from reisleider.bot.terminal.talk import act_here, interview_here, weigh_here  # noqa: PLC0415 - only here
    from reisleider.flows.scripts.script import load_script  # noqa: PLC0415 - only here
    from reisleider.storage import studies  # noqa: PLC0415 - only here

    compiled = load_script(script)
    back = f"{program_name()} interview {shlex.quote(script)}"
    back += f" --study {shlex.quote(study)}" if study else ""
    back += f" --persona {shlex.quote(persona)}" if persona else ""
    back += f" --as {shlex.quote(who)}" if who != "me" else ""
    back += f" --config {shlex.quote(str(config))}" if config is not None else ""
    with desk_at(config, language, create=True) as desk:
        chosen = desk.store.do(lambda c: studies.load_study(c, study or DEMO))
        if chosen is None and study is None:
            desk.store.do(lambda c: studies.save_study(c, load_demo_study()))
            chosen = desk.store.do(lambda c: studies.load_study(c, DEMO))
        if chosen is None:
            known = ", ".join(one.id for one in desk.store.do(studies.list_studies)) or desk.text("cli.none")
            raise StudyFault(desk.text("cli.no-study-of", study=study, known=known))
        talks = {"colleague": weigh_here, "planner": act_here}
        if compiled.outline.held_for in talks:
            asyncio.run(talks[compiled.outline.held_for](desk.store, chosen, compiled, who, desk.language, back))
            return
        whose = None if persona is None else persona_called(chosen, persona)
        if persona is not None and whose is None:
            known = ", ".join(one.id for one in chosen.personas) or desk.text("cli.none")
            raise StudyFault(desk.text("cli.no-persona-of", study=chosen.id, persona=persona, known=known))
        told_by = None if whose is None else whose.id
        asyncio.run(interview_here(desk.store, chosen, compiled, who, desk.language, back, told_by))


@command(help="cli.draw")
def draw(script: Script = "customer", language: Language = None) -> None:  # noqa: ARG001 - for its help
    from reisleider.flows.scripts.draw import draw_script  # noqa: PLC0415 - only here
    from reisleider.flows.scripts.script import load_script  # noqa: PLC0415 - only here

    typer.echo(draw_script(load_script(script)))


@command(help="cli.simulate")
def simulate(
    script: Script = "customer",
    seed: Annotated[int, typer.Option(help="cli.seed")] = 1,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.demo.show import load_demo_study  # noqa: PLC0415 - only here
    from reisleider.bot.demo.simulate import simulate as play  # noqa: PLC0415 - only here
    from reisleider.flows.scripts.script import load_script  # noqa: PLC0415 - only here

    for line in play(load_script(script), load_demo_study(), spoken(language, read_settings(config)), seed):
        typer.echo(line)

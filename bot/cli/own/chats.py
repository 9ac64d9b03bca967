"""The commands for chat platforms: run, check, manifests.

Law: the platforms' libraries are imported by who needs them; nobody's words are shown.
"""

from __future__ import annotations

import asyncio
import gc
import json
from typing import Annotated

import typer

from reisleider.bot.adapters.platform import having, platform_of
from reisleider.bot.cli.apps import command
from reisleider.bot.cli.surroundings import ConfigPath, Json, Language, desk_at, read_settings, say_json
from reisleider.bot.clock import now
from reisleider.flows.faults import SettingFault
from reisleider.renderers.words.own_words import printable


@command(help="cli.run")
def run(language: Language = None, config: ConfigPath = None) -> None:
    gc.disable()  # until it listens: nothing that is imported is ever garbage
    from reisleider.bot.logs import set_up_logs  # noqa: PLC0415 - only here
    from reisleider.bot.serving.app import run_app  # noqa: PLC0415 - the chat libraries take half a second to import
    from reisleider.bot.serving.patient_start import waited_for  # noqa: PLC0415 - the same
    from reisleider.bot.serving.upgrade import mind_copies  # noqa: PLC0415 - only here

    set_up_logs()
    with waited_for(lambda: desk_at(config, language, create=True)) as desk:
        mind_copies(desk.store, now())
        try:
            asyncio.run(run_app(desk.config, desk.store))
        except OSError as fault:
            raise SettingFault(desk.text("cli.refused", why=fault)) from fault


@command(help="cli.check")
def check(
    as_json: Json = False,
    language: Language = None,  # noqa: ARG001 - for its help
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.serving.check import check_all  # noqa: PLC0415 - only here

    lines, good = asyncio.run(check_all(read_settings(config)))
    if as_json:
        say_json({"ok": good, "findings": list(lines)})
    else:
        for line in lines:
            typer.echo(printable(line))
    if not good:
        raise typer.Exit(1)


def _offer_manifest(platform: str) -> None:
    @command(f"{platform}-manifest", help="cli.manifest")
    def print_manifest(
        url: Annotated[str, typer.Option(help="cli.manifest-url")] = "",
        language: Language = None,  # noqa: ARG001 - for its help
    ) -> None:
        setup = platform_of(platform).setup
        assert setup is not None
        assert setup.manifest is not None
        typer.echo(json.dumps(setup.manifest(url or None), indent=2))


for _platform in having("manifest"):
    _offer_manifest(_platform)

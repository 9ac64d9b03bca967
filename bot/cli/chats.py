"""The commands for chat platforms: run, check, manifests; and the facilitator's own, typed here.

Law: the same words as in a chat; a fault is one sentence; the platforms' libraries are imported by who needs them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from reisleider.bot.adapters.platform import Platform, set_up
from reisleider.bot.cli.program import ConfigPath, Yes, _config, _open, _say, _sure, _write, app, inbox_app, study_app
from reisleider.bot.clock import now
from reisleider.flows.faults import SettingFault, StudyFault
from reisleider.flows.journey import Study


@app.command()
def run(config: ConfigPath = None) -> None:
    """Serve every chat platform that is set up until it is stopped (Ctrl-C or SIGTERM)."""
    from reisleider.bot.logs import set_up_logs  # noqa: PLC0415 - only here
    from reisleider.bot.serving.app import run_app  # noqa: PLC0415 - the chat libraries take half a second to import

    settings = _config(config)
    set_up_logs()
    with _open(settings) as store:
        try:
            asyncio.run(run_app(settings, store))
        except OSError as fault:
            raise SettingFault(f"A chat platform refuses us ({fault}); reisleider check tells what to mend.") from fault


@app.command()
def check(config: ConfigPath = None) -> None:
    """Ask the chat platforms whether everything is set up, and say how to mend what is not."""
    from reisleider.bot.serving.check import check_platforms  # noqa: PLC0415 - only here

    lines, good = asyncio.run(check_platforms(_config(config)))
    for line in lines:
        _say(line)
    if not good:
        raise typer.Exit(1)


def _offer_manifest(platform: Platform, write: Callable[[str | None], dict[str, Any]]) -> None:
    @app.command(
        f"{platform.name}-manifest", help=f"Print the app manifest to paste at {platform.title} when the app is made."
    )
    def print_manifest(
        url: Annotated[
            str, typer.Option(help="Your public https address, for signed requests; without: Socket Mode.")
        ] = "",
    ) -> None:
        _say(json.dumps(write(url or None), indent=2))


for _platform, _setup in set_up():
    if _setup.manifest is not None:
        _offer_manifest(_platform, _setup.manifest)


@inbox_app.command("retry")
def inbox_retry(config: ConfigPath = None) -> None:
    """Take every update that failed once more, oldest first; one that fails again stays."""
    from reisleider.bot.commands.request import Host  # noqa: PLC0415 - only here
    from reisleider.bot.intake.dispatcher import retry_parked  # noqa: PLC0415 - only here
    from reisleider.bot.intake.route import converse  # noqa: PLC0415 - only here
    from reisleider.storage import queues  # noqa: PLC0415 - only here

    settings = _config(config)
    take = converse(Host(language=settings.bot.language))
    with _open(settings, create=False) as store:
        for one in store.do(queues.parked):
            try:
                receipt = store.do(lambda c, one=one: retry_parked(c, one, take, now()))
            except Exception as fault:
                _say(f"{one.key}: failed again ({type(fault).__name__}).")
                continue
            _say(f"{one.key}: {receipt.how}.")


@study_app.command("invite")
def study_invite(
    study: str,
    track: Annotated[str, typer.Option(help="The interview, by its name, or customer or stakeholder.")] = "customer",
    personal: Annotated[int, typer.Option(help="So many links for one person each; 0: one open link.")] = 0,
    persona: Annotated[str, typer.Option(help="Whose links these are: a persona of the study.")] = "",
    out: Annotated[Path | None, typer.Option(help="Where to write the QR code of an open link.")] = None,
    config: ConfigPath = None,
) -> None:
    """Make invitations over a chat platform: one open link with its QR code, or personal ones."""
    from reisleider.bot.commands.request import Host  # noqa: PLC0415 - only here
    from reisleider.bot.interviews.invite import make_token  # noqa: PLC0415 - only here
    from reisleider.bot.maps.publish import persona_called  # noqa: PLC0415 - only here
    from reisleider.bot.serving.check import ask_names  # noqa: PLC0415 - only here
    from reisleider.renderers.picture.drawing.qr import draw_qr  # noqa: PLC0415 - only here

    settings = _config(config)
    host = Host(names=asyncio.run(ask_names(settings)))
    with _open(settings, create=False) as store:
        found = _load(store, study)
        kind: Any = "personal" if personal else "open"
        whose = persona_called(found, persona)
        if persona and whose is None:
            known = ", ".join(one.id for one in found.personas) or "none"
            raise StudyFault(f"{study}: there is no persona {persona}; there are: {known}.")
        id = None if whose is None else whose.id
        for _ in range(personal or 1):
            token = store.do(lambda c: make_token(c, found, track, kind, id, now()))
            link = str(host.link(token))
            _say(link)
        if not personal:
            path = out or Path(f"{study}-qr.png")
            _write(path, draw_qr(link))
            _say(str(path))


@study_app.command("lead")
def study_lead(study: str, config: ConfigPath = None) -> None:
    """Make a link that lets whoever opens it lead the study; it works once."""
    from reisleider.bot.commands.request import Host  # noqa: PLC0415 - only here
    from reisleider.bot.interviews.invite import make_token  # noqa: PLC0415 - only here
    from reisleider.bot.serving.check import ask_names  # noqa: PLC0415 - only here

    settings = _config(config)
    host = Host(names=asyncio.run(ask_names(settings)))
    with _open(settings, create=False) as store:
        found = _load(store, study)
        _say(str(host.link(store.do(lambda c: make_token(c, found, "stakeholder", "lead", None, now())))))


@study_app.command("retain")
def study_retain(study: str, yes: Yes = False, config: ConfigPath = None) -> None:
    """Remove people's words now; the map and the counts stay. It also happens by itself, see retention_days."""
    from reisleider.bot.jobs.retention import remove_words  # noqa: PLC0415 - only here

    with _open(_config(config), create=False) as store:
        found = _load(store, study)
        _sure(f"Remove everybody's words from {study}, for good?", yes)
        count = store.do(lambda c: remove_words(c, found, now()))
    _say(f"{study}: the words of {count} interviews are gone.")


@study_app.command("close")
def study_close(study: str, config: ConfigPath = None) -> None:
    """Let nobody new in; who is under way can finish."""
    from reisleider.storage import studies  # noqa: PLC0415 - only here

    with _open(_config(config), create=False) as store:
        found = _load(store, study)
        store.do(lambda c: studies.save_study(c, replace(found, closed_at=found.closed_at or now())))
    _say(f"{study}: closed.")


@study_app.command("exclude")
def study_exclude(study: str, code: str, config: ConfigPath = None) -> None:
    """Leave somebody's answers out of the map; the code is in what study show or status tells."""
    _set_excluded(study, code, config, excluded=True)


@study_app.command("include")
def study_include(study: str, code: str, config: ConfigPath = None) -> None:
    """Take somebody's answers back into the map."""
    _set_excluded(study, code, config, excluded=False)


def _set_excluded(study: str, code: str, config: Path | None, *, excluded: bool) -> None:
    from reisleider.storage import people  # noqa: PLC0415 - only here

    with _open(_config(config), create=False) as store:
        _load(store, study)
        everyone = store.do(lambda c: people.participants(c, study))
        found = [one for one in everyone if len(code) >= 4 and one.id.startswith(code)]
        if len(found) != 1:
            raise StudyFault(
                f"There is no participant {code} in {study}; reisleider study show {study} tells the codes."
            )
        store.do(lambda c: people.save_participant(c, replace(found[0], excluded=excluded)))
    _say(f"{code}: {'left out' if excluded else 'counts again'}.")


def _load(store: Any, id: str) -> Study:
    from reisleider.storage import studies  # noqa: PLC0415 - only here

    found: Study | None = store.do(lambda c: studies.load_study(c, id))
    if found is None:
        raise StudyFault(f"There is no study {id}; see reisleider study list.")
    return found

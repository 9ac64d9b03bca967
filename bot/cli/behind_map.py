"""The commands that look behind the map: why, compare, trace, mydata.

Law: the same words and the same privacy as in a chat; a fault is one sentence.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from reisleider.bot.adapters.console import PLATFORM, TENANT
from reisleider.bot.cli.program import ConfigPath, Language, _config, _open, _say, _spoken, _write, app
from reisleider.bot.clock import now
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study

StudyId = Annotated[str, typer.Argument(help="The study's id.")]
Words = Annotated[list[str], typer.Argument(help="A touchpoint or phase, named loosely.")]


@app.command()
def why(study: StudyId, words: Words, language: Language = None, config: ConfigPath = None) -> None:
    """Tell why a touchpoint or phase looks on the map as it does."""
    from reisleider.bot.maps.publish import compile_study, latest_map  # noqa: PLC0415 - only here
    from reisleider.bot.terminal.progress import shown  # noqa: PLC0415 - only here
    from reisleider.flows.meaning.find import find_on_map  # noqa: PLC0415 - only here
    from reisleider.renderers.chat.why import explain  # noqa: PLC0415 - only here
    from reisleider.renderers.words.catalog import gettext  # noqa: PLC0415 - only here
    from reisleider.renderers.words.own_words import shorten  # noqa: PLC0415 - only here

    settings = _config(config)
    spoken = _spoken(language or settings.bot.language)
    with _open(settings, create=False) as store, shown(spoken) as progress:
        study_called(store, study, told=True)
        published = store.look(lambda c: latest_map(c, study))
        journey_map = published or store.look(lambda c: compile_study(c, study, now(), progress=progress)).journey_map
    asked = " ".join(words)
    found = find_on_map(journey_map, asked)
    if found is None:
        raise StudyFault(gettext(spoken, "why.unknown", words=shorten(asked)))
    _say(explain(journey_map, found, spoken).plain)


@app.command("compare")
def compare_(
    study: StudyId,
    names: Annotated[
        list[str] | None, typer.Argument(help="Personas, versions' numbers or other studies; all personas without any.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="A .png or .svg file to draw it in.")] = None,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    """Put personas, published versions or studies beside each other."""
    from reisleider.bot.commands.compare import MOST, sides_of  # noqa: PLC0415 - only here
    from reisleider.bot.terminal.progress import shown  # noqa: PLC0415 - only here
    from reisleider.flows.synthesis.measures.difference import compare  # noqa: PLC0415 - only here
    from reisleider.renderers.chat.comparison import draw_comparison, show_comparison  # noqa: PLC0415 - only here

    sides = names or []
    if len(sides) == 1 or len(sides) > MOST:
        raise StudyFault(f"compare: name two to {MOST} personas, versions or studies, or none for all personas.")
    if out is not None and out.suffix not in (".png", ".svg"):
        raise StudyFault(f"compare: {out} is no picture; let its name end in .png or .svg.")
    settings = _config(config)
    spoken = _spoken(language or settings.bot.language)
    with _open(settings, create=False) as store:
        found = study_called(store, study)
        with shown(spoken) as progress:
            maps = store.look(lambda c: sides_of(c, found, sides, now(), lambda _: True, progress))
    rows = compare(*maps)
    if out is None:
        _say(show_comparison(rows, maps, spoken).plain)
        return
    _write(out, draw_comparison(rows, maps, spoken, svg=out.suffix == ".svg").data)
    _say(str(out))


@app.command()
def trace(study: StudyId, words: Words, language: Language = None, config: ConfigPath = None) -> None:
    """List the permitted answers behind a touchpoint."""
    from reisleider.bot.commands.trace import trace_words  # noqa: PLC0415 - only here
    from reisleider.bot.terminal.progress import shown  # noqa: PLC0415 - only here
    from reisleider.renderers.words.catalog import gettext  # noqa: PLC0415 - only here
    from reisleider.renderers.words.own_words import shorten  # noqa: PLC0415 - only here

    settings = _config(config)
    spoken = _spoken(language or settings.bot.language)
    asked = " ".join(words)
    with _open(settings, create=False) as store, shown(spoken) as progress:
        study_called(store, study, told=True)
        told = store.look(lambda c: trace_words(c, study, asked, spoken, now(), progress))
    if told is None:
        raise StudyFault(gettext(spoken, "trace.unknown", words=shorten(asked)))
    _say(told.plain)


@app.command()
def mydata(
    study: StudyId,
    name: Annotated[str, typer.Option("--as", help="Who you are in this terminal.")] = "me",
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("mydata.json"),
    config: ConfigPath = None,
) -> None:
    """Write everything that is stored about you in a study."""
    from reisleider.bot.commands.trace import TRACKS, own_json  # noqa: PLC0415 - only here
    from reisleider.storage.people import find_participant  # noqa: PLC0415 - only here

    def read(c: Any) -> bytes | None:
        rows = (find_participant(c, study, track, PLATFORM.name, TENANT, name) for track in TRACKS)
        found = [one for one in rows if one is not None]
        return own_json(c, found) if found else None

    with _open(_config(config), create=False) as store:
        study_called(store, study)
        data = store.look(read)
    if data is None:
        raise StudyFault(f"{study}: nothing is stored about {name}; say who you are with --as.")
    _write(out, data)
    _say(str(out))


def study_called(store: Any, study: str, *, told: bool = False) -> Study:
    """The study with this id. Raises StudyFault where there is none, or (``told``) where nobody told anything yet."""
    from reisleider.storage import interviews, studies  # noqa: PLC0415 - only here

    found: Study | None = store.look(lambda c: studies.load_study(c, study))
    if found is None:
        raise StudyFault(f"There is no study {study}; see reisleider study list.")
    if told and not store.look(lambda c: interviews.interviews(c, study)):
        raise StudyFault(f"The study {study} has no interviews yet; reisleider interview customer --study {study}.")
    return found

"""The commands behind the map: why, trace, merge, mydata.

Law: the same words and the same privacy as in a chat; a fault is one sentence.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from bot.cli import ConfigPath, Language, _config, _open, _say, _spoken, _write, app
from bot.clock import now
from flows.faults import StudyFault
from flows.journey import Control, Study
from flows.synthesis.overrides import Decision, Override

StudyId = Annotated[str, typer.Argument(help="The study's id.")]
Words = Annotated[list[str], typer.Argument(help="A touchpoint or phase, named loosely.")]
ACTIONS: dict[str, tuple[Decision, str]] = {
    "same": ("same", "WORDS WORDS"),
    "different": ("different", "WORDS WORDS"),
    "rename": ("rename", "WORDS NAME"),
    "move": ("move", "WORDS PHASE"),
    "control": ("control", "WORDS ours|partner|outside"),
}


@app.command()
def why(study: StudyId, words: Words, language: Language = None, config: ConfigPath = None) -> None:
    """Tell why a touchpoint or phase looks on the map as it does."""
    from bot.maps import compile_study, latest_map  # noqa: PLC0415 - only here
    from bot.waiting import shown  # noqa: PLC0415 - only here
    from flows.synthesis.finding import find_on_map  # noqa: PLC0415 - only here
    from renderers.why import explain  # noqa: PLC0415 - only here

    settings = _config(config)
    spoken = _spoken(language or settings.bot.language)
    with _open(settings, create=False) as store, shown(spoken) as progress:
        published = store.do(lambda c: latest_map(c, study))
        journey_map = published or store.do(lambda c: compile_study(c, study, now(), progress=progress)).journey_map
    asked = " ".join(words)
    found = find_on_map(journey_map, asked)
    if found is None:
        raise StudyFault(f"{study}: no touchpoint or phase is called {asked}; name it as it stands on the map.")
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
    from bot.comparing import MOST, sides_of  # noqa: PLC0415 - only here
    from flows.synthesis.difference import compare  # noqa: PLC0415 - only here
    from renderers.comparison import draw_comparison, show_comparison  # noqa: PLC0415 - only here

    sides = names or []
    if len(sides) == 1 or len(sides) > MOST:
        raise StudyFault(f"compare: name two to {MOST} personas, versions or studies, or none for all personas.")
    if out is not None and out.suffix not in (".png", ".svg"):
        raise StudyFault(f"compare: {out} is no picture; let its name end in .png or .svg.")
    settings = _config(config)
    spoken = _spoken(language or settings.bot.language)
    with _open(settings, create=False) as store:
        found = _study(store, study)
        maps = store.do(lambda c: sides_of(c, found, sides, now(), lambda _: True))
    rows = compare(*maps)
    if out is None:
        _say(show_comparison(rows, maps, spoken).plain)
        return
    _write(out, draw_comparison(rows, maps, spoken, svg=out.suffix == ".svg").data)
    _say(str(out))


@app.command()
def trace(study: StudyId, words: Words, language: Language = None, config: ConfigPath = None) -> None:
    """List the permitted answers behind a touchpoint."""
    from bot.tracing import trace_words  # noqa: PLC0415 - only here

    settings = _config(config)
    spoken = _spoken(language or settings.bot.language)
    with _open(settings, create=False) as store:
        _say(store.do(lambda c: trace_words(c, study, " ".join(words), spoken, now())).plain)


@app.command()
def mydata(
    study: StudyId,
    name: Annotated[str, typer.Option("--as", help="Who you are in this terminal.")] = "me",
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("mydata.json"),
    config: ConfigPath = None,
) -> None:
    """Write everything that is stored about you in a study."""
    from bot.tracing import TRACKS, own_json  # noqa: PLC0415 - only here
    from storage.people import find_participant  # noqa: PLC0415 - only here

    def read(c: Any) -> bytes | None:
        rows = (find_participant(c, study, track, "console", "local", name) for track in TRACKS)
        found = [one for one in rows if one is not None]
        return own_json(c, found) if found else None

    with _open(_config(config), create=False) as store:
        data = store.do(read)
    if data is None:
        raise StudyFault(f"{study}: nothing is stored about {name}; say who you are with --as.")
    _write(out, data)
    _say(str(out))


@app.command()
def merge(
    study: StudyId,
    action: Annotated[str, typer.Argument(help="same, different, rename, move, control, undo or list.")] = "",
    words: Annotated[list[str] | None, typer.Argument(help="What it is about; each in quotes.")] = None,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    """Look at what was merged and decide; without an action the proposals, one by one in a terminal."""
    settings = _config(config)
    spoken = _spoken(language or settings.bot.language)
    with _open(settings, create=False) as store:
        found = _study(store, study)
        if not action:
            _review(store, found, spoken)
        elif action == "list":
            _list(store, study)
        elif action == "undo":
            _undo(store, study)
        else:
            store.do(lambda c: _keep(c, found, _decision(found, action, words or (), spoken)))
            _say(f"{study}: kept; the next map shows it. reisleider merge {study} undo takes it back.")


def _study(store: Any, study: str) -> Study:
    from storage import studies  # noqa: PLC0415 - only here

    found: Study | None = store.do(lambda c: studies.load_study(c, study))
    if found is None:
        raise StudyFault(f"There is no study {study}; see reisleider study list.")
    return found


def _decision(study: Study, action: str, words: Sequence[str], language: str) -> Override:
    if action not in ACTIONS:
        raise StudyFault(f"merge: there is no {action}; choose {', '.join((*ACTIONS, 'undo', 'list'))}.")
    decision, takes = ACTIONS[action]
    if len(words) != 2 or not all(one.strip() for one in words):
        raise StudyFault(f"merge {action}: give {takes}, each in quotes.")
    first, second = words
    if action in ("same", "different"):
        return Override(decision, first, other=second, by="console", at=now())
    if action == "rename":
        return Override(decision, first, texts={language: second}, by="console", at=now())
    if action == "move":
        phases = [phase.id for phase in study.model.phases]
        if second not in phases:
            raise StudyFault(f"merge move: there is no phase {second}; choose {', '.join(phases)}.")
        return Override(decision, first, phase=second, by="console", at=now())
    control = next((one for one in get_args(Control) if one == second), None)
    if control is None:
        raise StudyFault(f"merge control: there is no {second}; choose {', '.join(get_args(Control))}.")
    return Override(decision, first, control=control, by="console", at=now())


def _keep(c: Any, study: Study, override: Override) -> None:
    from storage.overrides import add_override  # noqa: PLC0415 - only here

    add_override(c, study.id, override)


def _undo(store: Any, study: str) -> None:
    from storage.overrides import undo_override  # noqa: PLC0415 - only here

    undone = store.do(lambda c: undo_override(c, study))
    _say(f"{study}: nothing to undo." if undone is None else f"{study}: undone: {_told(undone)}")


def _list(store: Any, study: str) -> None:
    from storage.overrides import overrides_of  # noqa: PLC0415 - only here

    for one in store.do(lambda c: overrides_of(c, study)):
        _say(f"{one.at:%Y-%m-%d} {one.by}: {_told(one)}")


def _told(one: Override) -> str:
    rest = one.other or " / ".join(one.texts.values()) or one.phase or one.control or ""
    return f"{one.decision} “{one.words}” “{rest}”"


def _review(store: Any, study: Study, language: str) -> None:
    """The proposals: listed, or in a terminal asked one by one."""
    from bot.curating import proposals_of, slots_of  # noqa: PLC0415 - only here
    from renderers.catalog import gettext  # noqa: PLC0415 - only here

    asking = sys.stdin.isatty() and sys.stdout.isatty()
    seen: set[tuple[str, str]] = set()
    while True:
        rows = [one for one in store.do(lambda c: proposals_of(c, study.id)) if (one.words, one.other) not in seen]
        for place, one in enumerate(rows[:1] if asking else rows):
            _say(gettext(language, f"merge.{one.state}", **slots_of(one, len(rows) - place, language)) + "\n")
        if not rows:
            _say(gettext(language, "merge.none"))
        if not rows or not asking:
            return
        one = rows[0]
        answer = typer.prompt("same, different, next, stop", default="next")
        if answer == "stop":
            return
        if answer in ("same", "different"):
            override = _decision(study, answer, (one.words, one.other), language)
            store.do(lambda c, kept=override: _keep(c, study, kept))
        seen.add((one.words, one.other))

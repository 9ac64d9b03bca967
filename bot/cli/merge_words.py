"""The command with which a lead decides what is the same touchpoint, how it is called, where it stands and whose it is.

Law: a decision is kept only about words that a touchpoint goes by; whatever else is typed gets one sentence.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Any, get_args

import typer

from reisleider.bot.adapters.console import PLATFORM
from reisleider.bot.cli.behind_map import StudyId, study_called
from reisleider.bot.cli.program import ConfigPath, Language, _config, _open, _say, _spoken, app
from reisleider.bot.clock import now
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Control, Study
from reisleider.flows.synthesis.merging.overrides import Decision, Override

ACTIONS: dict[str, tuple[Decision, str]] = {
    "same": ("same", "WORDS WORDS"),
    "different": ("different", "WORDS WORDS"),
    "rename": ("rename", "WORDS NAME"),
    "move": ("move", "WORDS PHASE"),
    "control": ("control", "WORDS ours|partner|outside"),
}


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
        found = study_called(store, study, told=action not in ("list", "undo"))
        if not action:
            _review(store, found, spoken)
        elif action == "list":
            _list(store, study, spoken)
        elif action == "undo":
            _undo(store, study, spoken)
        else:
            _decide(store, found, _decision(found, action, words or (), spoken), spoken)


def _decision(study: Study, action: str, words: Sequence[str], language: str) -> Override:
    """What was typed, as a decision. Raises StudyFault where it is none."""
    from reisleider.bot.commands.merge import NAME  # noqa: PLC0415 - only here

    if action not in ACTIONS:
        raise StudyFault(f"merge: there is no {action}; choose {', '.join((*ACTIONS, 'undo', 'list'))}.")
    decision, takes = ACTIONS[action]
    if len(words) != 2 or not all(one.strip() for one in words):
        raise StudyFault(f"merge {action}: give {takes}, each in quotes.")
    first, second = (" ".join(one.split()) for one in words)
    if action in ("same", "different"):
        return Override(decision, first, other=second, by=PLATFORM.name, at=now())
    if action == "rename":
        if len(second) > NAME:
            raise StudyFault(f"merge rename: give a name of 1 to {NAME} characters.")
        return Override(decision, first, texts={language: second}, by=PLATFORM.name, at=now())
    if action == "move":
        phases = {
            phase.id: {phase.id, *(name.casefold() for name in phase.label.values())} for phase in study.model.phases
        }
        phase = next((id for id, names in phases.items() if second.casefold() in names), None)
        if phase is None:
            raise StudyFault(f"merge move: there is no phase {second}; choose {', '.join(phases)}.")
        return Override(decision, first, phase=phase, by=PLATFORM.name, at=now())
    control = next((one for one in get_args(Control) if one == second), None)
    if control is None:
        raise StudyFault(f"merge control: there is no {second}; choose {', '.join(get_args(Control))}.")
    return Override(decision, first, control=control, by=PLATFORM.name, at=now())


def _decide(store: Any, study: Study, typed: Override, language: str) -> None:
    from reisleider.bot.commands.merge import held  # noqa: PLC0415 - only here
    from reisleider.bot.terminal.progress import shown  # noqa: PLC0415 - only here
    from reisleider.renderers.words.catalog import gettext  # noqa: PLC0415 - only here
    from reisleider.storage.overrides import add_override  # noqa: PLC0415 - only here

    with shown(language) as progress:
        decided = store.look(lambda c: held(c, study.id, typed, language, progress))
    store.do(lambda c: add_override(c, study.id, decided))
    _say(gettext(language, f"merge.did-{decided.decision}"))
    preview, undo = f"reisleider map {study.id} --preview", f"reisleider merge {study.id} undo"
    _say(gettext(language, "merge.kept", preview=preview, undo=undo))


def _undo(store: Any, study: str, language: str) -> None:
    from reisleider.renderers.words.catalog import gettext  # noqa: PLC0415 - only here
    from reisleider.storage.overrides import undo_override  # noqa: PLC0415 - only here

    undone = store.do(lambda c: undo_override(c, study))
    if undone is None:
        _say(gettext(language, "merge.nothing-to-undo"))
        return
    _say(gettext(language, "merge.undone"))
    _say(_told(undone))


def _list(store: Any, study: str, language: str) -> None:
    from reisleider.renderers.words.catalog import gettext  # noqa: PLC0415 - only here
    from reisleider.storage.overrides import overrides_of  # noqa: PLC0415 - only here

    decided = store.look(lambda c: overrides_of(c, study))
    if not decided:
        _say(gettext(language, "merge.nothing-chosen", command=f"reisleider merge {study}"))
    for one in decided:
        _say(f"{one.at:%Y-%m-%d} {one.by}: {_told(one)}")


def _told(one: Override) -> str:
    """A decision as it can be typed again, without anything that steers a screen."""
    from reisleider.flows.synthesis.privacy.redaction import redact  # noqa: PLC0415 - only here
    from reisleider.renderers.words.own_words import on_one_line  # noqa: PLC0415 - only here

    rest = one.other or " / ".join(one.texts.values()) or one.phase or one.control or ""
    return on_one_line(f"{one.decision} “{redact(one.words)}” “{redact(rest)}”")


def _review(store: Any, study: Study, language: str) -> None:
    """The proposals: listed, or in a terminal asked one by one."""
    from reisleider.bot.commands.merge import proposals_of, slots_of  # noqa: PLC0415 - only here
    from reisleider.bot.terminal.merge_here import ask_line, review_here  # noqa: PLC0415 - only here
    from reisleider.bot.terminal.progress import shown  # noqa: PLC0415 - only here
    from reisleider.renderers.words.catalog import gettext  # noqa: PLC0415 - only here

    if sys.stdin.isatty() and sys.stdout.isatty():
        review_here(store, study, language, ask_line, sys.stdout)
        return
    with shown(language) as progress:
        rows = store.look(lambda c: proposals_of(c, study.id, progress))
    for place, one in enumerate(rows):
        _say(gettext(language, f"merge.{one.state}", **slots_of(one, len(rows) - place, language)) + "\n")
    if not rows:
        _say(gettext(language, "merge.none"))

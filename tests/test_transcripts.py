"""Conversations as people have them, played through everything; what the bot says is what the file says.

``REISLEIDER_UPDATE=1`` writes the bot's lines anew, to be read before they are committed.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from playing import NOW, Stage, everything

from reisleider.bot.demo.play import Room, load_people, play
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.transcripts.transcript import Transcript, parse
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import Interview, Persona, Study
from reisleider.flows.scripts.draw import draw_script
from reisleider.flows.scripts.script import Edge, Script, edges, load_script, script_names
from reisleider.flows.synthesis.fold import fold
from reisleider.storage import interviews, studies
from reisleider.storage.store import Store

FOLDER = Path(__file__).parent / "transcripts"
FILES = sorted(FOLDER.glob("*.txt"))
UPDATE = bool(os.environ.get("REISLEIDER_UPDATE"))


def stage_for(transcript: Transcript, name: str, study: Study, folder: Path, *, reopen: bool = True) -> Stage:
    """A stage set as the transcript's header says."""
    chosen = everything(study) if transcript.header.get("blocks") == "all" else study
    if "personas" in transcript.header:
        names = transcript.header["personas"].split(", ")
        chosen = replace(chosen, personas=tuple(Persona(one.casefold(), {chosen.languages[0]: one}) for one in names))
    script = load_script(transcript.header["script"])
    stage = Stage(folder / f"{name}.db", chosen, script, transcript.header["language"], name, reopen=reopen)
    stage.begin()
    return stage


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_the_bot_says_what_the_transcript_says(file: Path, study: Study, tmp_path: Path) -> None:
    transcript = parse(file.read_text(encoding="utf-8"), file.name)
    stage = stage_for(transcript, file.stem, study, tmp_path, reopen=len(transcript.lines) < 120)
    with stage.store:
        lines = stage.play(transcript)
        stage.store.close()
    played = "\n".join((*transcript.head, *lines)) + "\n"
    if UPDATE:
        file.write_text(played, encoding="utf-8")

    assert played == file.read_text(encoding="utf-8")


@pytest.fixture(name="played", scope="module")
def _played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Interview]:
    """All of the demo's people, one after the other in one study, as the demo plays them."""
    study = load_demo_study()
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'study.db'}") as store:
        store.do(lambda c: studies.save_study(c, study))
        room = Room()
        for person in load_people():
            asyncio.run(play(store, study, person, room))
        return {one.id: one for one in store.do(lambda c: interviews.interviews(c, study.id))}


def test_the_demos_people_are_understood_to_the_end(played: dict[str, Interview]) -> None:
    states = [one.state for one in played.values()]

    assert len(states) == len(load_people())
    assert set(states) == {"completed", "stopped"}
    assert states.count("stopped") == 2


def test_two_of_the_demos_customers_did_not_buy(played: dict[str, Interview]) -> None:
    chose = [fold(load_script(one.script), one).chose for one in played.values()]

    assert chose.count(False) == 2


def test_a_customer_needs_few_replies_and_little_typing(played: dict[str, Interview]) -> None:
    """Method 3: a median of at most 35 replies per customer, at most 8 of them typed besides the outline."""
    customers = [person for person in load_people() if person.track == "customer"]
    replies = [sum(line.act is not None for line in person.transcript.lines) for person in customers]
    typed = [typed_answers(load_script("customer"), played[person.name]) for person in customers]

    assert median(replies) <= 35
    assert median(typed) <= 8


def typed_answers(script: Script, interview: Interview) -> int:
    """Answers given in own words, besides the outline."""
    return sum(
        answer.kind in ("answer", "probe") and isinstance(answer.value, str) and script.step(answer.step).kind == "text"
        for answer in interview.log
    )


def ways(script: Script) -> Iterator[tuple[str, str, str]]:
    """Every edge, those that leave any state alike counted once."""
    for edge in edges(script.outline):
        if edge.trigger in ("stop", "withdraw"):
            yield (edge.trigger, "any", edge.dest)
        elif edge.trigger != "expire":
            yield from one_by_one(edge)


def one_by_one(edge: Edge) -> Iterator[tuple[str, str, str]]:
    for source in edge.source if isinstance(edge.source, list) else [edge.source]:
        yield (edge.trigger, source, edge.dest)


@pytest.mark.long  # plays all transcripts once more
def test_every_edge_of_every_script_is_taken_by_some_transcript(study: Study, tmp_path: Path) -> None:
    taken: dict[str, set[tuple[str, str, str]]] = {name: set() for name in script_names()}

    def listen(name: str) -> object:
        def note(event: object) -> None:
            edge = event.transition  # type: ignore[attr-defined]  # the machine's own event
            trigger = event.event.name  # type: ignore[attr-defined]  # the machine's own event
            source = "any" if trigger in ("stop", "withdraw") else edge.source
            taken[name].add((trigger, source, edge.dest))

        return note

    for name in script_names():
        load_script(name).machine.after_state_change.append(listen(name))
    from reisleider.bot.interviews.revisions import KNOWN, compile_script

    KNOWN.clear()  # an earlier test's scripts have no listener
    compile_script.cache_clear()
    for name in script_names():
        script = load_script(name)
        compile_script(script.source, f"{name}.toml").machine.after_state_change.append(listen(name))
    try:
        for file in FILES:
            transcript = parse(file.read_text(encoding="utf-8"), file.name)
            stage = stage_for(transcript, file.stem, study, tmp_path, reopen=False)
            stage.play(transcript)
            stage.store.close()
    finally:
        for name in script_names():
            load_script(name).machine.after_state_change.pop()
        KNOWN.clear()
        compile_script.cache_clear()
    missing = {name: sorted(set(ways(load_script(name))) - taken[name]) for name in script_names()}

    assert missing == {name: [] for name in script_names()}


def test_an_interview_that_expires_says_so(study: Study, tmp_path: Path) -> None:
    person = load_people()[0]
    stage = stage_for(person.transcript, "expiring", study, tmp_path, reopen=False)
    interview, effects = engine.close(stage.script, stage.interview(), "expired", NOW)
    stage.store.close()

    assert interview.state == "expired"
    assert engine.close(stage.script, interview, "expired", NOW) == (interview, ())
    assert effects


def test_a_journey_is_the_same_however_often_the_program_restarts(study: Study, tmp_path: Path) -> None:
    person = load_people()[0]
    journeys = []
    for name, reopen in (("plain", False), ("restarting", True)):
        (tmp_path / name).mkdir()
        stage = stage_for(person.transcript, person.name, study, tmp_path / name, reopen=reopen)
        stage.play(person.transcript)
        journeys.append(replace(fold(stage.script, stage.interview()), participant="somebody"))
        stage.store.close()

    assert journeys[0] == journeys[1]


@pytest.mark.parametrize("name", script_names())
def test_the_diagram_in_the_documents_is_the_machines_own(name: str) -> None:
    page = (Path(__file__).parent.parent / "docs" / "interviews.md").read_text(encoding="utf-8")

    assert draw_script(load_script(name)) in page

"""A map that is made again after something changed is the one that would be made from nothing, whatever changed."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from demo_people import interviewed, perform
from storage_samples import NOW
from typing_in import STUDY

from reisleider.bot.demo.play import load_people
from reisleider.bot.maps.folding import let_go
from reisleider.bot.maps.publish import Compiled, compile_study, publish_map, show_preview
from reisleider.bot.maps.workshop import Workshop, lend
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Answer, Interview
from reisleider.storage import interviews, ledgers, people, studies
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.overrides import add_override
from reisleider.storage.store import Connection, Store

ID = "zonnevaart"
FIRST, STEPS = 6, 10
CAST = [one for one in load_people() if one.track == "customer"]
Change = Callable[[Connection, random.Random, int], None]


@pytest.fixture(name="begun", scope="module")
def _begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("begun") / "study.db"
    with Store.open(f"sqlite:///{file}") as store:
        perform(store, read_study(STUDY, "study.toml", NOW), [one.name for one in CAST[:FIRST]])
    return file


@pytest.fixture(name="store")
def _store(begun: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(begun, tmp_path / "study.db")
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        yield store


def somebody(c: Connection, chance: random.Random) -> Interview:
    return chance.choice([one for one in interviews.interviews(c, ID) if one.log])


def join(c: Connection, chance: random.Random, at: int) -> None:
    here = {one.id for one in people.participants(c, ID)}
    more = [one for one in CAST if one.name not in here]
    study = studies.load_study(c, ID)
    if more and study is not None:
        interviewed(c, study, more[0])


def answer(c: Connection, chance: random.Random, at: int) -> None:
    one = somebody(c, chance)
    line = Answer(one.log[-1].seq + 1, one.log[-1].step, None, f"meer {at}", f"meer {at}", NOW, kind="remark")
    interviews.save_interview(c, one, replace(one, log=(*one.log, line), turn=one.turn + 1))


def reword(c: Connection, chance: random.Random, at: int) -> None:
    one, other = somebody(c, chance), somebody(c, chance)
    words = chance.choice([line.value for line in other.log if line.item and isinstance(line.value, str)] or ["gebeld"])
    lists = [line for line in one.log if line.step in ("steps", "more-steps") and isinstance(line.value, str)]
    if lists:
        changed = replace(chance.choice(lists), value=words, verbatim=words)
        interviews.put_answers(c, one.id, [changed if line.seq == changed.seq else line for line in one.log])


def forget(c: Connection, chance: random.Random, at: int) -> None:
    here = people.participants(c, ID)
    if len(here) > FIRST - 2:
        forget_participant(c, chance.choice(here), NOW)


def exclude(c: Connection, chance: random.Random, at: int) -> None:
    one = chance.choice(people.participants(c, ID))
    people.save_participant(c, replace(one, excluded=not one.excluded))


def tell_apart(c: Connection, chance: random.Random, at: int) -> None:
    study = studies.load_study(c, ID)
    personas = [None, *(one.id for one in study.personas)] if study is not None else [None]
    one = chance.choice(people.participants(c, ID))
    people.save_participant(c, replace(one, persona=chance.choice(personas)))


def decide(c: Connection, chance: random.Random, at: int) -> None:
    told = sorted(
        {line.value for one in interviews.interviews(c, ID) for line in one.log if isinstance(line.value, str)}
    )
    one, other = chance.sample(told, 2)
    decision = chance.choice(["same", "different", "undo"])
    add_override(c, ID, Override(decision, one, other, by="lead", at=NOW + timedelta(minutes=at)))


CHANGES: tuple[Change, ...] = (join, answer, reword, forget, exclude, tell_apart, decide)


def compiled(store: Store, at: int) -> Compiled:
    return store.look(lambda c: compile_study(c, ID, NOW + timedelta(days=at)))


def shown(one: Compiled) -> dict[str, Any]:
    """All that a map shows and enters."""
    ledger = one.ledger if isinstance(one.ledger, str) else ledgers.written(one.ledger)
    return {"map": replace(one, journeys=(), ledger=None), "ledger": json.loads(ledger)}


@pytest.mark.parametrize("seed", range(3))
def test_a_map_made_again_is_the_one_made_anew(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    compiled(store, 0)
    for at in range(1, STEPS + 1):
        change = chance.choice(CHANGES)
        store.do(lambda c, change=change, at=at: change(c, chance, at))
        again = compiled(store, at)
        let_go()
        anew = compiled(store, at)

        assert again == anew, f"after {change.__name__}, step {at}"
        go_out = chance.choice([show_preview, publish_map, None])
        if go_out is not None:
            store.do(lambda c, at=at, go_out=go_out, anew=anew: go_out(c, anew, NOW + timedelta(days=at)))


def test_the_process_that_compiles_maps_follows_every_change(store: Store) -> None:
    chance, workshop = random.Random(0), Workshop(store.second_place(), many=1)
    here = Store.open(f"sqlite:///{store.file}")
    lend(store, workshop)
    try:
        for at, change in enumerate((answer, join, exclude, reword, decide, tell_apart, forget, answer), 1):
            store.do(lambda c, change=change, at=at: change(c, chance, at))

            assert shown(compiled(store, at)) == shown(compiled(here, at)), f"after {change.__name__}"
            store.do(lambda c, at=at: publish_map(c, compiled(here, at), NOW + timedelta(days=at)))
    finally:
        here.close()
        workshop.close()

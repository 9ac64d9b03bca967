"""`reisleider map --format html`: everyone's map and each persona's in one page, of one published version."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from typing_in import type_in

from reisleider.bot.demo.play import Room, load_people, play
from reisleider.bot.demo.show import load_demo_study
from reisleider.flows.journey import Persona
from reisleider.storage import people, studies
from reisleider.storage.store import Connection, Store

FAMILY, PAIR, ALONE = (Persona(id, {"nl": name}) for id, name in (("f", "Gezin"), ("p", "Stel"), ("a", "Alleen")))
TOLD = ("f",) * 5 + ("p",) * 5 + ("a",)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A study in which five customers of two personas told, and one of a third."""
    file = tmp_path / "reisleider.db"
    study = replace(load_demo_study(), personas=(FAMILY, PAIR, ALONE), labels=())
    teller = next(one for one in load_people() if one.name == "customer-12")
    with Store.open(f"sqlite:///{file}") as store:
        store.do(lambda c: studies.save_study(c, study))
        for place, persona in enumerate(TOLD):
            asyncio.run(play(store, study, replace(teller, name=f"c{place}"), Room()))
            store.do(lambda c, name=f"c{place}", of=persona: assign(c, name, of))
    return tmp_path / "map.html"


def assign(c: Connection, name: str, persona: str) -> None:
    found = people.find_participant(c, "zonnevaart", "customer", "demo", "local", name)
    assert found is not None
    people.save_participant(c, replace(found, persona=persona))


def write(file: Path, *options: str) -> str:
    type_in(file.parent, "map", "zonnevaart", "--format", "html", "--language", "nl", "--out", file.name, *options)
    return file.read_text(encoding="utf-8")


def test_a_published_page_holds_the_personas_of_whom_enough_told_and_a_preview_none(file: Path) -> None:
    page = write(file)

    assert page.count('name="persona"') == 3
    assert "Persona: <bdi>Gezin</bdi>" in page
    assert "Persona: <bdi>Stel</bdi>" in page
    assert "Alleen" not in page
    assert 'name="persona"' not in write(file, "--preview")
    assert "Persona: <bdi>Stel</bdi>" in write(file, "--persona", "p")

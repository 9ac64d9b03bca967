"""A message deleted in Slack or edited anywhere: the answer it gave goes or changes, and the person learns which."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest
from behaving import House, Seat, SlackSeat, house

from reisleider.flows.dialogue.story.story import read
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews

TOLD = "we moesten onze vrije dagen al in december doorgeven"
SAID = {
    "nl": ("nog een keer", "laat ik ook weg", "al afgesloten", "Typ stop", "aan"),
    "en": ("once more", "leave", "already over", "Type stop", "changed"),
}


@pytest.fixture(name="one", params=["nl", "en"])
async def _one(request: pytest.FixtureRequest, file: Path) -> AsyncIterator[House]:
    async with house("slack", request.param, file) as one:
        yield one


async def _value(seat: Seat, step: str) -> object:
    return read(load_script("customer"), await seat.interview).value(step)


async def _words(seat: Seat) -> str:
    """What they said of how it began, however quickly its messages came one after another."""
    script = load_script("customer")
    return read(script, await seat.interview).words(script.step("trigger")) or ""


async def _deletes(seat: Seat, message: str, *, answered: bool = False) -> str:
    seat.acts()
    await cast(SlackSeat, seat).person.deletes(message, answered=answered)
    return await seat.hears()


async def _stops(seat: Seat, *, keeps: bool) -> None:
    await seat.says("stop")
    seat.acts()
    await seat.sees_button(seat.labels[0 if keeps else 1])()
    await seat.hears()


@pytest.mark.parametrize("answered", [False, True])
async def test_the_answer_that_was_just_given_is_asked_again(one: House, answered: bool) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    message = await seat.types(TOLD)
    await seat.hears()
    assert await _value(seat, "trigger") == TOLD

    assert SAID[one.language][0] in await _deletes(seat, message, answered=answered)
    assert await _value(seat, "trigger") is None
    assert (await seat.interview).state == "trigger"


async def test_one_message_of_several_is_taken_out_of_their_answer(one: House) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    messages = [await seat.types(words) for words in (TOLD, "mijn man ook", "en het moest goedkoop")]
    await seat.hears()
    await _deletes(seat, messages[1])

    told = await _words(seat)
    assert (TOLD in told, "mijn man" in told, "goedkoop" in told) == (True, False, True)


async def test_a_step_goes_and_is_named(one: House) -> None:
    seat = await one.seat_at("steps")
    seat.acts()
    message = await seat.types("de koffers gepakt")
    await seat.hears()
    heard = await _deletes(seat, message)

    assert SAID[one.language][1] in heard
    assert "de koffers gepakt" in heard
    assert "de koffers gepakt" not in [i.words for i in read(load_script("customer"), await seat.interview).items]


async def test_consent_stays_and_they_learn_how_to_stop(one: House) -> None:
    seat = await one.seat_at("consent")
    seat.acts()
    message = await seat.types("ja" if one.language == "nl" else "yes")
    await seat.hears()
    await seat.says("vorig jaar" if one.language == "nl" else "last year")

    assert SAID[one.language][3] in await _deletes(seat, message)
    assert await _value(seat, "consent") == "yes"


async def test_once_it_is_over_it_stays_and_they_learn_whom_to_ask(one: House) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    message = await seat.types(TOLD)
    await seat.hears()
    await _stops(seat, keeps=True)
    before = await seat.interview
    assert before.ended

    assert SAID[one.language][2] in await _deletes(seat, message)
    assert await seat.interview == before


async def test_another_interview_goes_on_undisturbed(one: House) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    message = await seat.types(TOLD)
    await seat.hears()
    await _stops(seat, keeps=True)
    await one.also_in(seat, "tweede")
    other = await one.app.store.run(lambda c: interviews.load_interview(c, f"{seat.id}-tweede"))

    await _deletes(seat, message)
    assert await one.app.store.run(lambda c: interviews.load_interview(c, f"{seat.id}-tweede")) == other


async def test_who_is_forgotten_leaves_no_byte_of_what_they_took_away(one: House, file: Path) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    messages = [await seat.types(words) for words in ("kwetterdekwet", "mijn man ook")]
    await seat.hears()
    await _deletes(seat, messages[0])
    await _stops(seat, keeps=False)
    assert (await seat.interview).state == "withdrawn"
    held = b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))

    assert b"kwetterdekwet" not in held
    assert b"mijn man ook" not in held


@pytest.mark.parametrize("platform", ["telegram", "slack"])
async def test_one_message_of_several_is_changed_in_their_answer_and_not_once_it_is_over(
    platform: str, file: Path
) -> None:
    async with house(platform, "nl", file) as one:
        seat = await one.seat_at("trigger")
        seat.acts()
        messages = [await seat.types(words) for words in (TOLD, "mijn man ook", "en het moest goedkoop")]
        await seat.hears()
        seat.acts()
        await seat.corrects(messages[2], "en het moest vooral rustig zijn")
        assert "Aangepast" in await seat.hears()
        told = await _words(seat)
        assert ("mijn man ook" in told, "goedkoop" in told, "vooral rustig" in told) == (True, False, True)

        await _stops(seat, keeps=True)
        before = await seat.interview
        seat.acts()
        await seat.corrects(messages[0], "iets heel anders")
        assert "al afgesloten, dus je antwoord blijft zoals het was" in await seat.hears()
        assert await seat.interview == before

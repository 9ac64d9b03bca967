"""Twenty-four things that people do in a chat besides answering, in Dutch and English, over both chat platforms.

Law: each is done by somebody of their own, through the platform's own library; what must come of it is what a person at
the other end would have understood.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from behaving import STEPS, House, Seat, house

Behaviour = Callable[[House], Awaitable[None]]
BEHAVIOURS: dict[str, Behaviour] = {}
FACE = r"🙂|😄"


def behaviour(name: str) -> Callable[[Behaviour], Behaviour]:
    """One of the twenty-four."""

    def note(what: Behaviour) -> Behaviour:
        BEHAVIOURS[name] = what
        return what

    return note


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("platform", ["telegram", "slack"])
async def test_what_people_do_is_understood(
    platform: str, language: str, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    async with house(platform, language, tmp_path / "study.db") as one:
        for name, what in BEHAVIOURS.items():
            with subtests.test(name):
                await what(one)


def test_there_are_twenty_four() -> None:
    assert len(BEHAVIOURS) == 24


def in_words(seat: Seat | House, nl: str, en: str) -> str:
    return {"nl": nl, "en": en}[seat.language]


async def scores(seat: Seat) -> list[object]:
    return [one.value for one in await seat.kept("emotion")]


async def asks_again(seat: Seat, heard: str) -> None:
    """The question that stood open is put again, in full, and nothing was kept."""
    assert re.search(in_words(seat, "hoe was dat voor je|🙂", "how was that for you|🙂"), heard), heard
    assert await scores(seat) == []


# --- on buttons ------------------------------------------------------------------------------------------


@behaviour("typed text on buttons")
async def _(one: House) -> None:
    seat = await one.seat_at("emotion")
    await seat.says(in_words(seat, "best prettig hoor", "quite pleasant really"))

    assert await scores(seat) in ([1], [2])


@behaviour("a number")
async def _(one: House) -> None:
    """No number stands on a chat's faces, so none is a choice; nor is one of those that nobody sees."""
    for number in ("4", "7", "-1"):
        seat = await one.seat_at("emotion")
        await asks_again(seat, await seat.says(number))


@behaviour("a smiley")
async def _(one: House) -> None:
    for typed in ("🙂", "👍🏽", ":slightly_smiling_face:", ":+1:"):
        seat = await one.seat_at("emotion")
        await seat.says(typed)
        assert await scores(seat) == [1], typed


@behaviour("a typo")
async def _(one: House) -> None:
    seat = await one.seat_at("emotion")
    await seat.says(in_words(seat, "vervelnd", "anoying"))

    assert await scores(seat) == [-1]


@behaviour("a double tap")
async def _(one: House) -> None:
    seat = await one.seat_at("consent")
    seat.acts()
    press = seat.sees_button(seat.labels[0])
    await press()
    await press()
    heard = await seat.hears()

    assert [answer.value for answer in await seat.kept("consent")] == ["yes"]
    assert (await seat.interview).state == "last-time"
    assert heard.count(in_words(seat, "Wanneer was dat", "when was that")) <= 1


@behaviour("an old button")
async def _(one: House) -> None:
    seat = await one.seat_at("emotion")
    press = seat.sees_button("😞")
    await seat.says("🙂")
    seat.acts()
    await press()
    heard = await seat.hears()

    assert "🙂" in heard, heard
    assert re.search(in_words(seat, "beantwoord|geantwoord", "answered"), heard), heard
    assert await scores(seat) == [1]


@behaviour("an answer in the other language")
async def _(one: House) -> None:
    seat = await one.seat_at("emotion")
    heard = await seat.says(in_words(seat, "really annoying", "heel vervelend"))

    assert [value in (-1, -2) for value in await scores(seat)] == [True]
    assert (await seat.interview).language == seat.language
    assert in_words(seat, "hoe was dat", "how was that") in heard


@behaviour("another language, asked for in a sentence")
async def _(one: House) -> None:
    seat = await one.seat_at("emotion")
    heard = await seat.says(in_words(seat, "can we do this in english?", "kan het ook in het nederlands?"))

    assert in_words(seat, "how was that", "hoe was dat") in heard
    assert (await seat.interview).language == in_words(seat, "en", "nl")
    assert await scores(seat) == []


# --- on open questions -----------------------------------------------------------------------------------


@behaviour("three messages, one answer")
async def _(one: House) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    for words in in_words(
        seat,
        "we moesten vrij vragen|mijn man ook|en het moest goedkoop",
        "we had to book leave|so did he|and on a budget",
    ).split("|"):
        await seat.types(words)
    await seat.hears()

    (answer,) = [one for one in await seat.kept("trigger") if one.kind == "answer"]
    assert [word in str(answer.value) for word in in_words(seat, "vrij man goedkoop", "leave he budget").split()] == [
        True
    ] * 3


@behaviour("an edit")
async def _(one: House) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    told = in_words(
        seat, "we moesten onze vrije dagen al in december doorgeven", "we had to hand in our leave by last december"
    )
    message = await seat.types(told)
    await seat.hears()
    seat.acts()
    await seat.corrects(message, told.replace("december", "november"))
    heard = await seat.hears()

    assert in_words(seat, "Aangepast", "Changed") in heard
    assert "november" in str((await seat.kept("trigger"))[-1].value)


@behaviour("a photo with words")
async def _(one: House) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    await seat.sends_photo(in_words(seat, "kapot aangekomen, zie foto van de doos", "arrived broken, see the box"))
    await seat.hears()

    kept = [one for one in await seat.kept("trigger") if one.kind == "answer"]
    assert [re.search("kapot|broken", str(answer.value)) is not None for answer in kept] == [True]
    assert [one.kind for one in await seat.kept("trigger") if one.kind == "skipped"] == []


@behaviour("a voice note")
async def _(one: House) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    await seat.sends_voice()
    heard = await seat.hears()
    assert re.search(in_words(seat, "typ|schrijf|woorden", "type|write|words"), heard), heard
    await seat.says(in_words(seat, "de verwarming deed het niet meer en het vroor", "the heating broke in the frost"))

    kept = [one for one in await seat.kept("trigger") if one.kind in ("answer", "skipped")]
    assert [one.kind for one in kept] == ["answer"]
    assert re.search("verwarming|heating", str(kept[0].value))


@behaviour("a sticker")
async def _(one: House) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    await seat.sends_sticker()
    heard = await seat.hears()

    assert re.search(in_words(seat, "woorden", "words"), heard), heard
    assert await seat.kept("trigger") == []


@behaviour("a forwarded message, a place")
async def _(one: House) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    await seat.sends_place()
    assert await seat.hears()
    assert [kept for kept in await seat.kept("trigger") if kept.kind in ("answer", "skipped", "probe")] == []
    seat.acts()
    await seat.forwards(in_words(seat, "Uw bestelling is onderweg naar u", "Your order is on its way to you"))
    assert await seat.hears()
    kinds = [one.kind for one in await seat.kept("trigger")]
    assert kinds.count("forwarded") == kinds.count("answer") == 1, "what somebody else wrote is marked, never quoted"


@behaviour("emoji or dots alone")
async def _(one: House) -> None:
    for typed in ("😡😡😡", "..."):
        seat = await one.seat_at("trigger")
        heard = await seat.says(typed)
        assert re.search(r"“[\s.…]*”", heard) is None, heard
        assert "..." not in [answer.value for answer in await seat.kept("trigger")]


@behaviour("five thousand characters")
async def _(one: House) -> None:
    seat = await one.seat_at("trigger")
    sentence = in_words(seat, "We stonden uren in de rij bij de balie. ", "We stood in line at the desk for hours. ")
    long = sentence * (5000 // len(sentence))
    seat.acts()
    for part in (long[:4000], long[4000:]):
        await seat.types(part.strip())
    heard = await seat.hears()

    (answer,) = [one for one in await seat.kept("trigger") if one.kind == "answer"]
    assert len(str(answer.value)) > 4900
    assert (await seat.interview).state != "trigger"
    assert len(heard) < 1000


@behaviour("does not know")
async def _(one: House) -> None:
    seat = await one.seat_at("trigger")
    heard = await seat.says(in_words(seat, "weet niet", "no idea"))

    assert "“" not in heard
    assert [one for one in await seat.kept("trigger") if one.kind in ("answer", "probe") and one.value] == []
    seat = await one.seat_at("emotion")
    await seat.says(in_words(seat, "weet ik echt niet meer", "can't remember"))
    assert await scores(seat) == ["forgot"]


QUESTIONS = {
    "nl": (
        ("ben je een robot?", "chatbot"),
        ("wie leest dit?", "Zonnevaart"),
        ("waarom wil je dat weten?", "Zonnevaart|beter|klant"),
        ("hoe lang duurt dit nog?", "minu|vragen"),
    ),
    "en": (
        ("are you a robot?", "chatbot"),
        ("who reads this?", "Zonnevaart"),
        ("why do you want to know?", "Zonnevaart|better|customer"),
        ("how long will this take?", "minute|question"),
    ),
}


@behaviour("a question back")
async def _(one: House) -> None:
    for question, answer in QUESTIONS[one.language]:
        for state, again in (("trigger", "Hoe begon|How did it start"), ("emotion", "hoe was dat|how was that")):
            seat = await one.seat_at(state)
            heard = await seat.says(question)
            assert re.search(answer, heard), f"{question}: {heard}"
            assert re.search(again, heard), f"{question}: {heard}"
            assert await seat.kept(state) == []


@behaviour("swearing, a refusal")
async def _(one: House) -> None:
    for words in in_words(one, "rot op|dat gaat je niks aan", "piss off|none of your business").split("|"):
        seat = await one.seat_at("trigger")
        heard = await seat.says(words)
        assert words.casefold() not in heard.casefold()
        assert [kept for kept in await seat.kept("trigger") if kept.kind in ("answer", "probe") and kept.value] == []


@behaviour("stop, in words")
async def _(one: House) -> None:
    for words in in_words(one, "ik wil niet meer|hou op", "i don't want to do this anymore|please stop").split("|"):
        for state in ("trigger", "steps", "emotion"):
            seat = await one.seat_at(state)
            before = len((await seat.interview).log)
            heard = await seat.says(words)
            assert re.search(in_words(one, "stop", "stop"), heard), f"{words} at {state}: {heard}"
            assert len((await seat.interview).log) == before


@behaviour("back, twice")
async def _(one: House) -> None:
    seat = await one.seat_at("emotion")
    await seat.says("🙂")
    for _ in range(2):
        heard = await seat.says(in_words(seat, "terug", "back"))
        assert re.search(in_words(seat, "terug|vorige", "back"), heard.casefold()), heard
    assert (await seat.interview).state != "emotion"


@behaviour("a correction at the play-back")
async def _(one: House) -> None:
    seat = await one.seat_at("review")
    heard = await seat.says(in_words(seat, "stap 2 was juist heel vervelend", "step 2 was actually very bad"))

    assert not (await seat.interview).ended
    items = {answer.value: answer.item for answer in await seat.kept("steps")}
    second = [answer.value for answer in await seat.kept("emotion") if answer.item == items[STEPS[seat.language][1]]]
    assert [second[0], second[-1] in (-1, -2)] == [1, True], heard
    seat = await one.seat_at("review")
    await seat.says(in_words(seat, "ja maar bij het boeken was ik boos", "yes but i was angry about the booking"))
    assert not (await seat.interview).ended


# --- beside the interview --------------------------------------------------------------------------------


@behaviour("two studies")
async def _(one: House) -> None:
    seat = await one.seat_at("trigger")
    seat.acts()
    await one.also_in(seat, "tweede")

    assert any(re.search("vragen over|questions about", message) for message in seat.messages)


@behaviour("two days away")
async def _(one: House) -> None:
    """Last, for the clock moves for all."""
    for words in in_words(one, "ja|hoi sorry was druk", "yes|hi sorry, was busy").split("|"):
        seat = await one.seat_at("trigger")
        seat.acts()
        for _ in range(8):
            one.clock.move(hours=6)
            await one.app.timers.ring_due()
        nudge = await seat.hears()
        assert in_words(seat, "verder", "go on") in nudge or in_words(seat, "verder", "carry on") in nudge, nudge
        heard = await seat.says(words)
        assert re.search("Hoe begon|How did it start", heard), f"{words}: {heard}"
        assert await seat.kept("trigger") == []

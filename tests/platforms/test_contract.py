"""The contract of a chat platform, for every platform there is a package for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stand_ins import PLACES
from telegram_people import png

from reisleider.bot import adapters
from reisleider.bot.adapters.platform import Platform, platform_of, platforms, private_chat, read_home, set_up
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.outbox.pace import Pacer
from reisleider.bot.outbox.pack import pack
from reisleider.flows.faults import StudyFault
from reisleider.flows.messages import Address, Attachment, Button, LineChart, Message, Span, Table, Update
from reisleider.storage.people import address_of, key_of

ROOT = Path(__file__).parents[2]
FOUND = pytest.mark.parametrize("platform", platforms(), ids=lambda one: one.name)
SET_UP = pytest.mark.parametrize(("platform", "setup"), set_up(), ids=lambda one: getattr(one, "name", ""))


def bare(text: str) -> str:
    """A text without the white space that lines are broken at."""
    return re.sub(r"\s", "", text)


# --- the record ----------------------------------------------------------------------------------------


def test_every_package_is_a_platform_and_every_platform_has_a_place_to_be_tried() -> None:
    packages = {file.parent.name for file in Path(adapters.__path__[0]).glob("*/__init__.py")}

    assert packages == {one.name for one in platforms()} == set(PLACES)


@FOUND
def test_a_record_agrees_with_itself(platform: Platform) -> None:
    assert platform_of(platform.name) is platform
    assert platform.title
    assert re.fullmatch(platform.account, platform.example)
    assert re.fullmatch(platform.chat, platform.private("t", platform.example).chat)
    assert platform.lasting == (platform.setup is not None), "who can leave must be connected, and the other way round"
    assert platform.command is None or re.fullmatch(r"\S+ ?", platform.command)
    if platform.limits is not None:
        assert platform.limits.overall > 0
        assert platform.limits.apart > 0
        assert platform.limits.burst >= 1
    link = platform.link("our_bot", "secret-token")
    assert link is None or (link.startswith("https://") and "our_bot" in link and "secret-token" in link)


@SET_UP
def test_a_setup_names_settings_that_are_there_and_a_page_that_says_how(platform: Platform, setup) -> None:
    keys = set(setup.section.model_fields)

    assert setup.needs
    assert {*setup.secrets, *setup.needs} <= keys
    assert (ROOT / setup.page).is_file()
    assert not setup.used(setup.section())
    assert setup.variable(platform.name, setup.needs[0]) in (ROOT / setup.page).read_text(encoding="utf-8")
    assert (setup.ask_name is None) == (platform.invitation is None), "a link needs the bot's name"


@SET_UP
def test_what_its_tokens_look_like_is_no_sentence(platform: Platform, setup) -> None:
    assert setup.hidden
    assert re.search(setup.hidden, "Wat was het eerste wat je deed? 1. zoeken op internet, om 12:30") is None


def test_a_platform_nobody_knows_does_nothing_and_takes_everything_whole() -> None:
    message = Message((Span("x" * 100_000),))
    nobody = platform_of("elsewhere")

    assert pack("elsewhere", message) == (message,)
    assert not nobody.lasting
    assert nobody.command is None
    assert nobody.link("bot", "token") is None
    assert not nobody.anybody_begins


# --- addresses -----------------------------------------------------------------------------------------


@FOUND
@given(st.data())
def test_any_account_has_one_private_conversation_whose_address_survives(platform: Platform, data) -> None:
    one, other = (data.draw(st.from_regex(re.compile(platform.account, re.ASCII), fullmatch=True)) for _ in range(2))
    there = private_chat(platform.name, "T1", one)

    assert address_of(key_of(there)) == there
    assert (private_chat(platform.name, "T1", other) == there) == (one == other)


@SET_UP
@given(st.data())
def test_a_home_is_read_as_it_is_written(platform: Platform, setup, data) -> None:
    tenant, chat = (
        data.draw(st.from_regex(re.compile(one, re.ASCII), fullmatch=True)) for one in (platform.tenant, platform.chat)
    )

    assert read_home(f"{platform.name}:{tenant}:{chat}") == Address(platform.name, tenant, chat)
    with pytest.raises(StudyFault, match=f"no place on {platform.title}"):
        read_home(f"{platform.name}:{tenant}:not a chat")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nowhere", "write a home as platform:tenant:chat, or - for none."),
        ("a::b", "write a home as platform:tenant:chat, or - for none."),
        ("telefoon:T1:C1", "there is no chat platform telefoon; choose from"),
    ],
)
def test_a_home_that_can_be_none_is_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(StudyFault) as caught:
        read_home(text)

    assert sentence in str(caught.value)


# --- pieces --------------------------------------------------------------------------------------------

TEXTS = st.text(max_size=60) | st.text("ab \n<&*😀", max_size=60).map(lambda text: text * 300)
FILES = st.builds(
    Attachment, st.sampled_from(["kaart.png", "kaart.html"]), st.sampled_from(["image/png", "text/html"]), st.binary()
)
CHARTS = st.builds(LineChart, st.just("lijn"), st.just(("a", "b")), st.just((("n", (1.0, 2.0)),)))
TABLES = st.builds(Table, st.just("tabel"), st.just(("a", "b")), st.just((("c", "d"),)))
MESSAGES = st.builds(
    Message,
    st.lists(st.builds(Span, TEXTS, st.sampled_from(["plain", "bold", "quote"]), st.booleans()), max_size=5).map(tuple),
    st.lists(st.builds(Button, st.just("c1"), st.text(max_size=90)), max_size=40).map(tuple),
    interview=st.just("i1"),
    turn=st.just(3),
    attachments=st.lists(FILES, max_size=13).map(tuple),
    tables=st.lists(TABLES, max_size=1).map(tuple),
    charts=st.lists(CHARTS, max_size=5).map(tuple),
)


@FOUND
@settings(deadline=None, max_examples=40)
@given(MESSAGES)
def test_any_message_is_cut_into_calls_and_nothing_is_lost(platform: Platform, message: Message) -> None:
    pieces = pack(platform.name, message)
    if not message.plain.strip() and not message.attachments and not message.charts:
        return

    assert bare("".join(one.plain for one in pieces)) == bare(message.plain)
    assert sorted(map(repr, (file for one in pieces for file in one.attachments))) == sorted(
        map(repr, message.attachments)
    )
    if message.plain.strip():
        assert [one.buttons for one in pieces if one.buttons] == ([message.buttons] if message.buttons else [])


@FOUND
@settings(deadline=None, max_examples=40)
@given(MESSAGES)
@example(Message((Span("a" * 4000), Span("   " * 300)), interview="i1", turn=3))
@example(Message((Span("   " * 2000), Span("a")), interview="i1", turn=3))
def test_a_piece_is_one_call(platform: Platform, message: Message) -> None:
    bare_of_tables = replace(message, tables=())  # beside a table of its own a platform may take longer words
    for piece in pack(platform.name, bare_of_tables):
        assert pack(platform.name, piece) == (piece,)


@FOUND
def test_a_busy_chat_waits_where_its_platform_has_a_pace_and_nowhere_else(platform: Platform) -> None:
    address, pacer = private_chat(platform.name, "t", platform.example), Pacer()
    waits = [pacer.reserve(address, 0.0) for _ in range(20)]

    assert (waits[-1] > 0) == (platform.limits is not None)


# --- the adapter at its stand-in -----------------------------------------------------------------------

WORDS = " ".join(f"stap {number} <b>&amp; *heel* _lang_" for number in range(500))
PICTURE = Attachment("bestand-kaart.png", "image/png", png(40, 40), "een kaart")
HEAVY = (
    Message((Span("Titel\n", "title"), Span(WORDS)), (Button("c1", "Ja"), Button("c2", "Nee")), "i1", 1),
    Message((Span("Kies maar."),), tuple(Button(f"c{n}", f"Keuze {n}") for n in range(40)), "i1", 2),
    Message(
        (Span("Kijk."),), attachments=(PICTURE, *(Attachment(f"bestand-{n}.txt", "text/csv", b"x") for n in "abc"))
    ),
)


@FOUND
@pytest.mark.parametrize("message", HEAVY, ids=["long", "choices", "files"])
async def test_every_piece_is_taken_and_the_person_sees_it_all(platform: Platform, message: Message) -> None:
    async with PLACES[platform.name]() as place:
        for piece in pack(platform.name, message):
            await place.adapter.deliver(platform.private(place.tenant, place.account), piece)
        seen = place.seen()

    assert bare(message.plain) in bare("".join(one.words for one in seen))
    assert sum(one.files for one in seen) == len(message.attachments)
    if message.buttons:
        shown = " ".join(label for one in seen for label in one.buttons)
        assert all(button.label in shown for button in message.buttons[:10])


@FOUND
async def test_what_was_shown_is_replaced_and_taken_away_where_messages_stay(platform: Platform) -> None:
    async with PLACES[platform.name]() as place:
        address = platform.private(place.tenant, place.account)
        before = Message((Span("eerst dit"),), (Button("c1", "Ja"),), "i1", 1)
        shown = await place.adapter.deliver(address, before)
        assert (shown is not None) == platform.lasting
        assert "eerst dit" in place.seen()[-1].words
        if shown is None:
            return
        await place.adapter.edit(address, shown, replace(before, text=(Span("toen dat"),), buttons=()))
        assert ["toen dat" in one.words for one in place.seen()] == [True]
        assert place.seen()[0].buttons == ()
        await place.adapter.remove(address, shown)
        assert place.seen() == []
        await place.adapter.remove(address, shown)


@FOUND
async def test_what_somebody_says_comes_in_once_from_their_private_conversation(platform: Platform) -> None:
    taken: list[Update] = []

    async def take(update: Update) -> Receipt:
        taken.append(update)
        return Receipt("accepted")

    async with PLACES[platform.name]() as place:
        await place.say("het duurde <lang> & niemand wist iets", take)
        (update,) = taken

        assert update.address == platform.private(place.tenant, place.account)
        assert update.author == place.account
        assert update.private
        assert update.said.kind == "text"
        assert update.said.text == "het duurde <lang> & niemand wist iets"
        assert update.key.startswith(f"{platform.name}:")

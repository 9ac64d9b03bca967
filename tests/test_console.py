"""The terminal: a person types, sees where they are, and can leave at any moment without losing anything."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from table import NOW, VISIT, Table
from waiting import ended

from reisleider.bot.adapters.adapter import Adapter
from reisleider.bot.adapters.console.console import Console
from reisleider.bot.adapters.console.screen import Glass, rows
from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.outbox.pack import pack
from reisleider.bot.transcripts.acts import Act, TranscriptFault, read_act
from reisleider.bot.transcripts.transcript import exchanges, parse
from reisleider.flows.messages import Address, Attachment, Button, Message, Progress, Said, Span, Update


def _said(updates: Sequence[Update]) -> list[Said]:
    return [update.said for update in updates]


async def test_piped_input_prints_a_transcript_that_can_be_read_back() -> None:
    table = Table()
    printed = await table.sit("is goed\n4\nniets <b>vet</b>\nja\n")

    assert printed == textwrap.dedent("""\
        script: short
        language: nl
        ---
        Wil je meedoen?
        [Ja]  [Nee]
        > is goed
        Ja. Hoe was dat?
        [😞 Heel vervelend]  [🙁 Vervelend]  [😐 Neutraal]  [🙂 Prettig]  [😄 Heel prettig]
        > 4
        🙂. Wat zou je veranderen?
        > niets <b>vet</b>
        Zo begreep ik het:

        Wat je zou veranderen: niets <b>vet</b>

        Klopt dat?
        [Ja]  [Aanpassen]  [Weglaten]
        > ja
        Dank je wel, dit was alles. Je antwoorden gaan samen met die van anderen op de kaart, zonder je naam. Vragen, \
of alles laten wissen? Dat kan via vragen@zonnevaart.example.
        """)
    assert [one.act for one in exchanges(parse(printed))][1:] == [
        Act("say", words) for words in ("is goed", "4", "niets <b>vet</b>", "ja")
    ]


async def test_what_the_terminal_printed_says_the_same_when_it_is_piped_in_again() -> None:
    printed = await Table().sit("(press yes)\n(press good)\n\\(nee)\n(misschien)\n")
    replies = [line.removeprefix("> ") for line in printed.splitlines() if line.startswith("> ")]

    assert await Table().sit("\n".join(replies) + "\n") == printed
    assert "> \\(nee)\n" in printed


async def test_deeds_in_piped_input_are_what_a_chat_would_bring() -> None:
    table = Table()
    await table.sit("ja\n(press good)\n(repeat)\n(photo)\nwat meer zon\n(edit: meer zon)\n(stale 1 bad)\n")
    photo = table.heard[3].said.file

    assert [said.kind for said in _said(table.heard)] == ["text", "press", "press", "file", "text", "edit", "press"]
    assert table.heard[1] == table.heard[2]
    assert photo is not None
    assert photo[0] == "photo"
    assert table.heard[5].said.ref == table.heard[4].said.ref
    assert (table.heard[6].said.turn, table.heard[6].said.choice) == (1, "bad")


async def test_a_deed_that_cannot_be_done_here_is_a_remark_and_the_talk_goes_on() -> None:
    table = Table()
    printed = await table.sit("(press maybe)\n(repeat)\n(edit: ja)\n(stale 9 yes)\n(wait 2 days)\nja\n")

    assert "# There is no button maybe here; the buttons are: yes, no.\n" in printed
    assert printed.count("\n# ") == 6
    assert _said(table.heard)[0].text == "ja"


async def test_the_end_of_input_halfway_says_how_to_come_back() -> None:
    table = Table()
    printed = await table.sit("ja\n")

    assert printed.endswith("# Je antwoorden zijn bewaard. Zo ga je verder: reisleider interview short --as anna\n")
    assert not table.interview.ended


async def test_an_interview_that_ended_needs_no_way_back() -> None:
    assert "Zo ga je verder" not in await Table().sit("nee\n")


async def test_a_pause_on_paper_is_followed_by_the_next_line() -> None:
    table = Table()
    printed = await table.sit("ja\npauze\n2\n")

    assert "Wat zou je veranderen?" in printed


async def test_a_pause_at_a_terminal_leaves_it() -> None:
    table = Table()
    seen = await table.sit("ja\npauze\n2\n", terminal=True)

    assert len(table.heard) == 2
    assert "Zo ga je verder" in seen


async def test_a_typed_number_presses_the_choice_with_its_fence() -> None:
    table = Table()
    await table.sit("1\n4\n", terminal=True)

    assert _said(table.heard) == [
        Said("press", choice="yes", turn=0, interview="i"),
        Said("press", choice="good", turn=1, interview="i"),
    ]


async def test_a_number_that_is_no_choice_is_said_as_words() -> None:
    table = Table()
    await table.sit("9\n", terminal=True)

    assert [(said.kind, said.text) for said in _said(table.heard)] == [("text", "9")]


async def test_the_terminal_shows_where_one_is_and_numbers_the_choices() -> None:
    seen = _unstyled(await Table().sit("1\nEnglish\n", terminal=True))

    assert "Deel 1 van 1: Gevoel" in seen
    assert "1 Ja  2 Nee" in seen
    assert "Typ een nummer of je eigen woorden." in seen
    assert "Gekozen: Ja" in seen
    assert "1 😞            2 🙁       3 😐      4 🙂     5 😄" in seen
    assert "Heel vervelend  Vervelend  Neutraal  Prettig  Heel prettig" in seen
    assert "Very unpleasant  Unpleasant  Neutral  Pleasant  Very pleasant" in seen
    assert "Part 1 of 1: How it felt" in seen
    assert "Your answers are saved." in seen


@pytest.mark.parametrize("terminal", [True, False])
async def test_nothing_anyone_said_steers_the_terminal(terminal: bool) -> None:
    out = StringIO()
    console = Console(VISIT, StringIO(), out, clock=lambda: NOW, is_open=Table().is_open, terminal=terminal)
    hostile = "\x1b[2J\x1b]0;boe\x07[bold red]rood[/] :smile: \x9b31m weg\u202e"
    await console.deliver(VISIT.address, Message((Span(hostile),), (Button("x", f"{hostile}[/]"),)))
    seen = _unstyled(out.getvalue())

    assert "[bold red]rood[/] :smile:  weg" in seen
    assert not set(seen) & set("\x1b\x07\x9b\u202e")


def test_lines_break_at_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    out = StringIO()
    Glass(out, "nl").show(Message((Span("Een lange vraag die niet op een regel past, ook niet bijna. " * 3),)))

    assert max(map(len, _unstyled(out.getvalue()).splitlines())) <= 30


FACES = (
    Button("a", "😞 Heel vervelend", -2),
    Button("b", "😐 Neutraal", 0),
    Button("c", "😄 Heel prettig", 2),
    Button("d", "Weet ik niet meer"),
)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (88, ["1 😞 Heel vervelend  2 😐 Neutraal  3 😄 Heel prettig", "4 Weet ik niet meer"]),
        (
            42,
            ["1 😞            2 😐      3 😄        ", "Heel vervelend  Neutraal  Heel prettig", "4 Weet ik niet meer"],
        ),
        (32, ["1 😞 Heel vervelend", "2 😐 Neutraal  3 😄 Heel prettig", "4 Weet ik niet meer"]),
        (10, ["1 😞 Heel vervelend", "2 😐 Neutraal", "3 😄 Heel prettig", "4 Weet ik niet meer"]),
    ],
)
def test_faces_stand_in_one_row_as_far_as_the_width_allows(width: int, shown: list[str]) -> None:
    assert ["  ".join(cell.plain for cell in row) for row in rows(FACES, True, width)] == shown


def test_choices_that_do_not_fit_in_one_row_stand_one_to_a_line() -> None:
    buttons = tuple(Button(str(n), f"een keuze met een lange naam {n}") for n in range(3))

    assert [len(row) for row in rows(buttons, True, 60)] == [1, 1, 1]
    assert [cell.plain for cell in rows(buttons[:1], False, 60)[0]] == ["[een keuze met een lange naam 0]"]


def test_progress_is_shown_only_where_it_changed() -> None:
    out = StringIO()
    glass = Glass(out, "nl")
    for _ in range(2):
        glass.show(Message((Span("Hoe was dat?"),), progress=Progress(2, 6, "Gevoel", 1, 4)))

    assert _unstyled(out.getvalue()).count("Deel 2 van 6: Gevoel · stap 1 van 4") == 1


@pytest.mark.parametrize("terminal", [True, False])
async def test_a_file_is_named_with_what_it_shows(terminal: bool) -> None:
    out = StringIO()
    console = Console(VISIT, StringIO(), out, clock=lambda: NOW, is_open=Table().is_open, terminal=terminal)
    png = Attachment("map.png", "image/png", b"", "de kaart van 12 klanten")
    await console.deliver(VISIT.address, Message((Span("Klaar."),), attachments=(png,)))

    assert "(map.png: de kaart van 12 klanten)" in _unstyled(out.getvalue())


async def test_bytes_that_are_no_text_are_replaced_and_heard() -> None:
    table = Table()
    source = TextIOWrapper(BytesIO(b"ja\n2\nbo\xeb\n"), encoding="utf-8")
    console = Console(VISIT, source, StringIO(), clock=lambda: NOW, is_open=table.is_open)

    async def receive(update: Update) -> Receipt:
        table.heard.append(update)
        return Receipt("accepted")

    await console.run(receive)

    assert table.heard[-1].said.text == "bo\ufffd"


async def test_an_interrupted_reply_still_says_how_to_come_back() -> None:
    out = StringIO()
    console = Console(VISIT, StringIO("ja\n"), out, clock=lambda: NOW, is_open=Table().is_open)

    async def receive(update: Update) -> Receipt:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await console.run(receive)
    assert "Zo ga je verder" in out.getvalue()


def test_the_console_is_an_adapter_and_takes_any_text_whole() -> None:
    adapter: Adapter = Console(VISIT, StringIO(), StringIO(), clock=lambda: NOW, is_open=Table().is_open)
    message = Message((Span("x" * 50_000),))

    assert adapter.platform == VISIT.address.platform
    assert pack(adapter.platform, message) == (message,)


def test_every_update_of_every_visit_has_a_key_of_its_own() -> None:
    address = Address("console", "local", "anna")
    keys = [Seat(address, "anna", visit, lambda: NOW).update(Act("say", "ja")).key for visit in ("v1", "v2")]
    seat = Seat(address, "anna", "v3", lambda: NOW)
    keys += [seat.update(Act("say", "ja")).key for _ in range(3)]

    assert len(set(keys)) == 5


@pytest.mark.parametrize("deed", ["(restart)", "(edit 0: ja)", "(edit 2: ja)", "(press yes)", "(repeat)"])
def test_a_seat_refuses_what_cannot_be_done_with_a_sentence(deed: str) -> None:
    with pytest.raises(TranscriptFault, match=r"\.$"):
        Seat(Address("console", "local", "anna"), "anna", "v", lambda: NOW).update(read_act(deed))


async def test_lines_drawn_for_a_terminal_stand_there_and_not_in_a_transcript() -> None:
    track = Attachment("jouw-reis.txt", "text/plain", "😞  🙁\n●   ·  1. [bold]gebeld\x1b[2J".encode())
    for terminal, shown in ((True, "\n😞  🙁\n●   ·  1. [bold]gebeld\n"), (False, "")):
        out = StringIO()
        console = Console(VISIT, StringIO(), out, clock=lambda: NOW, is_open=Table().is_open, terminal=terminal)
        await console.deliver(VISIT.address, Message((), attachments=(track,)))

        assert _unstyled(out.getvalue()) == shown


AT_A_TERMINAL = """
import asyncio, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts it so; a test's worker ignores Ctrl-C
sys.path.insert(0, {tests!r})
from table import NOW, VISIT, Table
from reisleider.bot.adapters.console.console import Console
from reisleider.bot.outbox.pack import pack
from reisleider.bot.adapters.receipt import Receipt
from reisleider.renderers.chat.wording import word

async def main():
    table = Table()
    console = Console(VISIT, sys.stdin, sys.stdout, clock=lambda: NOW, is_open=table.is_open)
    async def receive(update):
        print("HEARD", update.said.text)
        return Receipt("accepted")
    for message in word(table.opening, table.interview):
        await console.deliver(VISIT.address, message)
    await console.run(receive)
    print("LEFT")

asyncio.run(main())
"""


@pytest.mark.terminal
def test_ctrl_c_in_a_real_terminal_leaves_with_a_kind_line(tmp_path: Path) -> None:
    script = tmp_path / "talk.py"
    script.write_text(AT_A_TERMINAL.format(tests=str(Path(__file__).parent)))
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(
        [sys.executable, str(script)], stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True
    )
    os.close(theirs)
    try:
        _read_until(ours, b"> ")
        os.write(ours, "één woord\n".encode())
        seen = _read_until(ours, "HEARD één woord\r\n> ".encode())
        child.send_signal(signal.SIGINT)
        seen += _read_until(ours, b"LEFT")

        assert ended(child) == 0
    finally:
        child.kill()
        child.wait()
        os.close(ours)
    assert "Zo ga je verder:\r\nreisleider interview short --as anna\r\n" in _unstyled(seen.decode())


def _read_until(terminal: int, wanted: bytes) -> bytes:
    seen = b""
    while wanted not in seen:
        seen += os.read(terminal, 4096)
    return seen


def _unstyled(seen: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen)

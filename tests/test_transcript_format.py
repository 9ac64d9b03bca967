"""The transcript format: what is read is printed back to the byte, and what is wrong is named with its line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reisleider.bot.transcripts.acts import DEEDS, Act, TranscriptFault, read_act
from reisleider.bot.transcripts.transcript import (
    exchanges,
    parse,
    print_header,
    print_message,
    print_transcript,
    print_words,
    read_transcript,
)
from reisleider.flows.messages import Attachment, Button, Message, Span
from reisleider.renderers.words.own_words import clean

TALK = """\
# a customer in a hurry
script: customer
language: nl
persona: family
---
Hoi. Wil je meedoen?
[Ja, ik doe mee]  [Nee, liever niet]
> is goed
Hoe begon het?

Vertel het in je eigen woorden.
# she thinks for a while
> (wait 2 days)
> we kregen vrij
>> en de kinderen wilden een zwembad
\\> zo staat het er
> (edit 1: ja, prima)
"""


def test_a_transcript_tells_its_header_and_its_exchanges() -> None:
    transcript = parse(TALK)

    assert transcript.header == {"script": "customer", "language": "nl", "persona": "family"}
    assert [(one.number, one.act, one.said) for one in exchanges(transcript)] == [
        (6, None, ("Hoi. Wil je meedoen?", "[Ja, ik doe mee]  [Nee, liever niet]")),
        (8, Act("say", "is goed"), ("Hoe begon het?", "", "Vertel het in je eigen woorden.")),
        (13, Act("wait", time=timedelta(days=2)), ()),
        (14, Act("say", "we kregen vrij\nen de kinderen wilden een zwembad"), ("> zo staat het er",)),
        (17, Act("edit", "ja, prima", 1), ()),
    ]


@pytest.mark.parametrize(
    "text", [TALK, TALK.replace("\n", "\r\n"), "\ufeff" + TALK, TALK.rstrip("\n"), "---", "---\n", "\ufeff---\n> ja"]
)
def test_what_was_read_is_printed_back_to_the_byte(text: str) -> None:
    assert print_transcript(parse(text)) == text


def test_line_ends_of_another_system_change_nothing_that_is_said() -> None:
    assert exchanges(parse(TALK.replace("\n", "\r\n"))) == exchanges(parse(TALK))


@pytest.mark.parametrize(
    ("body", "act"),
    [
        ("(wait 90 minutes)", Act("wait", time=timedelta(minutes=90))),
        ("(wait 1 week)", Act("wait", time=timedelta(weeks=1))),
        ("(restart)", Act("restart")),
        ("(edit 3: online geboekt)", Act("edit", "online geboekt", 3)),
        ("(edit: online (zelf) geboekt)", Act("edit", "online (zelf) geboekt")),
        ("(photo)", Act("file", "photo")),
        ("(sticker)", Act("file", "sticker")),
        ("(press good)", Act("press", "good")),
        ("(stale 4 good)", Act("press", "good", 4)),
        ("(repeat)", Act("repeat")),
        ("\\(nee)", Act("say", "(nee)")),
        ("(denk ik) ja", Act("say", "(denk ik) ja")),
        ("", Act("say", "")),
    ],
)
def test_a_reply_line_is_words_or_a_deed(body: str, act: Act) -> None:
    assert read_act(body) == act


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_in_the_list_can_be_read(deed: str) -> None:
    assert read_act(deed.replace("TURN", "4").replace("ID", "good")).kind != "say"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Hoi\n> ja\n", r"^t\.txt:1: begin with lines like 'script: customer', and a line '---' under them\.$"),
        ("script: a\nHoi daar\n---\n", r"^t\.txt:2: 'Hoi daar' is no 'key: value' line; put '---' above the talk\.$"),
        ("script: a\nscript: b\n---\n", r"^t\.txt:2: script stands here a second time; keep one\.$"),
        ("---\nHoi\n> (weet niet)\n", r"^t\.txt:3: \(weet niet\) is no deed; use one of .* or write \\\(weet niet\)"),
        ("---\n> (wait two days)\n", r"^t\.txt:2: \(wait two days\) is no deed"),
        ("---\n>> verder\n", r"^t\.txt:2: '>>' continues a reply, and there is none above it\.$"),
        ("---\n> (photo)\n>> mooi\n", r"^t\.txt:3: only words can go on"),
    ],
)
def test_a_broken_transcript_is_one_sentence_that_names_file_and_line(text: str, fault: str) -> None:
    with pytest.raises(TranscriptFault, match=fault):
        parse(text, "t.txt")


def test_a_file_that_is_not_there_or_no_text_is_a_sentence_too(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"---\nbo\xeb\n")

    with pytest.raises(TranscriptFault, match=r"gone\.txt cannot be read"):
        read_transcript(tmp_path / "gone.txt")
    with pytest.raises(TranscriptFault, match="save it as UTF-8"):
        read_transcript(tmp_path / "latin.txt")


def test_a_file_is_read_with_its_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_bytes(TALK.replace("\n", "\r\n").encode())

    assert print_transcript(read_transcript(file)).encode() == file.read_bytes()


def test_a_message_is_its_text_its_files_and_its_buttons() -> None:
    message = Message(
        (Span("Klopt dat?\n# 1\n> citaat"),),
        (Button("yes", "Ja"), Button("no", "Nee")),
        attachments=(Attachment("map.png", "image/png", b"", "de kaart"),),
    )

    assert print_message(message) == "Klopt dat?\n\\# 1\n\\> citaat\n(map.png: de kaart)\n[Ja]  [Nee]"


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=4))
def test_whatever_is_said_can_be_printed_and_read_back(talk: list[tuple[str, str]]) -> None:
    printed = "\n".join(
        [print_header({"script": "customer"})]
        + [f"{print_message(Message((Span(bot),)))}\n{print_words(person)}" for bot, person in talk]
    )
    transcript = parse(printed)
    acts = [one.act for one in exchanges(transcript)[1:]]

    assert print_transcript(transcript) == printed
    assert acts == [Act("say", clean(person)) for _, person in talk]

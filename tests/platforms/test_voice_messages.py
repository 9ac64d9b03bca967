"""Voice messages through both real libraries, heard by a small program of this machine's own, or by none."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from running import config_for, kept, running
from slack_people import words_of
from slack_server import SlackServer
from slack_talks import prepare as prepare_slack
from slack_talks import talk as talk_slack
from telegram_people import Person
from telegram_server import TelegramServer
from telegram_talks import prepare, talk

from reisleider.bot.config import load_config
from reisleider.bot.intake.transcription import LONGEST, Transcriber
from reisleider.bot.intake.transcription import words_of as words_in
from reisleider.bot.serving.check import check_voice
from reisleider.flows.faults import SettingFault
from reisleider.flows.messages import Attachment

WORDS = "we moesten in december al onze vrije dagen doorgeven"
GOAL = "snel weten waar ze aan toe zijn"
ENGINE = """
import os, pathlib, select, sys
file = pathlib.Path(sys.argv[1])
pathlib.Path(sys.argv[0]).with_suffix(".log").write_text(
    str(file) + chr(10) + chr(10).join(name for name in os.environ if name.startswith("REISLEIDER_"))
)
said = file.read_bytes().removeprefix(b"OggS").decode()
if said == "break":
    sys.exit("no model")
if said == "wait":
    while file.exists():
        select.select([], [], [], 0.01)
print("[00:00:00.000 --> 00:00:04.000]   " + said)
"""


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    script = tmp_path / "engine.py"
    script.write_text(ENGINE)
    return script


def command(engine: Path) -> str:
    return f"{sys.executable} {engine} {{file}}"


def log_of(engine: Path) -> list[str]:
    """What the program wrote down: the file it was given, and the secrets that it could see; nothing before it ran."""
    log = engine.with_suffix(".log")
    return log.read_text().splitlines() if log.exists() else []


def is_stored(file: Path, sound: bytes) -> bool:
    return any(sound in one.read_bytes() for one in file.parent.glob(f"{file.name}*"))


def let_go(engine: Path) -> None:
    """Take away what the program waits for."""
    Path(log_of(engine)[0]).unlink()


def voice(words: str) -> bytes:
    return b"OggS" + words.encode()


def answers(file: Path) -> list[str]:
    (interview,) = kept(file)
    return [one.verbatim for one in interview.log if one.kind == "answer"]


async def at_the_trigger(telegram: TelegramServer, token: str) -> Person:
    anna = telegram.person(8, "Anna", "nl")
    await anna.starts(token)
    await talk(telegram, anna, after=3)
    await anna.hears()
    return anna


async def test_in_telegram_what_was_heard_is_said_back_and_counts_after_a_yes(
    telegram: TelegramServer, file: Path, engine: Path
) -> None:
    token = prepare(file)
    async with running(file, config_for(telegram, REISLEIDER_VOICE__COMMAND=command(engine))):
        anna = await at_the_trigger(telegram, token)
        await anna.sends_voice(voice(WORDS))
        shown = await anna.hears()
        before = answers(file)
        assert shown.text == f"Ik hoorde: “{WORDS}”. Klopt dat?"
        assert [button.text for row in shown.buttons for button in row] == ["Ja", "Nee, ik typ het"]
        await anna.presses("Ja")
        await anna.hears()

    assert WORDS not in before
    assert WORDS in answers(file)
    heard, *secrets = log_of(engine)
    assert not Path(heard).parent.exists()
    assert secrets == []
    assert not is_stored(file, b"OggS")


async def test_in_telegram_a_no_asks_to_type(telegram: TelegramServer, file: Path, engine: Path) -> None:
    token = prepare(file)
    async with running(file, config_for(telegram, REISLEIDER_VOICE__COMMAND=command(engine))):
        anna = await at_the_trigger(telegram, token)
        await anna.sends_voice(voice("we moesten en dus ember"))
        await anna.hears()
        await anna.presses("Nee, ik typ het")
        assert "Hoe begon het?" in (await anna.hears()).text
        await anna.says(WORDS)
        await anna.hears()

    assert answers(file)[-1] == WORDS


@pytest.mark.parametrize("said", ["break", "[BLANK_AUDIO]", ""])
async def test_in_telegram_what_could_not_be_heard_gets_one_kind_sentence(
    telegram: TelegramServer, file: Path, engine: Path, said: str
) -> None:
    token = prepare(file)
    async with running(file, config_for(telegram, REISLEIDER_VOICE__COMMAND=command(engine))):
        anna = await at_the_trigger(telegram, token)
        before = answers(file)
        await anna.sends_voice(voice(said))
        shown = (await anna.hears()).text

    assert shown.startswith("Je spraakbericht kon ik niet verstaan. Kun je het ook in een paar woorden zeggen?")
    assert answers(file) == before


async def test_in_telegram_a_forwarded_or_too_large_voice_message_is_not_heard(
    telegram: TelegramServer, file: Path, engine: Path
) -> None:
    token = prepare(file)
    more = {"REISLEIDER_VOICE__COMMAND": command(engine), "REISLEIDER_VOICE__MEGABYTES": "1"}
    async with running(file, config_for(telegram, **more)):
        anna = await at_the_trigger(telegram, token)
        await anna.sends_voice(voice(WORDS), forwarded=True)
        assert (await anna.hears()).text.startswith("Een spraakbericht kan ik niet beluisteren.")
        await anna.sends_voice(voice(WORDS) + bytes(2**20))
        assert (await anna.hears()).text.startswith("Een spraakbericht kan ik niet beluisteren.")

    assert log_of(engine) == []


async def test_nobody_waits_for_somebody_elses_voice_and_stopping_asks_for_words(
    telegram: TelegramServer, file: Path, engine: Path
) -> None:
    token = prepare(file)
    async with running(file, config_for(telegram, REISLEIDER_VOICE__COMMAND=command(engine))):
        anna = await at_the_trigger(telegram, token)
        await anna.sends_voice(voice("wait"))
        bert = telegram.person(9, "Bert", "nl")
        await bert.starts(token)
        await telegram.until(lambda: bool(bert.chat.bot_messages))
        await telegram.until(lambda: bool(log_of(engine)))
    async with running(file, config_for(telegram)):
        await telegram.until(lambda: "Je spraakbericht kon ik niet verstaan" in anna.sees.text)

    heard = Path(log_of(engine)[0])
    assert not heard.parent.exists()


async def test_in_telegram_what_was_said_to_an_earlier_question_is_no_answer_to_a_later(
    telegram: TelegramServer, file: Path, engine: Path
) -> None:
    token = prepare(file)
    async with running(file, config_for(telegram, REISLEIDER_VOICE__COMMAND=command(engine))):
        anna = await at_the_trigger(telegram, token)
        await anna.sends_voice(voice("wait"))
        await telegram.until(lambda: bool(log_of(engine)))
        await anna.says("we kregen vrij in juli en toen wilden we weg")
        await anna.hears()
        let_go(engine)
        await telegram.until(lambda: "Je spraakbericht kwam later binnen dan je antwoord." in anna.sees.text)

    assert "wait" not in " ".join(answers(file))


async def test_in_slack_what_was_heard_is_said_back_and_counts_after_a_yes(
    slack: SlackServer, file: Path, engine: Path
) -> None:
    prepare_slack(file)
    lia, bas = slack.person("ULIA", name="Lia", locale="nl-NL"), slack.person("UBAS", name="Bas", locale="nl-NL")
    slack.channel("C1", "klantreis", members=["ULIA", "UBAS", slack.bot_user])
    async with running(file, config_for(slack=slack, REISLEIDER_VOICE__COMMAND=command(engine))):
        await lia.command("/journey", "invite <@UBAS>", "C1")
        await slack.until(lambda: bas.sees is not None)
        await talk_slack(slack, bas, "nl", before="Wat willen zij bereiken?")
        await bas.sends_file("praatje.ogg", "audio/ogg", data=voice("break"))
        await slack.until(lambda: "Je spraakbericht kon ik niet verstaan" in words_of(bas.sees))
        await bas.sends_file("praatje.ogg", "audio/ogg", data=voice(GOAL))
        await slack.until(lambda: f"Ik hoorde: “{GOAL}”. Klopt dat?" in words_of(bas.sees))
        before = answers(file)
        await bas.presses("Ja")
        await slack.until(lambda: "Ik hoorde" not in words_of(bas.sees))

    assert GOAL not in before
    assert answers(file)[-1] == GOAL


# --- the program itself ---------------------------------------------------------------------------------


async def test_a_program_that_takes_too_long_is_ended_with_its_file(engine: Path) -> None:
    slow = Transcriber((sys.executable, str(engine), "{file}"), 1.0)

    assert await slow.hear(Attachment("stem.ogg", "audio/ogg", voice("wait"))) is None
    assert not Path(log_of(engine)[0]).parent.exists()


async def test_a_program_that_is_not_there_hears_nothing() -> None:
    missing = Transcriber(("no-such-program", "{file}"), 1.0)

    assert await missing.hear(Attachment("stem.ogg", "audio/ogg", voice(WORDS))) is None


async def test_voices_are_heard_one_by_one_and_not_more_than_can_wait(engine: Path) -> None:
    one = Transcriber((sys.executable, str(engine), "{file}"), 60.0)
    recordings = [Attachment("stem.ogg", "audio/ogg", voice(f"stap {n}")) for n in range(10)]

    heard = await asyncio.gather(*map(one.hear, recordings))

    assert heard == [*(f"stap {n}" for n in range(8)), None, None]


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        (b"\n[00:00:00.000 --> 00:00:02.120]   hallo\n[00:00:02.120 --> 00:00:04.000]  daar\n", "hallo daar"),
        (b"[BLANK_AUDIO]\n", None),
        (b" (muziek) en toen *zucht* belde ik", "en toen belde ik"),
        (b"\xff\xfe", "��"),
        (b"", None),
        (b"a" * (LONGEST + 1), None),
    ],
)
def test_what_is_printed_is_read_as_it_was_said(printed: bytes, words: str | None) -> None:
    assert words_in(printed) == words


# --- the setting ----------------------------------------------------------------------------------------


def test_the_command_names_the_file(tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[voice]\ncommand = ["whisper-cli", "-f", "{file}"]\n')
    assert load_config(settings, {}).voice.command == ("whisper-cli", "-f", "{file}")
    assert load_config(None, {"REISLEIDER_VOICE__COMMAND": "a 'b c' {file}"}).voice.command == ("a", "b c", "{file}")
    assert load_config(None, {}).voice.command == ()
    with pytest.raises(SettingFault, match=r"^voice.command: this must be a command with \{file\} in it"):
        load_config(None, {"REISLEIDER_VOICE__COMMAND": "whisper-cli"})


def test_check_says_whether_the_program_is_there() -> None:
    here = load_config(None, {"REISLEIDER_VOICE__COMMAND": f"{sys.executable} {{file}}"}).voice
    away = load_config(None, {"REISLEIDER_VOICE__COMMAND": "no-such-program {file}"}).voice

    assert check_voice(here) == ((f"Voice messages are heard by {sys.executable}.",), True)
    assert check_voice(away)[1] is False
    assert "no-such-program" in check_voice(away)[0][0]

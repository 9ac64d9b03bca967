"""What real workspaces send besides plain messages: pictures by name, brackets, threads, deletions, guests."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from running import config_for, kept, running, settled
from slack_people import Person, words_of
from slack_server import SlackServer
from slack_talks import prepare, talk
from telegram_people import png

from reisleider.bot.adapters.slack.as_seen import as_seen
from reisleider.flows.words.cues import as_figures
from reisleider.storage import interviews, studies

CONSENT = "Doe je mee?"


def _people(server: SlackServer) -> tuple[Person, Person]:
    lia, bas = server.person("ULIA", name="Lia", locale="nl-NL"), server.person("UBAS", name="Bas", locale="nl-NL")
    server.channel("C1", "klantreis", members=["ULIA", "UBAS", server.bot_user])
    return lia, bas


async def _invited(server: SlackServer) -> Person:
    lia, bas = _people(server)
    await lia.command("/journey", "invite <@UBAS>", "C1")
    await server.until(lambda: bas.sees is not None)
    return bas


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        (":+1::skin-tone-3:", "👍🏼"),
        (":-1:", "👎"),
        ("mooi :tada: hoor", "mooi 🎉 hoor"),
        (":onze_eigen_kikker:", ":onze_eigen_kikker:"),
        (":snowman:", "☃"),
        ("om 12:30:45 kwam hij", "om 12:30:45 kwam hij"),
        (
            "via <https://zonnevaart.example/boek|de site> en <https://zon.example>",
            "via de site en https://zon.example",
        ),
        ("mail <mailto:a@b.example|a@b.example>", "mail a@b.example"),
        ("gevraagd aan <@U123ABC> en <@U9|bas>", "gevraagd aan @… en @bas"),
        ("in <#C1|balie>, <!here> en <!subteam^S1|@team>", "in #balie, @here en @team"),
        ("<!date^1392734382^{date}|18 feb>", "18 feb"),
        ("kleiner &lt; groter &gt; en &amp;amp;", "kleiner < groter > en &amp;"),
        ("&lt;@U123ABC&gt;", "<@U123ABC>"),
    ],
)
def test_words_are_kept_as_people_saw_them(typed: str, seen: str) -> None:
    assert as_seen(typed) == seen


SLACKS = (  # Slack's own names (2026-11) of pictures that say how it was, yes or no, or a number
    ("pensive", "😔"),
    ("relieved", "😌"),
    ("wink", "😉"),
    ("scream", "😱"),
    ("triumph", "😤"),
    ("persevere", "😣"),
    ("fearful", "😨"),
    ("sweat", "😓"),
    ("disappointed_relieved", "😥"),
    ("face_with_symbols_on_mouth", "🤬"),
    ("face_with_raised_eyebrow", "🤨"),
    ("pleading_face", "🥺"),
    ("rolling_on_the_floor_laughing", "🤣"),
    ("smirk", "😏"),
    ("hugging_face", "🤗"),
    ("sunglasses", "😎"),
    ("smiling_face_with_3_hearts", "🥰"),
    ("muscle", "💪"),
    ("the_horns", "🤘"),
    ("no_good", "🙅"),
    ("woman-gesturing-no", "🙅"),
    ("no_entry_sign", "🚫"),
    ("heavy_multiplication_x", "✖"),
    ("ballot_box_with_check", "☑"),
    ("hand", "✋"),
    ("middle_finger", "🖕"),
    ("shit", "💩"),
)


@pytest.mark.parametrize(("name", "sign"), SLACKS)
def test_a_picture_that_means_something_is_known_by_slacks_name(name: str, sign: str) -> None:
    assert as_seen(f"nou :{name}:") == f"nou {sign}"


def test_a_number_that_was_picked_as_a_picture_is_that_number() -> None:
    names = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "keycap_ten")

    assert [as_figures(as_seen(f":{one}:")) for one in names] == [str(number) for number in range(11)]


async def test_a_thumb_with_a_skin_tone_is_a_thumb_and_no_number(slack: SlackServer, file: Path) -> None:
    prepare(file)
    async with running(file, config_for(slack=slack)):
        bas = await _invited(slack)
        await bas.says(":-1::skin-tone-5:")
        await slack.until(lambda: CONSENT not in words_of(bas.sees))
    assert [one.state for one in kept(file)] == ["declined"]


async def test_a_mention_in_a_thread_is_answered_in_that_thread(slack: SlackServer, file: Path) -> None:
    prepare(file)
    async with running(file, config_for(slack=slack)) as app:
        lia, _ = _people(slack)
        event = {"type": "app_mention", "channel": "C1", "user": lia.id, "text": f"<@{slack.bot_user}> help"}
        await slack.event({**event, "ts": slack.ts(), "thread_ts": "1790000000.000001", "event_ts": slack.ts()})
        await slack.until(lambda: [one for one in slack.calls if one.method.startswith("chat.post")])
        await settled(app)
        said = [one for one in slack.calls if one.method in ("chat.postMessage", "chat.postEphemeral")]
        assert {one.params.get("thread_ts") for one in said} == {"1790000000.000001"}


@pytest.mark.parametrize("more", [{"bot_id": "B1"}, {"bot_profile": {"id": "B1"}}, {"user": "USLACKBOT"}])
async def test_no_program_is_answered(slack: SlackServer, file: Path, more: dict[str, Any]) -> None:
    prepare(file)
    async with running(file, config_for(slack=slack)) as app:
        _people(slack)
        event = {"type": "message", "channel": "DUBAS", "channel_type": "im", "user": "UBAS", "text": "hallo", **more}
        await slack.event({**event, "ts": slack.ts(), "event_ts": slack.ts()})
        mention = {**event, "type": "app_mention", "channel": "C1", "text": f"<@{slack.bot_user}> help"}
        await slack.event({**mention, "ts": slack.ts(), "event_ts": slack.ts()})
        await settled(app)
        assert [one for one in slack.calls if one.method.startswith("chat.")] == []


@pytest.mark.parametrize("wrapped_by", ["T0OTHER", "E0GRID"])
async def test_whichever_team_wraps_it_the_conversation_is_one(slack: SlackServer, file: Path, wrapped_by: str) -> None:
    prepare(file)
    async with running(file, config_for(slack=slack)):
        bas = await _invited(slack)
        ours = slack.team_id
        slack.team_id = wrapped_by
        await bas.says("ja")
        slack.team_id = ours
        await slack.until(lambda: CONSENT not in words_of(bas.sees))
    assert len(kept(file)) == 1


@pytest.mark.parametrize("more", [{"is_restricted": True}, {"team_id": "T0OTHER"}, {"is_stranger": True}])
@pytest.mark.parametrize("allowed", [False, True])
async def test_guests_begin_studies_only_where_the_operator_says_so(
    slack: SlackServer, file: Path, more: dict[str, Any], allowed: bool
) -> None:
    prepare(file)
    setting = {"REISLEIDER_SLACK__GUESTS_BEGIN": "true"} if allowed else {}
    async with running(file, config_for(slack=slack, **setting)) as app:
        _, bas = _people(slack)
        bas.more = more
        await bas.command("/journey", "new", "C1")
        if allowed:
            await slack.until(lambda: bas.modal is not None)
            return
        await slack.until(lambda: [one for one in slack.calls if one.method == "chat.postEphemeral"])
        assert "vast bij deze werkruimte" in str(slack.calls[-1].params)
        assert bas.modal is None
        await settled(app)
        assert len(await app.store.read(studies.list_studies)) == 1


async def test_several_files_of_one_message_are_all_taken(slack: SlackServer, file: Path) -> None:
    prepare(file)
    async with running(file, config_for(slack=slack)) as app:
        bas = await _invited(slack)
        await talk(slack, bas, "nl", after=3)
        files = []
        for number in range(2):
            slack.sent_files[f"F{number}"] = png(2 + number)
            there = f"{slack.base_url.removesuffix('/api/')}/files-pri/F{number}"
            files.append({"id": f"F{number}", "name": "x", "mimetype": "image/png", "url_private": there})
        event = {"type": "message", "subtype": "file_share", "channel": "DUBAS", "channel_type": "im", "user": "UBAS"}
        await slack.event({**event, "text": "", "ts": slack.ts(), "event_ts": slack.ts(), "files": files})
        await settled(app)

        (interview,) = await app.store.read(lambda c: interviews.interviews(c, "zonnevaart"))
        digests = [line.value[1] for line in interview.log if line.kind == "file"]
        assert digests == [hashlib.sha256(png(2 + number)).hexdigest() for number in range(2)]


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message"])
async def test_what_somebody_wrote_in_another_way_is_an_answer(slack: SlackServer, file: Path, subtype: str) -> None:
    prepare(file)
    async with running(file, config_for(slack=slack)):
        bas = await _invited(slack)
        event = {"type": "message", "subtype": subtype, "channel": "DUBAS", "channel_type": "im", "user": "UBAS"}
        await slack.event({**event, "text": "ja", "ts": slack.ts(), "event_ts": slack.ts()})
        await slack.until(lambda: CONSENT not in words_of(bas.sees))


@pytest.mark.parametrize("typed", ["he\u200blp", "\ufeffhelp", "help\u2060", "h\u00adelp"])
async def test_signs_that_nobody_sees_change_no_command(slack: SlackServer, file: Path, typed: str) -> None:
    prepare(file)
    async with running(file, config_for(slack=slack)) as app:
        lia, _ = _people(slack)
        await lia.mentions_bot(typed, "C1")
        await slack.until(lambda: any("status" in words_of(one) for one in slack.channel("C1").messages))
        await settled(app)
        before = len(slack.calls)
        await lia.command("/journey", typed, "C1")
        await slack.until(lambda: len(slack.calls) > before)
        await settled(app)
        said = [str(one.params) for one in slack.calls[before:] if one.method.startswith("chat.post")]
        assert any("status" in one for one in said)

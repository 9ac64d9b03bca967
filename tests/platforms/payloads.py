"""Whatever strangers may send: bodies as the platforms make them, with things missing, odd, huge, of the wrong kind.

Law: a seed gives the same payloads on every machine; knows nothing of the product but its commands' words.
"""

from __future__ import annotations

from random import Random
from typing import Any

WORDS = (
    *(
        "hallo",
        "ja",
        "/start",
        "/start abc",
        "/new",
        "/forget",
        "/delete zonnevaart",
        "/mydata",
        "/invite",
        "/status",
        "/map",
    ),
    *(
        "help",
        "stop",
        "new",
        "delete zonnevaart",
        "invite <@U1>",
        "1",
        "👍🏽",
        ":+1::skin-tone-3:",
        "<@U1|x> <#C1> <!here>",
    ),
    *(
        "",
        " " * 3000,
        "a" * 4096,
        "b" * 12_000,
        "1 en " * 800,
        "\ud83d",
        "\x00\x1b]52;c;AAAA\x07",
        "\u202eabc",
        "़" * 500,
    ),
    *(
        "https://t.me/reisleider_bot?start=abcdefgh",
        "=1+1",
        "{study}",
        "%s %d",
        "<b>",
        "'; drop table",
        "９" * 40,
        "[" * 2000,
    ),
)
PRESSED = (
    *(
        "..join:zonnevaart",
        "..join:zonnevaart~0fff" + "A" * 12,
        "..forget-me:",
        "..delete-now:zonnevaart",
        "..map:zonnevaart",
    ),
    *(
        "abc.0.yes",
        "abc.99999999999999999999.yes",
        "..m-same:",
        "..page.9",
        "..s-1-1:",
        "x",
        "",
        "....",
        "..never-mind:",
    ),
)
ODD = (None, True, 0, -1, 2**70, 1.5, "", "x", "x" * 9000, [], {}, [[]], {"id": None}, "\ud800", [None])


def _spoilt(chance: Random, node: Any, odds: float) -> Any:  # JSON of any shape
    """The same with, here and there, a part that is missing or something else."""
    if chance.random() < odds:
        return chance.choice(ODD)
    if isinstance(node, dict):
        kept = {key: one for key, one in node.items() if chance.random() > odds}
        return {key: _spoilt(chance, one, odds) for key, one in kept.items()}
    return [_spoilt(chance, one, odds) for one in node] if isinstance(node, list) else node


def slack_payload(chance: Random, number: int, me: str) -> tuple[str, dict[str, Any]]:
    """One thing that Slack may bring, and by which way."""
    text, user = chance.choice(WORDS), f"U{chance.randrange(1, 40)}"
    channel = chance.choice((f"D{user}", "C1", "G2"))
    ts = f"17900{number:05d}.000100"
    way = chance.choice(("events_api", "events_api", "events_api", "interactive", "interactive", "slash_commands"))
    if way == "events_api":
        kind = chance.choice(
            ("message", "message", "app_mention", "member_joined_channel", "app_home_opened", "team_join")
        )
        sub = chance.choice(
            (None, None, "me_message", "thread_broadcast", "message_deleted", "message_changed", "file_share")
        )
        event: dict[str, Any] = {"type": kind, "channel": channel, "user": user, "text": text, "ts": ts, "event_ts": ts}
        event["channel_type"] = "im" if channel.startswith("D") else "channel"
        event |= {} if sub is None else {"subtype": sub}
        inner = {"user": user, "text": text, "ts": ts, "edited": {"user": user, "ts": ts}}
        event |= chance.choice(({}, {"bot_id": "B1"}, {"thread_ts": ts}, {"message": inner, "previous_message": inner}))
        event |= chance.choice(({}, {"files": [{"id": "F", "mimetype": "image/png"}] * 3}, {"user_team": "T9"}))
        event |= {"text": f"<@{me}> {text}"} if kind == "app_mention" else {}
        body = {"team_id": chance.choice(("T0TEAM", "T9", "E1")), "event": event, "type": "event_callback"}
        return way, {**body, "event_id": f"Ev{number}"}
    if way == "slash_commands":
        told = {"command": chance.choice(("/journey", "/other")), "text": text, "user_id": user, "channel_id": channel}
        return way, {**told, "channel_name": "x", "trigger_id": f"t{number}", "team_id": "T0TEAM"}
    who = {"user": {"id": user, "team_id": "T0TEAM"}, "team": {"id": "T0TEAM"}, "trigger_id": f"t{number}"}
    if chance.random() < 0.3:
        values = {"title": {"title": {"type": "plain_text_input", "value": text}}}
        view = {"id": f"V{number}", "hash": "h", "private_metadata": channel, "state": {"values": values}}
        return way, {"type": "view_submission", **who, "view": view}
    action = {
        "type": "button",
        "action_id": "choose0",
        "value": chance.choice(PRESSED),
        "block_id": "b",
        "action_ts": ts,
    }
    where = {"container": {"message_ts": ts, "channel_id": channel}, "channel": {"id": channel, "name": "x"}}
    return way, {"type": "block_actions", **who, **where, "actions": [action]}


def telegram_payload(chance: Random, number: int) -> dict[str, Any]:
    """One update of Telegram's."""
    text, user = chance.choice(WORDS), chance.randrange(1000, 1040)
    sender = {
        "id": user,
        "is_bot": chance.random() < 0.1,
        "first_name": "X",
        "language_code": chance.choice(("nl", "xx-y")),
    }
    private = chance.random() < 0.7
    chat = {"id": user, "type": "private"} if private else {"id": -1001234567890, "type": "supergroup", "title": "T"}
    message: dict[str, Any] = {"message_id": number + 1, "date": 1_790_000_000, "chat": chat, "from": sender}
    place = {"latitude": 1.0, "longitude": 2.0}
    file = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "duration": 1}
    more = chance.choice(
        (
            *({"text": text},) * 6,
            {"location": place},
            {"contact": {"phone_number": "1", "first_name": "x"}},
            {"dice": {"emoji": "🎲", "value": 1}},
            {"photo": [file], "caption": text},
            {"voice": file},
            {"migrate_to_chat_id": -1009999999999},
            {"text": text, "message_thread_id": 5, "is_topic_message": True},
            {"text": text, "sender_chat": {"id": -1001234567890, "type": "supergroup", "title": "T"}},
            {"new_chat_title": text},
        )
    )
    way = chance.choice(("message", "message", "edited_message", "callback_query", "my_chat_member"))
    update: dict[str, Any] = {"update_id": 700_000_000 + number}
    if way == "callback_query":
        query = {"id": str(number), "from": sender, "chat_instance": "1", "data": chance.choice(PRESSED)}
        return {**update, way: {**query, "message": {**message, "text": "x"}}}
    if way == "my_chat_member":
        state = [{"status": one, "user": sender} for one in chance.sample(("member", "left", "administrator"), 2)]
        change = {"chat": chat, "from": sender, "date": 1, "old_chat_member": state[0], "new_chat_member": state[1]}
        return {**update, way: change}
    return {**update, way: {**message, **more}}


def spoil(chance: Random, payload: dict[str, Any]) -> dict[str, Any]:
    """Most payloads as they are, the others with parts that no document of the platform's allows."""
    if chance.random() < 0.6:
        return payload
    spoilt = _spoilt(chance, payload, chance.choice((0.01, 0.05, 0.2)))
    return spoilt if isinstance(spoilt, dict) else {}

"""What Slack sends as one of our updates.

Law: pure; what is not meant for us is None; a private conversation is addressed by its person (``@U1``), so that it is
one place however it began.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from reisleider.bot.adapters.button import read_carried
from reisleider.bot.adapters.cut import whole_signs
from reisleider.bot.adapters.slack import COMMAND, PLATFORM
from reisleider.bot.adapters.slack.as_seen import as_seen
from reisleider.bot.adapters.slack.blocks import unescape
from reisleider.flows.messages import WITHDRAWN, Address, Said, Update

SLACKBOT = "USLACKBOT"
"""Who says in Slack's own name what nobody typed."""
FILES = 5  # of one message; more are not looked at
WRITTEN = ("thread_broadcast", "me_message")  # subtypes of what somebody wrote all the same
CHANNELS = ("channel", "group")
"""What Slack calls a channel, open and closed."""
ID = re.compile(r"\w{1,64}")
"""How Slack names anything."""
_PLACE = re.compile(r"@?\w{1,64}")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def read_body(body: Mapping[str, Any], tenant: str, me: str) -> Update | None:
    """What Slack sent to the workspace ``tenant``, in our words, whichever team wrapped it; None for what is not meant
    for us, and for whatever another program says. Raises anything for what has the shape of nothing Slack sends."""
    read = _read(body, tenant, me)
    if read is None or not ID.fullmatch(read.author) or not _PLACE.fullmatch(read.address.chat):
        return None
    return replace(read, said=replace(read.said, text=whole_signs(read.said.text)))


def _read(body: Mapping[str, Any], tenant: str, me: str) -> Update | None:
    if "event" in body:
        return _event(event_of(body), tenant, me)
    if body.get("type") == "block_actions":
        return _press(body, tenant)
    if body.get("type") == "view_submission":
        return _form_of(body, tenant)
    if body.get("command") == COMMAND:
        return _command(body, tenant)
    return None


def _event(event: Mapping[str, Any], tenant: str, me: str) -> Update | None:
    kind = event.get("type")
    if kind == "member_joined_channel" and event.get("user") == me:
        inviter = str(event.get("inviter") or "")
        key = f"{tenant}:joined:{event['channel']}:{event.get('event_ts', '')}"
        return _update(key, tenant, str(event["channel"]), inviter, Said("membership", text="added"), private=False)
    if event.get("bot_id") or event.get("bot_profile") or event.get("user") == SLACKBOT:
        return None
    if kind == "app_mention":
        return _mention(event, tenant, me) if event.get("user") else None
    if kind == "message" and event.get("channel_type") in CHANNELS:
        return _below(event, tenant, me)
    if kind != "message" or event.get("channel_type") != "im":
        return None
    said, ts, author = _message(event)
    if said is None or not author or author == me:
        return None
    named = [one for one in _MENTION.findall(str(event.get("text") or "")) if one != me][:1]  # who is to do something
    return _update(_key(event, tenant, said, ts), tenant, f"@{author}", author, said, mentions=named)


def _below(event: Mapping[str, Any], tenant: str, me: str) -> Update | None:
    """What somebody wrote in a thread of a channel, where the app was given leave to read there, or did to it later;
    all else that is said in a channel is not looked at, and what mentions us comes as that."""
    said, ts, author = _message(event)
    if said is None or not author or author == me:
        return None
    if said.kind != "edit" and (said.kind != "text" or said.reply_to is None):
        return None
    if me in _MENTION.findall(str(event.get("text") or "")):
        return None
    return _update(_key(event, tenant, said, ts), tenant, str(event["channel"]), author, said, private=False)


def _key(event: Mapping[str, Any], tenant: str, said: Said, ts: str) -> str:
    """How a message is known again; each change of it apart."""
    edited = f":{event.get('event_ts') or ts}" if said.kind == "edit" else ""
    return f"{tenant}:{event['channel']}:{ts}{edited}"


def _message(event: Mapping[str, Any]) -> tuple[Said | None, str, str]:
    subtype = event.get("subtype")
    if subtype == "message_changed":
        new = event.get("message") or {}
        if new.get("subtype") == "tombstone":  # what had replies below it when it was deleted
            return _withdrawn(event)
        if new.get("bot_id") or "edited" not in new:
            return None, "", ""
        ts = str(new.get("ts", ""))
        return Said("edit", text=_words(new), ref=ts), ts, str(new.get("user", ""))
    if subtype == "message_deleted":
        return _withdrawn(event)
    ts, author = str(event.get("ts", "")), str(event.get("user", ""))
    if event.get("files"):
        file = event["files"][0]
        kind = str(file.get("mimetype", "")).split("/")[0]
        name = {"image": "photo", "audio": "voice", "video": "video"}.get(kind, "document")
        return Said("file", text=_words(event), ref=ts, file=(name, str(file.get("id", "")))), ts, author
    reply = str(event["thread_ts"]) if event.get("thread_ts") not in (None, ts) else None
    if subtype not in (None, *WRITTEN):
        return None, "", ""
    shared = [one for one in event.get("attachments") or () if one.get("is_share")]
    if shared and not _words(event).strip():
        lent = as_seen("\n".join(str(one.get("text") or "") for one in shared)).strip()
        return Said("text", text=lent, ref=ts, reply_to=reply, forwarded=True, numbered=False), ts, author
    return Said("text", text=_words(event), ref=ts, reply_to=reply, numbered=False), ts, author


def _withdrawn(event: Mapping[str, Any]) -> tuple[Said | None, str, str]:
    old = event.get("previous_message") or {}
    if old.get("bot_id"):
        return None, "", ""
    ts = str(event.get("deleted_ts") or old.get("ts") or "")
    return Said("edit", ref=ts, file=WITHDRAWN), ts, str(old.get("user", ""))


def one_by_one(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A message with several files as several with one each, the words with the first; all else as it is."""
    event = body.get("event")
    files = event.get("files") if isinstance(event, Mapping) else None
    yield body
    if event is None or not isinstance(files, list) or event.get("channel_type") != "im":
        return
    for number, file in enumerate(files[1:FILES], 1):
        yield {**body, "event": {**event, "files": [file], "text": "", "ts": f"{event.get('ts', '')}.{number}"}}


def is_away(body: Mapping[str, Any], tenant: str) -> bool:
    """Whether what was done is said to be done by somebody of another team."""
    event = body.get("event") or {}
    user = body.get("user")
    teams = [event.get("user_team"), event.get("source_team"), body.get("user_team")]
    teams += [user.get("team_id")] if isinstance(user, Mapping) else []
    return any(str(team) != tenant for team in teams if team)


def file_sent(body: Mapping[str, Any]) -> tuple[str, str] | None:
    """What the file of a private message is (a MIME type), and where it can be had, with our token; None where there
    is none."""
    event = event_of(body)
    file = (event.get("files") or [{}])[0]
    where = file.get("url_private") if event.get("channel_type") == "im" else None
    return (str(file.get("mimetype", "")), str(where)) if where else None


def _words(event: Mapping[str, Any]) -> str:
    return as_seen(str(event.get("text") or ""))


def _mention(event: Mapping[str, Any], tenant: str, me: str) -> Update | None:
    text = str(event.get("text") or "")
    named = tuple(one for one in _MENTION.findall(text) if one != me)
    words = unescape(_MENTION.sub(" ", text)).strip()
    said = Said("command", text=words or "help", ref=str(event.get("ts", "")))
    key = f"{tenant}:{event['channel']}:{event['ts']}"
    read = _update(key, tenant, str(event["channel"]), str(event["user"]), said, private=False, mentions=named)
    thread = event.get("thread_ts")
    return read if not thread else replace(read, address=replace(read.address, thread=str(thread)))


def _command(body: Mapping[str, Any], tenant: str) -> Update:
    text = str(body.get("text") or "")
    named = tuple(_MENTION.findall(text))
    words = unescape(_MENTION.sub(" ", text)).strip() or "help"
    private = str(body.get("channel_name")) == "directmessage" or str(body["channel_id"]).startswith("D")
    author = str(body["user_id"])
    chat = f"@{author}" if private else str(body["channel_id"])
    key = f"{tenant}:command:{body['trigger_id']}"
    said = Said("command", text=" ".join(words.split()))
    return _update(key, tenant, chat, author, said, private=private, mentions=named)


def _press(body: Mapping[str, Any], tenant: str) -> Update | None:
    action = (body.get("actions") or [{}])[0]
    option = action.get("selected_option") or {}
    carried = read_carried(option.get("value") or action.get("value"))
    if carried is None:
        return None
    author = str(body["user"]["id"])
    channel = str((body.get("channel") or {}).get("id", ""))
    private = not channel or channel.startswith("D")
    said = Said(
        "press",
        choice=carried.choice,
        turn=carried.turn,
        interview=carried.interview,
        ref=str((body.get("container") or {}).get("message_ts", "")),
    )
    key = f"{tenant}:press:{body['trigger_id']}"
    return _update(key, tenant, f"@{author}" if private else channel, author, said, private=private)


def _form_of(body: Mapping[str, Any], tenant: str) -> Update:
    view = body["view"]
    told = {
        field: str(element.get("value") or "")
        for elements in view["state"]["values"].values()
        for field, element in elements.items()
    }
    author = str(body["user"]["id"])
    channel = str(view.get("private_metadata") or "")
    private = not channel or channel.startswith("D")
    key = f"{tenant}:form:{body.get('trigger_id') or view['id']}"  # what was refused and corrected is another trigger
    said = Said("form", text=json.dumps(told))
    return _update(key, tenant, f"@{author}" if private else channel, author, said, private=private)


def _update(
    key: str,
    tenant: str,
    chat: str,
    author: str,
    said: Said,
    *,
    private: bool = True,
    mentions: Sequence[str] = (),
) -> Update:
    address = Address(PLATFORM.name, tenant, chat)
    return Update(
        f"{PLATFORM.name}:{key}", address, author, said, datetime.now(UTC), private=private, mentions=tuple(mentions)
    )


def reread(kept: Mapping[str, Any]) -> Update | None:
    """Read a body again that once could not be, see ``Unread``. Raises anything where it still cannot."""
    return read_body(kept["body"], kept["tenant"], kept["me"])


def event_of(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The event in a body, or nothing."""
    event = body.get("event")
    return event if isinstance(event, Mapping) else {}


def mark_of(body: Mapping[str, Any]) -> str:
    """What tells one body from another, also when it comes again: Slack's own mark, else one of what it holds."""
    own = next((body[key] for key in ("event_id", "trigger_id") if isinstance(body.get(key), str)), None)
    return own or sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()[:32]


def account_of(body: Mapping[str, Any]) -> str:
    """Whose a body is, as far as can be told without reading it; "" where it cannot."""
    message = event_of(body).get("message")
    inside = message.get("user") if isinstance(message, Mapping) else None
    user = event_of(body).get("user") or inside or body.get("user") or body.get("user_id")
    id = user.get("id") if isinstance(user, Mapping) else user
    return id if isinstance(id, str) else ""


def chat_of(body: Mapping[str, Any]) -> str:
    """The channel that something happened in."""
    event = event_of(body)
    channel = event.get("channel") or (body.get("channel") or {})
    return str(channel.get("id") if isinstance(channel, Mapping) else channel) or str(body.get("channel_id", ""))

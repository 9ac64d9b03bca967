"""People in Slack, for tests: what they type, press and see.

Law: does only what a person can do in the client; knows nothing of the product.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from slack_server import Channel, Sent, SlackServer


def words_of(message: Sent | Mapping[str, Any]) -> str:
    """Everything a message says in its blocks, else its text."""
    blocks = message["blocks"] if isinstance(message, Mapping) else message.blocks
    told = "".join(_texts([block for block in blocks if block["type"] != "actions"]))
    return told or ("" if isinstance(message, Mapping) else message.text)


def _texts(node: Any) -> str:
    if isinstance(node, Mapping):
        own = node["text"] if isinstance(node.get("text"), str) else ""
        return own + "".join(_texts(value) for value in node.values() if not isinstance(value, str))
    return "".join(_texts(one) for one in node) if isinstance(node, list) else ""


def buttons_of(message: Sent | Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Buttons and menu options as (label, action_id, value)."""
    blocks = message["blocks"] if isinstance(message, Mapping) else message.blocks
    found = []
    for block in blocks:
        for element in block.get("elements", []) if block["type"] == "actions" else []:
            if element["type"] == "button":
                found.append((element["text"]["text"], element["action_id"], element.get("value", "")))
            for option in element.get("options", []):
                found.append((option["text"]["text"], element["action_id"], option["value"]))
    return found


class Person:
    """One member of the workspace."""

    def __init__(self, server: SlackServer, id: str, name: str, tz: str, locale: str) -> None:
        self.server, self.id, self.name, self.tz, self.locale = server, id, name, tz, locale
        self.more: dict[str, Any] = {}
        self.modal: dict[str, Any] | None = None
        self.home: dict[str, Any] | None = None

    @property
    def sees(self) -> Sent | None:
        """The newest message of the bot in the private chat."""
        mine = [one for one in self.server.dm(self.id).messages if one.user == self.server.bot_user]
        return mine[-1] if mine else None

    async def says(self, text: str, channel: str | None = None, thread: str | None = None) -> str:
        from slack_server import Sent

        where = self._where(channel)
        sent = Sent(self.server.ts(), self.id, text)
        where.messages.append(sent)
        under = {} if thread is None else {"thread_ts": thread}
        if where.im or "channels:history" in self.server.scopes:
            await self.server.event({**self._message(where, sent), **under})
        return sent.ts

    def _where(self, channel: str | None) -> Channel:
        return self.server.dm(self.id) if channel is None else self.server.channels[channel]

    def _message(self, where: Channel, sent: Sent) -> dict[str, Any]:
        return {
            "type": "message",
            "channel": where.id,
            "channel_type": "im" if where.im else "channel",
            "user": self.id,
            "text": _escaped(sent.text),
            "ts": sent.ts,
            "event_ts": sent.ts,
            "client_msg_id": f"msg-{sent.ts}",
        }

    async def mentions_bot(self, text: str, channel: str, thread: str | None = None) -> None:
        from slack_server import Sent

        where = self._where(channel)
        sent = Sent(self.server.ts(), self.id, f"<@{self.server.bot_user}> {text}")
        where.messages.append(sent)
        under = {} if thread is None else {"thread_ts": thread}
        event = {**self._message(where, sent), "text": sent.text, **under}
        if "channels:history" in self.server.scopes:
            await self.server.event(event)
        await self.server.event({**event, "type": "app_mention"})

    async def edits(self, ts: str, text: str, channel: str | None = None) -> None:
        where = self._where(channel)
        sent = next(one for one in where.messages if one.ts == ts)
        sent.text, sent.edited = text, True
        stamp = self.server.ts()
        await self.server.event(
            {
                "type": "message",
                "subtype": "message_changed",
                "channel": where.id,
                "channel_type": "im" if where.im else "channel",
                "ts": stamp,
                "event_ts": stamp,
                "message": {
                    "user": self.id,
                    "ts": ts,
                    "text": _escaped(text),
                    "edited": {"user": self.id, "ts": stamp},
                },
            }
        )

    async def deletes(self, ts: str, *, answered: bool = False, channel: str | None = None) -> None:
        """Delete a message; one that was ``answered`` in a thread leaves a stone behind, as Slack has it."""
        where = self._where(channel)
        sent = next(one for one in where.messages if one.ts == ts)
        where.messages.remove(sent)
        stamp = self.server.ts()
        gone = {"subtype": "message_deleted", "deleted_ts": ts}
        stone = {"subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.", "ts": ts}
        left = {"subtype": "message_changed", "message": {"type": "message", "hidden": True, "thread_ts": ts, **stone}}
        await self.server.event(
            {
                "type": "message",
                **(left if answered else gone),
                "hidden": True,
                "channel": where.id,
                "channel_type": "im" if where.im else "channel",
                "ts": stamp,
                "event_ts": stamp,
                "previous_message": {"type": "message", "user": self.id, "ts": ts, "text": _escaped(sent.text)},
            }
        )

    async def sends_file(
        self, name: str, mimetype: str, text: str = "", data: bytes | None = None, url: str | None = None
    ) -> None:
        """Sends a file; without ``data`` it cannot be had at the address that Slack names, ``url`` is another one."""
        from slack_server import Sent

        where = self._where(None)
        sent = Sent(self.server.ts(), self.id, text)
        where.messages.append(sent)
        id = f"F{sent.ts}"
        if data is not None:
            self.server.sent_files[id] = data
        there = url or f"{self.server.base_url.removesuffix('/api/')}/files-pri/{id}"
        file = {"id": id, "name": name, "mimetype": mimetype, "url_private": there}
        await self.server.event({**self._message(where, sent), "subtype": "file_share", "files": [file]})

    async def presses(self, label: str, channel: str | None = None, ts: str | None = None) -> dict[str, Any]:
        """Press a button of the newest message that has it (its label, action or value)."""
        where = self._where(channel)
        seen: list[str] = []
        for message in reversed(where.messages):
            if message.user != self.server.bot_user or (ts is not None and message.ts != ts):
                continue
            for words, action, value in buttons_of(message):
                if label in (words, action, value):
                    return await self._acts(where, message, {"type": "button", "action_id": action, "value": value})
                seen.append(words)
        raise AssertionError(f"no button {label}; there are: {seen}")

    async def selects(self, label: str) -> dict[str, Any]:
        """Choose an option of the newest menu."""
        where, message = self._where(None), self.sees
        assert message is not None
        for words, action, value in buttons_of(message):
            if words == label:
                option = {"text": {"type": "plain_text", "text": words}, "value": value}
                picked = {"type": "static_select", "action_id": action, "selected_option": option}
                return await self._acts(where, message, picked)
        raise AssertionError(f"no option {label}; there are: {[one[0] for one in buttons_of(message)]}")

    async def _acts(self, where: Channel, message: Sent, action: dict[str, Any]) -> dict[str, Any]:
        body = {
            "type": "block_actions",
            "user": {"id": self.id, "team_id": self.server.team_id},
            "team": {"id": self.server.team_id},
            "api_app_id": self.server.app_id,
            "trigger_id": self._trigger(),
            "container": {"type": "message", "message_ts": message.ts, "channel_id": where.id},
            "channel": {"id": where.id, "name": where.name},
            "message": {"ts": message.ts, "text": message.text, "blocks": message.blocks},
            "actions": [{"block_id": "choices", "action_ts": message.ts, **action}],
        }
        return await self.server.bring("interactive", body)

    def _trigger(self) -> str:
        id = self.server.trigger()
        self.server.triggered_by[id] = self.id
        return id

    async def command(self, command: str, text: str, channel: str) -> dict[str, Any]:
        where = self.server.channels[channel]
        body = {
            "command": command,
            "text": text,
            "user_id": self.id,
            "user_name": self.name,
            "team_id": self.server.team_id,
            "channel_id": where.id,
            "channel_name": where.name,
            "api_app_id": self.server.app_id,
            "trigger_id": self._trigger(),
            "response_url": "http://127.0.0.1:1/none",
        }
        return await self.server.bring("slash_commands", body)

    async def submits(self, values: Mapping[str, str]) -> dict[str, Any]:
        """Submit the open form; returns what the acknowledgement answered. The form closes unless it has errors."""
        view = self.modal
        assert view is not None, "no form is open"
        blocks = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        unknown = set(values) - set(blocks)
        assert not unknown, f"no field {unknown}; there are: {blocks}"
        state = {
            block["block_id"]: {
                block["element"]["action_id"]: {
                    "type": "plain_text_input",
                    "value": values.get(block["block_id"]) or None,
                }
            }
            for block in view["blocks"]
            if block["type"] == "input"
        }
        view = {**view, "state": {"values": state}, "hash": f"1790000000.{view['id']}"}  # of the view, not of a try
        body = {
            "type": "view_submission",
            "user": {"id": self.id, "team_id": self.server.team_id},
            "team": {"id": self.server.team_id},
            "api_app_id": self.server.app_id,
            "trigger_id": self._trigger(),
            "view": view,
        }
        answer = await self.server.bring("interactive", body)
        if answer.get("response_action") != "errors":
            self.modal = None
        return answer

    async def opens_home(self) -> None:
        event = {"type": "app_home_opened", "user": self.id, "channel": f"D{self.id}", "tab": "home"}
        await self.server.event({**event, "event_ts": self.server.ts()})

    async def invites_bot(self, channel: str) -> None:
        where = self.server.channels[channel]
        where.members.add(self.server.bot_user)
        event = {"type": "member_joined_channel", "user": self.server.bot_user, "channel": channel, "inviter": self.id}
        await self.server.event({**event, "channel_type": "C", "event_ts": self.server.ts()})


def _escaped(text: str) -> str:
    """What is typed, as the client sends it; a colleague whom it made a mention of stays one."""
    told = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"&lt;(@U[A-Z0-9]+)&gt;", r"<\1>", told)


async def sees_in_slack(server: SlackServer, person: Person, words: str) -> str:
    """Wait until the newest message that somebody sees says this; all of what it says."""
    await server.until(lambda: person.sees is not None and words in words_of(person.sees))
    assert person.sees is not None
    return words_of(person.sees)

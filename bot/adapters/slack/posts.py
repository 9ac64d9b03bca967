"""Shows messages in Slack through its client: posts, uploads, replaces, takes away.

Law: what a workspace refuses (tables and charts, pictures inside a message) is left out and not tried again; the words
are always shown. A picture that will be replaced stands in a block of its own, for a shared file cannot be.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot.adapters.adapter import Gone, Shown
from reisleider.bot.adapters.slack.blocks import to_blocks, to_fallback, to_mrkdwn
from reisleider.bot.adapters.slack.charts import Block
from reisleider.flows.messages import Address, Attachment, Message

WAITS = (0.0, 0.2, 0.5, 1.0, 2.0)  # seconds between two looks whether a file is ready: Slack needs a moment
_REFUSED = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long")
_NOT_THERE = ("message_not_found", "file_not_found", "file_deleted")
_STAYS = ("cant_update_message", "edit_window_closed", "cant_delete_message", "cant_delete_file", "compliance_exports")

Call = Callable[[list[Block]], Awaitable[None]]


class Showing:
    """What Slack shows of ours. ``refused`` remembers what this workspace does not take: "native", "picture"."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self.refused: set[str] = set()

    async def post(self, channel: str, address: Address, message: Message) -> Shown | None:
        """Show one message; None where nothing of it can be shown here."""
        if message.attachments and not message.renewable:
            return await self._share(channel, address.thread, message)
        if message.attachments:
            return await self._post_with_picture(channel, address, message)
        if message.only_for is not None and not address.chat.startswith("@"):
            told = await self._client.chat_postEphemeral(
                channel=channel,
                user=message.only_for,
                thread_ts=address.thread,
                text=to_fallback(message),
                blocks=to_blocks(message),
            )
            return Shown(str(told["message_ts"]))
        return await self._post(channel, address, message)

    async def edit(self, channel: str, address: Address, shown: Shown, message: Message) -> Shown | None:
        """Replace what was shown. Raises Gone."""
        if message.attachments and not message.renewable:
            return await self._share_anew(channel, address, shown, message)
        if message.attachments and (shown.fixed or "picture" in self.refused):
            raise Gone(there=True)
        files = await self._upload(message.attachments)

        async def update(blocks: list[Block]) -> None:
            await self._client.chat_update(channel=channel, ts=shown.ref, text=to_fallback(message), blocks=blocks)

        try:
            await self._with_less(message, files, update)
        except SlackApiError as fault:
            await self._drop(files)
            if files and error_of(fault) in _REFUSED:
                self.refused.add("picture")
                raise Gone(there=True) from fault
            raise _gone(fault) from fault
        if not files:
            return None
        await self._drop(shown.files)
        return Shown(shown.ref, files)

    async def remove(self, channel: str, shown: Shown) -> None:
        """Take a message and its files away. Raises Gone where it stays."""
        stays = False
        calls = [("chat.delete", {"channel": channel, "ts": shown.ref})]
        calls += [("files.delete", {"file": file}) for file in shown.files]
        for method, params in calls:
            try:
                await self._client.api_call(method, json=params)
            except SlackApiError as fault:
                if error_of(fault) in _STAYS:
                    stays = True
                elif error_of(fault) not in _NOT_THERE:
                    raise
        if stays:
            raise Gone(there=True)

    # --- one message ------------------------------------------------------------------------------------

    async def _post(self, channel: str, address: Address, message: Message, files: Sequence[str] = ()) -> Shown | None:
        if not message.text and not message.attachments and "native" in self.refused:
            return None
        told: list[str] = []

        async def send(blocks: list[Block]) -> None:
            answer = await self._client.chat_postMessage(
                channel=channel,
                thread_ts=address.thread,
                text=to_fallback(message),
                blocks=blocks,
                unfurl_links=False,
                unfurl_media=False,
            )
            told.append(str(answer["ts"]))

        await self._with_less(message, files, send)
        return Shown(told[0], tuple(files)) if told else None

    async def _with_less(self, message: Message, files: Sequence[str], call: Call) -> None:
        """Make a call with everything; where Slack refuses that, without tables and charts, and so from then on."""
        if (message.tables or message.charts) and "native" not in self.refused:
            try:
                await call(to_blocks(message, pictures=files))
            except SlackApiError as fault:
                if error_of(fault) not in _REFUSED:
                    raise
            else:
                return
            if message.text:
                await call(to_blocks(message, native=False, pictures=files))
            self.refused.add("native")
            return
        await call(to_blocks(message, native=False, pictures=files))

    # --- pictures and files -----------------------------------------------------------------------------

    async def _post_with_picture(self, channel: str, address: Address, message: Message) -> Shown | None:
        if "picture" in self.refused:
            return await self._share(channel, address.thread, message)
        files = await self._upload(message.attachments)
        try:
            return await self._post(channel, address, message, files)
        except SlackApiError as fault:
            await self._drop(files)
            if error_of(fault) not in _REFUSED:
                raise
        shown = await self._share(channel, address.thread, message)
        self.refused.add("picture")
        return shown

    async def _upload(self, pictures: Sequence[Attachment]) -> tuple[str, ...]:
        """Give Slack pictures that stand nowhere yet, and wait until it can show them; returns their ids."""
        if not pictures:
            return ()
        uploads = [{"content": one.data, "filename": one.name, "title": one.name} for one in pictures]
        told = await self._client.files_upload_v2(file_uploads=uploads)
        files = tuple(str(one["id"]) for one in told.get("files") or [])
        for file in files:
            for wait in WAITS:
                await asyncio.sleep(wait)
                answer = await self._client.files_info(file=file)
                if answer["file"].get("mimetype"):
                    break
        return files

    async def _share(self, channel: str, thread: str | None, message: Message) -> Shown | None:
        uploads = [{"content": one.data, "filename": one.name, "title": one.name} for one in message.attachments]
        told = await self._client.files_upload_v2(
            file_uploads=uploads,
            channel=channel,
            thread_ts=thread,
            initial_comment=to_mrkdwn(message.text) or None,
        )
        files = tuple(str(one["id"]) for one in told.get("files") or [])
        ref = await self._shared_at(files[0], channel) if files else None
        return None if ref is None else Shown(ref, files, fixed=True)

    async def _share_anew(self, channel: str, address: Address, shown: Shown, message: Message) -> Shown | None:
        """Shared files cannot be replaced: new ones are shared in the same thread, then the old ones go."""
        new = await self._share(channel, address.thread, message)
        with contextlib.suppress(Gone):
            await self.remove(channel, shown)
        return new

    async def _shared_at(self, file: str, channel: str) -> str | None:
        """Where a file was shared; Slack knows it only a moment after the upload."""
        for wait in WAITS:
            await asyncio.sleep(wait)
            told = await self._client.files_info(file=file)
            shares = told["file"].get("shares") or {}
            for kind in ("public", "private"):
                places = (shares.get(kind) or {}).get(channel)
                if places:
                    return str(places[0]["ts"])
        return None

    async def _drop(self, files: Sequence[str]) -> None:
        """Delete files nobody is to see any more; one that is gone or stays is no fault here."""
        for file in files:
            try:
                await self._client.files_delete(file=file)
            except SlackApiError as fault:
                if error_of(fault) not in (*_STAYS, *_NOT_THERE):
                    raise


def error_of(fault: SlackApiError) -> str:
    """Slack's own name of what is wrong; empty where it gave none."""
    response = fault.response
    data = response.data if hasattr(response, "data") else response
    return str(data.get("error", "")) if isinstance(data, Mapping) else ""


def _gone(fault: SlackApiError) -> Exception:
    error = error_of(fault)
    if error == "message_not_found":
        return Gone(there=False)
    return Gone(there=True) if error in _STAYS else fault

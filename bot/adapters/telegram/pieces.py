"""Cuts a message into the calls that Telegram takes: its text in pieces, pictures and files apart.

Law: pure; nothing of the text is lost, and every limit is Telegram's own (Bot API 10, 2026).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reisleider.bot.adapters.cut import split, units
from reisleider.flows.messages import Message

TEXT = 4000  # of 4096 UTF-16 units after parsing; the rest is room for an ellipsis or a label
CAPTION = 1000  # of 1024


def pack(message: Message) -> tuple[Message, ...]:
    """A message as the calls it takes: long text in pieces, a picture under its text, files behind it.

    The buttons are on the last piece of text; nothing of the text is lost.
    """
    return tuple(_pieces(message))


def _pieces(message: Message) -> Iterator[Message]:
    pictures = tuple(one for one in message.attachments if one.mime == "image/png")
    files = tuple(one for one in message.attachments if one.mime != "image/png")
    bare = replace(message, attachments=())
    captioned = pictures[:1] or (files if len(files) == 1 else ())
    if captioned and not message.buttons and units(message.plain) <= CAPTION:
        yield replace(bare, attachments=captioned)
        pictures, files = pictures[1:], (files if pictures else ())
    elif message.plain.strip():
        parts = split(message.text, TEXT)
        for part in parts[:-1]:
            yield Message(part, language=message.language, interview=message.interview)
        yield replace(bare, text=parts[-1])
    for picture in pictures:
        yield Message((), attachments=(picture,), language=message.language)
    for place in range(0, len(files), 10):
        yield Message((), attachments=files[place : place + 10], language=message.language)

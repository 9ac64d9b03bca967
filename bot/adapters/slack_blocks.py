"""How a message looks in Slack, without its library: blocks, buttons, pieces that fit.

Law: pure; own words stand in rich text, which Slack does not parse, and are escaped wherever it does; every limit
is Slack's own (2026).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.adapters.carried import carry
from bot.adapters.telegram_text import split
from flows.messages import Message, Span

TEXT = 2900  # of 3000 characters per text; several blocks together stay far under the 13,200 of a message
FALLBACK = 3000  # of the 4000 that Slack advises for the text that notifications show
LABEL = 75
BUTTONS = 10  # more options than this become a menu
OPTIONS = 100
ACTIONS = 5  # buttons to a row of blocks
_LINK = re.compile(r"(https?://\S+)|[*_~`]")  # a link stands as it is; any other sign of markup is parted from its word
_HALF = re.compile(r"&[a-z]{0,3}$")  # an escaped character that was cut in two

Block = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """A form to fill in: its title, its two buttons, and its fields as (key, question, optional)."""

    title: str
    submit: str
    cancel: str
    fields: tuple[tuple[str, str, bool], ...]


def pack(message: Message) -> tuple[Message, ...]:
    """A message as the calls it takes: long text in pieces, files with the last; the buttons are on the last piece."""
    parts = split(message.text, TEXT)
    pieces = [Message(part, language=message.language, interview=message.interview) for part in parts[:-1]]
    last = replace(message, text=parts[-1])
    if message.attachments and message.buttons:
        return (*pieces, replace(last, attachments=()), replace(message, text=(), buttons=(), turn=None))
    return (*pieces, last)


def to_blocks(message: Message) -> list[Block]:
    """The blocks of one piece: its words, then its buttons."""
    return [*_words(message.text), *_choices(message)]


def _words(text: Sequence[Span]) -> Iterator[Block]:
    elements = [_element(span) for span in text if span.text]
    if elements:
        section = {"type": "rich_text_section", "elements": elements}
        yield {"type": "rich_text", "elements": [section]}


def _element(span: Span) -> Block:
    words = "".join(sign for sign in span.text if sign in "\n\t" or sign >= " ")
    styles = {"bold": {"bold": True}, "italic": {"italic": True}, "quote": {"italic": True}}
    style = {"style": styles[span.style]} if span.style in styles else {}
    return {"type": "text", "text": words, **style}


def _choices(message: Message) -> Iterator[Block]:
    if not message.buttons:
        return
    if len(message.buttons) > BUTTONS:
        yield _menu(message)
        return
    faces = [place for place, button in enumerate(message.buttons) if button.face is not None]
    others = [place for place, button in enumerate(message.buttons) if button.face is None]
    rows = [faces] if faces else []
    rows += [others[at : at + ACTIONS] for at in range(0, len(others), ACTIONS)]
    for number, row in enumerate(rows):
        yield {"type": "actions", "block_id": f"choices{number}", "elements": [_button(message, at) for at in row]}


def _button(message: Message, place: int) -> Block:
    button = message.buttons[place]
    text = {"type": "plain_text", "text": _short(button.label), "emoji": True}
    return {"type": "button", "action_id": f"choose{place}", "text": text, "value": carry(message, button.id)}


def _menu(message: Message) -> Block:
    options = [
        {
            "text": {"type": "plain_text", "text": _short(button.label), "emoji": True},
            "value": carry(message, button.id),
        }
        for button in message.buttons[:OPTIONS]
    ]
    menu = {"type": "static_select", "action_id": "choose", "options": options}
    return {"type": "actions", "block_id": "choices", "elements": [menu]}


def _short(label: str) -> str:
    label = " ".join(label.split()) or "…"
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"


def escape(text: str) -> str:
    """Words that Slack parses as what they are: no mention, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_fallback(message: Message) -> str:
    """The text for notifications and for who cannot see blocks."""
    plain = escape("".join(sign for sign in message.plain if sign in "\n\t" or sign >= " "))
    return plain if len(plain) <= FALLBACK else _HALF.sub("", plain[: FALLBACK - 1]) + "…"


def to_mrkdwn(text: Sequence[Span]) -> str:
    """Spans where Slack takes no blocks (beside a picture): escaped, and own words kept from becoming bold."""
    return "".join(_marked(span) for span in text)


def _marked(span: Span) -> str:
    words = _LINK.sub(lambda found: found[1] or f"{found[0]}\u200b", escape(span.text))
    mark = {"bold": "*", "italic": "_", "quote": "_"}.get(span.style, "")
    return f"{mark}{words}{mark}" if words.strip() and "\n" not in words else words


def unescape(text: str) -> str:
    """Words as somebody typed them: Slack escapes three characters of every text it hands over."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def to_modal(form: Form, place: str) -> dict[str, Any]:
    """A form as a modal; ``place`` comes back with it."""
    return {
        "type": "modal",
        "callback_id": "form",
        "private_metadata": place,
        "title": {"type": "plain_text", "text": form.title[:24]},
        "submit": {"type": "plain_text", "text": form.submit[:24]},
        "close": {"type": "plain_text", "text": form.cancel[:24]},
        "blocks": [
            {
                "type": "input",
                "block_id": key,
                "optional": optional,
                "label": {"type": "plain_text", "text": question[:2000]},
                "element": {"type": "plain_text_input", "action_id": key, "max_length": 300},
            }
            for key, question, optional in form.fields
        ],
    }


def to_home(messages: Sequence[Message]) -> dict[str, Any]:
    """The App Home: one message below the other, each with its buttons."""
    blocks: list[Block] = []
    for number, message in enumerate(messages):
        for block in to_blocks(message):
            named = {"block_id": f"home{number}.{block['block_id']}"} if "block_id" in block else {}
            blocks.append({**block, **named})
        blocks.append({"type": "divider"})
    return {"type": "home", "blocks": blocks[:98]}

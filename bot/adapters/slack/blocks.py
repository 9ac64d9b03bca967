"""How a message looks in Slack, without its library: blocks, buttons, pieces that fit.

Law: pure; own words stand in rich text, which Slack does not parse, and are escaped wherever it does; every limit
is Slack's own (2026). Tables and charts stand in ``charts.py``, for not every workspace has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reisleider.bot.adapters.button import carry
from reisleider.bot.adapters.cut import split
from reisleider.bot.adapters.form import Form
from reisleider.bot.adapters.slack.charts import CHARTS, Block, to_native
from reisleider.flows.messages import Message, Span

TEXT = 2900  # of 3000 characters per text; several blocks together stay far under the 13,200 of a message
WHOLE = 9000  # characters in one message whose words are left out where its table is shown
HEADER = 150
ALT = 2000
FALLBACK = 3000  # of the 4000 that Slack advises for the text that notifications show
LABEL = 75
BUTTONS = 10  # more options than this become a menu
OPTIONS = 100
ACTIONS = 5  # buttons to a row of blocks
_LINK = re.compile(r"(https?://\S+)|[*_~`]")  # a link stands as it is; any other sign of markup is parted from its word
_HALF = re.compile(r"&[a-z]{0,3}$")  # an escaped character that was cut in two


def pack(message: Message) -> tuple[Message, ...]:
    """A message as the calls it takes: long text in pieces, files with the last; the buttons are on the last piece."""
    parts = split(message.text, WHOLE if message.tables else TEXT)
    pieces = [Message(part, language=message.language, interview=message.interview) for part in parts[:-1]]
    last = replace(message, text=parts[-1], charts=message.charts[:CHARTS])
    more = [
        Message((), charts=message.charts[at : at + CHARTS], language=message.language)
        for at in range(CHARTS, len(message.charts), CHARTS)
    ]
    if message.attachments and message.buttons:
        files = replace(message, text=(), buttons=(), turn=None, tables=(), charts=())
        return (*pieces, replace(last, attachments=()), files, *more)
    return (*pieces, last, *more)


def to_blocks(message: Message, *, native: bool = True, pictures: Sequence[str] = ()) -> list[Block]:
    """The blocks of one piece: title, words, pictures, tables and charts, buttons.

    ``pictures`` are Slack's ids of the message's pictures. Without ``native`` there is no table and no chart, and the
    words that say the same stand there instead; with it those words are left out.
    """
    shown = native and bool(message.tables)
    text = [span for span in message.text if not (shown and span.folded)]
    return [
        *_words(text),
        *(_picture(id, one.alt or one.name) for id, one in zip(pictures, message.attachments, strict=False)),
        *(to_native(message) if native else ()),
        *_choices(message),
    ]


def _words(text: Sequence[Span]) -> Iterator[Block]:
    if text and text[0].style == "title" and text[0].text.strip():
        yield {"type": "header", "text": {"type": "plain_text", "text": _short(text[0].text, HEADER), "emoji": True}}
        text = [replace(text[1], text=text[1].text.removeprefix("\n")), *text[2:]] if text[1:] else ()
    for part in split(text, TEXT):
        elements = [element for span in part if (element := _element(span))["text"]]
        if elements:
            section = {"type": "rich_text_section", "elements": elements}
            yield {"type": "rich_text", "elements": [section]}


def _picture(id: str, alt: str) -> Block:
    return {"type": "image", "slack_file": {"id": id}, "alt_text": _short(alt, ALT)}


def _element(span: Span) -> Block:
    words = "".join(sign for sign in span.text if sign in "\n\t" or sign >= " ")
    styles = {"bold": {"bold": True}, "italic": {"italic": True}, "quote": {"italic": True}, "title": {"bold": True}}
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


def _short(label: str, most: int = LABEL) -> str:
    label = " ".join(label.split()) or "…"
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def escape(text: str) -> str:
    """Words that Slack parses as what they are: no mention, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_fallback(message: Message) -> str:
    """The text for notifications and for who cannot see blocks."""
    words = message.plain or "\n".join(one.title for one in message.charts)
    plain = escape("".join(sign for sign in words if sign in "\n\t" or sign >= " "))
    return plain if len(plain) <= FALLBACK else _HALF.sub("", plain[: FALLBACK - 1]) + "…"


def to_mrkdwn(text: Sequence[Span]) -> str:
    """Spans where Slack takes no blocks (beside a picture): escaped, and own words kept from becoming bold."""
    return "".join(_marked(span) for span in text)


def _marked(span: Span) -> str:
    words = _LINK.sub(lambda found: found[1] or f"{found[0]}\u200b", escape(span.text))
    mark = {"bold": "*", "italic": "_", "quote": "_", "title": "*"}.get(span.style, "")
    return f"{mark}{words}{mark}" if words.strip() and "\n" not in words else words


def unescape(text: str) -> str:
    """Words as somebody typed them: Slack escapes three characters of every text it hands over."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def to_modal(form: Form, place: str) -> Block:
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


def to_home(messages: Sequence[Message]) -> Block:
    """The App Home: one message below the other, each with its buttons."""
    blocks: list[Block] = []
    for number, message in enumerate(messages):
        for block in to_blocks(message):
            named = {"block_id": f"home{number}.{block['block_id']}"} if "block_id" in block else {}
            blocks.append({**block, **named})
        blocks.append({"type": "divider"})
    return {"type": "home", "blocks": blocks[:98]}

"""The chat's nouns, neutral of any platform: where, what was said, what is said back.

Law: plain data that survives a trip through JSON (except attachments' bytes); no platform's markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Address:
    """A place in a chat: platform, tenant (Slack team or bot id), chat, and thread where there is one."""

    platform: str
    tenant: str
    chat: str
    thread: str | None = None


TURN = "page."
"""How the choice of a button begins that only turns to another page of buttons."""
WITHDRAWN = ("withdrawn", "")
"""The file of an edit that took a message away."""


def is_of(ref: str, message: str | None) -> bool:
    """Whether a reference is this message's, or one of what came with it: the further files of one message are told
    from each other by a dot and a number."""
    return message is not None and (ref == message or ref.startswith(f"{message}."))


SaidKind = Literal["text", "more", "press", "edit", "command", "file", "membership", "form"]


@dataclass(frozen=True)
class Said:
    """What a person did: wrote, wrote on (``more``: it belongs to the answer before), pressed, edited, commanded, sent
    a file, came or went, filled in a form.

    ``choice``: id of the pressed button; ``turn`` and ``interview``: what the button carried (the fence);
    ``ref``: this message's reference on its platform (an edit carries the edited message's);
    ``file``: (kind, platform file id) for a photo, voice note, sticker or document, or for what is no words at all
    (a location, a poll); ``kept``: the file is kept, and its id is its blob's digest; ``forwarded``: the words are not
    their own; ``numbered``: whether the choices were shown with their numbers, so that a typed number is one of them;
    ``heard``: the words were heard in a voice note by a program, and may be wrong; ``parts``: the messages that the
    words were joined of, each its reference and its text.
    """

    kind: SaidKind
    text: str = ""
    choice: str | None = None
    turn: int | None = None
    interview: str | None = None
    ref: str | None = None
    reply_to: str | None = None
    file: tuple[str, str] | None = None
    kept: bool = False
    forwarded: bool = False
    numbered: bool = True
    heard: bool = False
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Attachment:
    """A file to send, or one that came: name, MIME type, bytes, and a text alternative for who cannot see it."""

    name: str
    mime: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True)
class Update:
    """One thing that arrived. ``key`` makes it exactly-once; ``author`` is the platform's account id ("" where the
    platform hides it). ``private``: a chat with the bot alone; ``language`` and ``timezone``: as the platform knows
    them; ``guest``: a guest here, or of another team, who may begin nothing; ``mentions``: accounts that were named in
    it, ``known``: what the platform knows of each, (language, zone); ``called``: what it calls these and the author,
    for who is to be called so; ``picture``: the picture that was sent, where it could be fetched; ``recording``: the
    voice note, where a program is to hear it: it is never stored; ``name``: what the platform calls the author, of what
    they write in a channel only.
    """

    key: str
    address: Address
    author: str
    said: Said
    sent_at: datetime
    private: bool = True
    language: str | None = None
    timezone: str | None = None
    guest: bool = False
    mentions: tuple[str, ...] = ()
    known: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    picture: Attachment | None = None
    recording: Attachment | None = None
    name: str = ""


Style = Literal["plain", "bold", "italic", "quote", "title"]


@dataclass(frozen=True)
class Span:
    """A run of text in one style; the text is exactly what the reader sees, never markup.

    ``folded``: part of a long passage that a platform may keep closed until somebody opens it.
    """

    text: str
    style: Style = "plain"
    folded: bool = False


@dataclass(frozen=True)
class Button:
    """One choice to press; ``id`` travels back, ``label`` is read. ``face`` (-2..+2) draws it as a face."""

    id: str
    label: str
    face: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows to read across: what it is about, what each column holds, and a text for each cell.

    It says again what the folded words of its message say; a platform shows the one or the other.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class LineChart:
    """Lines over points in order. ``lines``: a name and a figure for every point; ``scale``: what the figures mean.

    It shows what the picture shows; a platform without charts leaves it out.
    """

    title: str
    points: tuple[str, ...]
    lines: tuple[tuple[str, tuple[float, ...]], ...]
    scale: str = ""


@dataclass(frozen=True)
class Progress:
    """How far an interview is: part ``part`` of ``parts`` by name, and item ``i`` of ``n`` inside a loop."""

    part: int
    parts: int
    title: str = ""
    i: int | None = None
    n: int | None = None


@dataclass(frozen=True)
class Message:
    """Something to show: text, buttons, files. ``interview`` and ``turn`` are what its buttons carry back.

    ``numbered``: a typed number means a button here, never the number itself; ``language``: what it is written in;
    ``only_for``: the one account that sees it, where the platform can do that; ``page``: which of the pages of buttons
    is shown, from 0, where the platform has room for only some of them; ``tables`` and ``charts``: beside the words,
    where the platform has such; ``renewable``: its picture will be replaced by another, so it is shown in a way that
    can be.
    """

    text: tuple[Span, ...]
    buttons: tuple[Button, ...] = ()
    interview: str | None = None
    turn: int | None = None
    progress: Progress | None = None
    attachments: tuple[Attachment, ...] = ()
    numbered: bool = False
    language: str | None = None
    only_for: str | None = None
    page: int = 0
    tables: tuple[Table, ...] = ()
    charts: tuple[LineChart, ...] = ()
    renewable: bool = False

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.text)

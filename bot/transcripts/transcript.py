"""The transcript format: a conversation as a text file that a researcher can read and write.

Law: what is printed can be read back, and what was read is printed back byte for byte.
It is the format the terminal speaks when its input is piped, and the format of the conversations we test with.

    script: customer
    language: nl
    ---
    Hoe begon het?
    > zon
    # a remark of the author; nobody sees it
    > (wait 2 days)

Above ``---`` stand ``key: value`` lines. Below it, ``> `` is what the person says (``>> `` continues it on a next
line), ``# `` is a remark, and all other lines are the bot's; its buttons are ``[Label]  [Label]``. A reply that is
wholly in parentheses is a deed instead of words (``bot/transcripts/acts.py`` lists them). A backslash in front takes
the special meaning off any of these: ``> \\(nee)`` says "(nee)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reisleider.bot.transcripts.acts import Act, TranscriptFault, as_body, read_act
from reisleider.flows.messages import Message
from reisleider.renderers.words.own_words import clean

LineKind = Literal["bot", "person", "remark"]
RULE = "---"


@dataclass(frozen=True)
class Line:
    """One line (with its continuations) below the rule; ``number`` counts from 1 in the file."""

    number: int
    source: str
    kind: LineKind
    act: Act | None = None


@dataclass(frozen=True)
class Exchange:
    """What was done and what the bot said to it; ``act`` is None for how the bot opens."""

    number: int
    act: Act | None
    said: tuple[str, ...]


@dataclass(frozen=True)
class Transcript:
    """A conversation: its header, the header's own lines up to the rule, and the lines below it."""

    header: Mapping[str, str]
    head: tuple[str, ...]
    lines: tuple[Line, ...]


def read_transcript(path: Path) -> Transcript:
    """A transcript from a file. Raises TranscriptFault where there is none, or it is broken."""
    try:
        return parse(path.read_bytes().decode(), path.name)
    except OSError as fault:
        raise TranscriptFault(f"{path} cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise TranscriptFault(f"{path} is not UTF-8 text; save it as UTF-8.") from fault


def parse(text: str, file: str = "transcript") -> Transcript:
    """A transcript from its text. Raises TranscriptFault naming ``file`` and the line."""
    sources = text.split("\n")
    bare = [source.removesuffix("\r") for source in sources]
    bare[0] = bare[0].removeprefix("\ufeff")
    if RULE not in bare:
        raise TranscriptFault(f"{file}:1: begin with lines like 'script: customer', and a line '{RULE}' under them.")
    rule = bare.index(RULE)
    header = _header(bare[:rule], file)
    return Transcript(header, tuple(sources[: rule + 1]), tuple(_lines(sources, bare, rule + 1, file)))


def print_transcript(transcript: Transcript) -> str:
    """The text a transcript was read from, to the byte."""
    return "\n".join([*transcript.head, *(line.source for line in transcript.lines)])


def exchanges(transcript: Transcript) -> tuple[Exchange, ...]:
    """A transcript as deeds and answers, remarks left out; blank lines around an answer do not count."""
    found: list[Exchange] = []
    number, act, said = len(transcript.head) + 1, None, list[str]()
    for line in transcript.lines:
        if line.kind == "bot":
            said.append(unescape(line.source.removesuffix("\r")))
        if line.kind == "person":
            found.append(Exchange(number, act, _trimmed(said)))
            number, act, said = line.number, line.act, []
    return (*found, Exchange(number, act, _trimmed(said)))


def print_header(header: Mapping[str, str]) -> str:
    """The lines a transcript begins with, rule included."""
    return "\n".join([*(f"{key}: {value}" for key, value in header.items()), RULE])


def print_words(words: str) -> str:
    """What a person said as reply lines; words that look like a deed get a backslash."""
    first, *more = clean(words).split("\n")
    body = as_body(first)
    return "\n".join([f"> {body}" if body else ">", *(f">> {line}" for line in more)])


def print_message(message: Message) -> str:
    """What the bot says as lines: the text, the files, the buttons."""
    lines = [escape(line) for line in clean(message.plain).split("\n")]
    lines += [escape(clean(f"({one.name}: {one.alt})" if one.alt else f"({one.name})")) for one in message.attachments]
    if message.buttons:
        lines.append("  ".join(f"[{clean(button.label)}]" for button in message.buttons))
    return "\n".join(lines)


def escape(line: str) -> str:
    """A line of the bot's that cannot be taken for a reply or a remark."""
    return f"\\{line}" if line.startswith((">", "#", "\\")) else line


def unescape(line: str) -> str:
    """The line that ``escape`` was given."""
    return line.removeprefix("\\")


def _header(lines: list[str], file: str) -> dict[str, str]:
    header: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, value = line.partition(":")
        if not colon or not re.fullmatch(r"[a-z][a-z-]*", key):
            raise TranscriptFault(f"{file}:{number}: {line!r} is no 'key: value' line; put '{RULE}' above the talk.")
        if key in header:
            raise TranscriptFault(f"{file}:{number}: {key} stands here a second time; keep one.")
        header[key] = value.strip()
    return header


def _lines(sources: list[str], bare: list[str], start: int, file: str) -> Iterator[Line]:
    at = start
    while at < len(bare):
        line, end = bare[at], at + 1
        if line.startswith(">>"):
            raise TranscriptFault(f"{file}:{at + 1}: '>>' continues a reply, and there is none above it.")
        if not line.startswith(">"):
            yield Line(at + 1, sources[at], "remark" if line.startswith("#") else "bot")
            at = end
            continue
        while end < len(bare) and bare[end].startswith(">>"):
            end += 1
        try:
            act = read_act(line[1:].removeprefix(" "))
        except TranscriptFault as fault:
            raise TranscriptFault(f"{file}:{at + 1}: {fault}") from fault
        more = [one[2:].removeprefix(" ") for one in bare[at + 1 : end]]
        if more and act.kind not in ("say", "edit"):
            raise TranscriptFault(f"{file}:{at + 2}: only words can go on with '>>'; give the deed a line of its own.")
        act = Act(act.kind, "\n".join([act.text, *more]), act.number, act.time)
        yield Line(at + 1, "\n".join(sources[at:end]), "person", act)
        at = end


def _trimmed(lines: list[str]) -> tuple[str, ...]:
    return tuple("\n".join(lines).strip("\n").split("\n")) if any(lines) else ()

"""A study's labels: what each is called, where it belongs and how many told it; with every wording as a file.

Law: looked up beside the writer, for it takes a merge; to a lead in private only, for names may be colleagues' words;
how many named a label is what the map that was published last says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.commands.answers import find_or_say, tells
from reisleider.bot.commands.command import Command, Look, Option, Unclear
from reisleider.bot.commands.request import Asked, title_of
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.maps.publish import latest_map, load_journeys
from reisleider.bot.work import Tell, slow
from reisleider.flows.effects import Notify
from reisleider.flows.messages import Attachment, Message
from reisleider.flows.synthesis.book import count_book, keep_book
from reisleider.flows.synthesis.compile import one_each
from reisleider.renderers.chat.label_list import show_labels
from reisleider.renderers.chat.wording import word_notice
from reisleider.renderers.files.book_file import write_book
from reisleider.storage import studies
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place, set_timer


@dataclass(frozen=True)
class Reading:
    """How the codebook is read: as a list, or as a file."""

    file: bool


@dataclass(frozen=True)
class Book(Job):
    """Give a lead the codebook at ``address``."""

    kind: ClassVar[str] = "codebook"
    address: Place
    language: str
    file: bool


def _parse(asked: Asked) -> Reading:
    words = " ".join(asked.words)
    if words and not means_word(words, "codebook-file"):
        raise Unclear("codebook.what")
    return Reading(bool(words))


def _begin(asked: Asked, wanted: Reading) -> None:
    """Look it up; it comes in private."""
    set_timer(asked.c, Book(asked.study.id, asked.private, asked.language, wanted.file), asked.now)
    asked.say("codebook.looking" if asked.update.private else "merge.in-private")


def _find(look: Look, wanted: Reading) -> Message:
    study, journeys = load_journeys(look.c, look.study.id, look.progress)
    book = keep_book(study, one_each(journeys), overrides_of(look.c, study.id))
    if wanted.file:
        data = write_book(book, study.languages)
        file = Attachment(f"{study.id}.codebook.csv", "text/csv", data, study.id)
        return replace(word_notice(Notify("codebook.file"), look.language), attachments=(file,))
    rows = count_book(book, latest_map(look.c, study.id))
    if not rows:
        raise Unclear("codebook.empty")
    return show_labels(title_of(study, look.language), rows, study.model, look.language)


def _look_up(c: Connection, job: Book, now: datetime) -> Tell:
    """Find it; returns what gives it."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return lambda _: None
    look = Look(c, study, ("", "", ""), job.language, now)
    return tells(find_or_say(_find, look, Reading(job.file)), job.address, now)


COMMAND = Command(
    "codebook",
    76,
    "lead",
    _parse,
    _begin,
    _find,
    slow=(slow(Book, _look_up),),
    options=(Option("file", flag=True),),
    takes="some words",
    file="always",
)

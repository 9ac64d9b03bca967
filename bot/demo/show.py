"""What the reader of the demo sees: progress, the post that the channel gets, the map, the files.

Law: prints only what a study's lead would see; nobody's interview is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from reisleider.bot.clock import now
from reisleider.bot.demo.demo_lead import look_at_quotes
from reisleider.bot.demo.kept import kept_from
from reisleider.bot.demo.next_steps import lay_out_next_steps, tell_next_steps
from reisleider.bot.demo.play import LINE, PLATFORM, Room, load_people, play
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.maps.post import draw_map, post_map
from reisleider.bot.maps.publish import Compiled, compile_study, publish_map
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address
from reisleider.renderers.formats import render
from reisleider.renderers.terminal.map_lines import TerminalMap
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.storage import studies
from reisleider.storage.store import Store

HOME = Address(PLATFORM, "local", "#klantreis")
FILES = ("png", "phone-png", "html", "svg", "markdown", "json")


def load_demo_study() -> Study:
    """The demo's study, as its TOML file describes it."""
    text = resources.files("reisleider.bot.demo").joinpath("study.toml").read_text(encoding="utf-8")
    return read_study(kept_from(text, now().date()), "study.toml", now())


def make_room(out: Path) -> Path:
    """An empty place for the demo's database."""
    out.mkdir(parents=True, exist_ok=True)
    for leftover in out.glob("study.db*"):
        leftover.unlink()
    return out / "study.db"


async def show_demo(out: Path, language: str) -> Path:
    """Play the whole study in front of the reader; returns the database. ``out`` is made anew."""
    database = make_room(out)
    screen = Console(highlight=False)
    study = load_demo_study()
    people = load_people()
    began = time.monotonic()
    with Store.open(f"sqlite:///{database}") as store:
        await store.run(lambda c: studies.save_study(c, study))
        await store.run(lambda c: studies.set_home(c, study.id, HOME))
        room = Room()
        customers = sum(person.track == "customer" for person in people)
        say_who_tells(screen, study, customers, len(people) - customers, language)
        with progress_of(screen, language, len(people)) as advance:
            for person in people:
                await play(store, study, person, room)
                advance()
        looked, published = await post_first_map(store, study, room, language)
    replies = sum(line.act is not None for person in people for line in person.transcript.lines)
    say_what_came(screen, room, replies, time.monotonic() - began, looked, language)
    write_map(screen, published, out, language)
    own = lay_out_next_steps(out, database, language)
    for line in (str(database), "", *tell_next_steps(study, out, own, language)):
        screen.print(Text(line), soft_wrap=True)  # a command that is cut in two cannot be copied
    return database


def say_who_tells(screen: Console, study: Study, customers: int, colleagues: int, language: str) -> None:
    """The line before everybody tells."""
    title = study.title.get(language, study.title[study.languages[0]])
    screen.print(Text(gettext(language, "demo.talk", title=title, customers=customers, colleagues=colleagues)))


@contextmanager
def progress_of(screen: Console, language: str, total: int) -> Iterator[Callable[[], None]]:
    """A bar that grows with every interview that was held: what is given says that one was."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=screen) as progress:
        task = progress.add_task(gettext(language, "demo.interviews"), total=total)
        yield lambda: progress.advance(task)


async def post_first_map(store: Store, study: Study, room: Room, language: str) -> tuple[int, Compiled]:
    """Let the lead look at the quotes, publish the map and post it at home; returns how many quotes there were, too."""
    looked = await store.run(lambda c: look_at_quotes(c, study.id, now()))
    compiled = await store.read(lambda c: compile_study(c, study.id, now()))
    published = await store.run(lambda c: publish_map(c, compiled, now()))
    drawn = draw_map(published, language, ())
    await store.run(lambda c: post_map(c, drawn, HOME, now(), files=False))
    await Delivery(store, {LINE: room}, now, own=show_own).deliver_due()
    return looked, published


def say_what_came(screen: Console, room: Room, replies: int, seconds: float, looked: int, language: str) -> None:
    """What it took, and what the channel got."""
    screen.print(Text(gettext(language, "demo.replies", replies=replies, seconds=f"{seconds:.1f}")))
    screen.print(Text(ngettext(language, "demo.quotes", looked) + "\n"))
    for post in room.posts:
        screen.rule(Text(HOME.chat))
        screen.print(Text(post.plain))
        screen.rule()


def write_map(screen: Console, published: Compiled, out: Path, language: str) -> None:
    """The map in the terminal, and as files in ``out``."""
    screen.print(TerminalMap(published.journey_map, language))
    for name in FILES:
        picture = render(name, published.journey_map, language)
        path = out / ("map-phone.png" if name == "phone-png" else f"map{Path(picture.name).suffix}")
        path.write_bytes(picture.data)
        screen.print(Text(f"{path}  ({len(picture.data) // 1024 + 1} kB)"))

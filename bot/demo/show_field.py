"""An example of the field from its first talk to its map, as ``reisleider demo bank`` shows it.

Law: everything shown is what the program made of what was said; an example holds words and no figure of a map.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.clock import now
from reisleider.bot.demo.field import Field, Teller, field_names, load_field, phase_at
from reisleider.bot.demo.field_lead import LEAD, FieldFault, lead_talks_first, set_the_rest, sort_cards
from reisleider.bot.demo.next_steps import lay_out_next_steps, tell_next_steps
from reisleider.bot.demo.play import LINE, PLATFORM, Room
from reisleider.bot.demo.show import (
    HOME,
    make_room,
    post_first_map,
    progress_of,
    say_what_came,
    say_who_tells,
    write_map,
)
from reisleider.bot.demo.teller import ASIDE, Asked, answer, spot_called
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.maps.offering import look_here
from reisleider.bot.maps.publish import Compiled
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.transcripts.transcript import print_message
from reisleider.flows.dialogue.story.story import read
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study
from reisleider.flows.messages import Address, Message
from reisleider.flows.scripts.script import Script, load_script
from reisleider.renderers.words.catalog import gettext, ngettext
from reisleider.storage import interviews, people, studies
from reisleider.storage.store import Connection, Store

REPLIES = 120  # more than anybody of an example needs
LOOKED = 4  # people after whom labels are looked at anew, as the program does while people tell


@dataclass(frozen=True)
class Played:
    """What playing an example came to: its study, the talk it began with, how many replies people gave, how many cards
    the lead sorted and quotes they looked at, and the map."""

    study: Study
    replies: int
    cards: int
    quotes: int
    published: Compiled


async def show_field(id: str, out: Path, language: str) -> Path:
    """Play one example; returns the database. ``out`` is made anew. Raises StudyFault where there is none of this
    name."""
    field, screen = _named(id, language), Console(highlight=False)
    database = make_room(out)
    began = time.monotonic()
    room = Room()
    with Store.open(f"sqlite:///{database}") as store:
        study, talk = await lead_talks_first(store, field, language)
        _show_talk(screen, talk, language)
        customers = sum(who.track == "customer" for who in field.tellers)
        say_who_tells(screen, study, customers, len(field.tellers) - customers, language)
        with progress_of(screen, language, len(field.tellers)) as advance:
            played = await play_field(store, study, field, language, room, advance)
    screen.print(Text(ngettext(language, "demo.sorted", played.cards)))
    say_what_came(screen, room, played.replies, time.monotonic() - began, played.quotes, language)
    write_map(screen, played.published, out, language)
    own = lay_out_next_steps(out, database, language)
    for line in (str(database), "", *tell_next_steps(study, out, own, language)):
        screen.print(Text(line), soft_wrap=True)  # a command that is cut in two cannot be copied
    return database


async def play_field(
    store: Store, study: Study, field: Field, language: str, room: Room, advance: Callable[[], None] = lambda: None
) -> Played:
    """Everything after the talk with which the ``study`` began: what the lead sets, everybody's interview, sorting, a
    look at the quotes, and the map at home. ``advance`` is told of each interview."""
    study = await store.run(lambda c: set_the_rest(c, study, field))
    await store.run(lambda c: studies.set_home(c, study.id, HOME))
    replies = 0
    for at, who in enumerate(field.tellers):
        if at % LOOKED == 0:
            await look_here(store, study.id, now())
        replies += await tell(store, study, field, who, at, language, room)
        advance()
    cards = await store.run(lambda c: sort_cards(c, study, field, language, now()))
    quotes, published = await post_first_map(store, study, room, language)
    return Played(study, replies, cards, quotes, published)


def _named(id: str, language: str) -> Field:
    if id not in field_names():
        raise StudyFault(gettext(language, "demo.no-example", id=id, known=", ".join(field_names())))
    return load_field(id)


def _show_talk(screen: Console, talk: Sequence[tuple[Message, str]], language: str) -> None:
    screen.print(Text(gettext(language, "demo.kickoff") + "\n"))
    for message, reply in talk:
        screen.print(Text(print_message(message)), style="dim" if reply else "")
        if reply:
            screen.print(Text(f"> {reply}\n"))
    screen.print()


async def tell(store: Store, study: Study, field: Field, who: Teller, at: int, language: str, room: Room) -> int:
    """Interview one person of an example to the end; returns how many replies it took. Raises FieldFault where it does
    not end."""
    script = load_script(who.track)
    address = Address(PLATFORM, LEAD.tenant, who.name)
    seat = room.seats[who.name] = Seat(address, who.name, who.name, now)
    dispatcher, delivery = Dispatcher(store, now), Delivery(store, {LINE: room}, now, own=show_own)
    await store.run(lambda c: _begin(c, study, script, address, who, language))
    await delivery.deliver_due()
    for count in range(REPLIES):
        asked = await store.read(lambda c: _asked(c, study, field, who, at, language, seat))
        if asked is None:
            return count
        await dispatcher.receive(seat.update(answer(asked)))
        await delivery.deliver_due()
    raise FieldFault(f"{who.name} of {field.id} was still being asked after {REPLIES} replies.")


def _begin(c: Connection, study: Study, script: Script, address: Address, who: Teller, language: str) -> None:
    open_interview(c, study, script, address, who.name, language, now(), id=who.name)
    if not who.organisation:
        return
    held = interviews.load_interview(c, who.name)
    found = None if held is None else people.load_participant(c, held.participant)
    if found is not None:
        people.save_participant(c, replace(found, organisation=who.organisation))


def _asked(c: Connection, study: Study, field: Field, who: Teller, at: int, language: str, seat: Seat) -> Asked | None:
    """What is open for somebody; None once their interview is over."""
    interview = interviews.load_interview(c, who.name)
    if interview is None or interview.ended or seat.open is None:
        return None
    items = {item.id: item.words for item in read(load_script(who.track), interview).items}
    about = spot_called(items.get(interview.item or "", ""), field, language)
    told = [phase.plain if who.track == "customer" else phase.label for phase in study.model.phases]
    names = [texts.get(language, "") for texts in told]
    phases = {one.id: names[phase_at(study, one)] for one in field.spots.values()}
    step = interview.state if interview.aside is None else ASIDE
    return Asked(field, who, at, language, phases, step, about, seat.open.buttons, tuple(items.values()))

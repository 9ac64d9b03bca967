"""The lead of an example: begins the study by talking, sets what the talk does not ask, and sorts what people told.

Law: does it as a lead does, through commands, buttons and cards; what a wording means to them is what the example says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from reisleider.bot.adapters.console.seat import Seat
from reisleider.bot.clock import now
from reisleider.bot.commands.request import Host
from reisleider.bot.demo.field import Field, phase_at, usual_word
from reisleider.bot.demo.play import LINE, PLATFORM, Room
from reisleider.bot.intake.dispatcher import Dispatcher
from reisleider.bot.intake.route import converse
from reisleider.bot.interviews.own_map import show_own
from reisleider.bot.outbox.delivery import Delivery
from reisleider.bot.sorting.found_cards import find_card
from reisleider.bot.sorting.keeping import keep
from reisleider.bot.sorting.sitting import NO_PHASE, Move, Sitting, choices, move, take_name
from reisleider.bot.studies.settable import BY_KEY
from reisleider.bot.transcripts.acts import Act
from reisleider.flows.faults import Fault
from reisleider.flows.journey import Study, Texts
from reisleider.flows.meaning.likeness import form
from reisleider.flows.messages import Address, Message, Said
from reisleider.storage import lead_talks, studies
from reisleider.storage.overrides import overrides_of
from reisleider.storage.store import Connection, Store

LEAD = Address(PLATFORM, "local", "lead")
BY = f"{PLATFORM}:local:lead"
AGREED = ("rest", "review")
LATER = "later"  # what the button says in every language
REPLIES, CARDS = 60, 200  # more than any talk or study of an example takes


class FieldFault(Fault):
    """An example that cannot be played; the sentence names its place."""


async def lead_talks_first(store: Store, field: Field, language: str) -> tuple[Study, Sequence[tuple[Message, str]]]:
    """Begin the study as its lead does; returns it, and each thing the bot said with what the lead replied.

    Raises FieldFault where the talk does not come to a study.
    """
    room = Room()
    seat = room.seats[LEAD.chat] = Seat(LEAD, LEAD.chat, LEAD.chat, now)
    host = Host(frozenset({(PLATFORM, "local", LEAD.chat)}), {}, language)
    dispatcher, delivery = Dispatcher(store, now, converse(host)), Delivery(store, {LINE: room}, now, own=show_own)
    talk: list[tuple[Message, str]] = []
    said, words = Said("command", text="kickoff"), "kickoff"
    asked: Counter[str] = Counter()
    for _ in range(REPLIES):
        seen = len(room.seen)
        update = replace(seat.update(Act("say", words)), said=said, language=language, private=True)
        await dispatcher.receive(update)
        await delivery.deliver_due()
        shown = [message for _, message in room.seen[seen:]]
        found = await store.read(studies.list_studies)
        if found:
            talk += [(message, "") for message in shown]
            return found[0], talk
        step = await store.read(_open_step)
        words = _reply(field, step, asked[step], language)
        asked[step] += 1
        said = Said("text", text=words)
        talk += [*((message, "") for message in shown[:-1]), (shown[-1], words)]
    raise FieldFault(f"The talk of {field.id} came to no study in {REPLIES} replies.")


def _reply(field: Field, step: str, before: int, language: str) -> str:
    """What the lead says to this step, the first time or a later one; where they said everything, that this was all."""
    told = field.kickoff.get(step)
    if told is None:
        return usual_word("yes", language) if step in AGREED else LATER
    said = told[language]
    replies = (said,) if isinstance(said, str) else tuple(said)
    return replies[before] if before < len(replies) else usual_word("done", language)


def _open_step(c: Connection) -> str:
    talk = lead_talks.talk_begun(c, LEAD, LEAD.chat, "kickoff")
    return "" if talk is None else talk.interview.state


def set_the_rest(c: Connection, study: Study, field: Field) -> Study:
    """Set what the example's lead sets by name after the talk; returns the study as it is now."""
    for key, value in field.settings.items():
        study = BY_KEY[key].change(study, value, now().date())
    studies.save_study(c, study)
    return study


def sort_cards(c: Connection, study: Study, field: Field, language: str, at: datetime) -> int:
    """Sort card by card until none is left: each goes under the label that most of its wordings mean; returns how many
    cards there were."""
    sitting, done = Sitting(study.id), 0
    while done < CARDS:
        sitting = find_card(c, sitting, BY, lambda *_: None).sitting
        if sitting.card is None:
            return done
        for made in _moves(c, study, field, sitting, language):
            sitting = made.sitting
            if made.decisions:
                keep(c, sitting, made.decisions, BY, at)
        done += 1
    return done


def _moves(c: Connection, study: Study, field: Field, sitting: Sitting, language: str) -> Iterator[Move]:
    """What they choose on one card until it is put down."""
    meant = meanings(field)
    while (card := sitting.card) is not None:
        decided = overrides_of(c, study.id)
        spots = [meant.get(form(words), "") for words in card.wordings]
        spot = max(sorted(set(spots)), key=spots.count)
        if sitting.asks in ("name", "other-name"):
            asked = language if sitting.asks == "name" else sitting.unnamed(study) or language
            made = take_name(sitting, study, field.spots[spot].names[asked][0], asked, decided)
        else:
            made = move(sitting, study, _key(field, study, sitting, spots, spot), decided)
        if made is None:
            raise FieldFault(f"{field.id}: the card {card.wordings} has no place.")
        sitting = made.sitting
        yield made


def _key(field: Field, study: Study, sitting: Sitting, spots: Sequence[str], spot: str) -> str:
    if sitting.asks == "phase":
        return f"p{phase_at(study, field.spots[spot])}" if spot else NO_PHASE
    card = sitting.card
    if card is not None and card.asked:
        there = _spot_of(field, sitting.offers[0].words)
        wrong = next((at for at, one in enumerate(spots) if (one == there) != (at in sitting.chosen)), None)
        return "yes" if wrong is None else "none" if there not in spots else f"w{wrong}"
    offered = next((str(at) for at, one in enumerate(sitting.offers) if _spot_of(field, one.words) == spot), None)
    if not spot:
        return "none"
    odd = next((at for at, one in enumerate(spots) if one != spot), None)
    keys = [key for key, _ in choices(sitting, study, lambda _: {}, undo=False)]
    if odd is not None and "split" in keys:
        return "split" if sitting.asks == "card" else f"w{odd}"
    return offered or "new"


def _spot_of(field: Field, words: Texts) -> str:
    return next((id for one in words.values() if (id := meanings(field).get(form(one)))), "")


def meanings(field: Field) -> Mapping[str, str]:
    """The spot that every wording means, by its form."""
    return {form(one): spot.id for spot in field.spots.values() for names in spot.names.values() for one in names}

"""The talk with which a study begins: whoever leads is asked what the map is for; at its end the study is there.

Law: nothing is made before the lead agrees with the card; what is made is told whole: the card, and words and links to
send on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.begin_study import may_begin
from reisleider.bot.commands.command import Command, Nothing, read_nothing
from reisleider.bot.commands.request import Asked, Host, slash, title_of
from reisleider.bot.interviews.invitation import LASTS, make_token
from reisleider.bot.leading.card import card
from reisleider.bot.leading.lead_talking import Brought, begin_talk, hear_lead, is_of_talk, talk_here
from reisleider.bot.studies.new_study import id_of_title
from reisleider.bot.studies.scripts import scripts_of
from reisleider.flows.effects import Recap, Slot, Words
from reisleider.flows.faults import StudyFault
from reisleider.flows.gate.whole import first_unfit
from reisleider.flows.journey import Language, Persona, Study
from reisleider.flows.messages import Attachment, Message, Span, Update
from reisleider.flows.scripts.script import load_script
from reisleider.renderers.picture.drawing.qr import draw_qr
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.dates import say_language
from reisleider.renderers.words.slots import in_language
from reisleider.storage import chats, studies
from reisleider.storage.lead_talks import talk_called
from reisleider.storage.store import Connection

SCRIPT = "kickoff"


def _kick_off(asked: Asked, _: Nothing) -> None:
    if not asked.update.author or not may_begin(asked):
        asked.say("lead.guest" if asked.update.guest else "lead.refused")
        return
    script, at = load_script(SCRIPT), asked.update.address
    begin_talk(asked.c, script, asked.private, asked.update.author, asked.language, at, asked.now)
    if not asked.update.private:
        asked.say("invite.in-private")


def take_talk(c: Connection, update: Update, host: Host, now: datetime) -> Receipt | None:
    """The next words of a talk with a lead, a button of it, or a message in it that was changed; None where it is
    none."""
    said = update.said
    if said.kind == "press":
        talk = talk_called(c, str(said.interview))
        if talk is None:
            Asked(c, update, host, now).say("kickoff.over")
            return Receipt("stale")
        if (talk.address, talk.account) != (update.address, update.author):
            return Receipt("refused")  # a button of somebody else's conversation
    else:
        talk = talk_here(c, chats.draft_of(c, update.address, update.author))
        if talk is None or (said.kind == "edit" and said.ref not in {one.ref for one in talk.interview.log}):
            return None
    asked = Asked(c, update, host, now)
    if said.kind == "file" and not said.text.strip():
        asked.say("refused.words")
        return Receipt("refused")
    said = replace(said, kind="text", file=None) if said.kind == "file" else said
    return hear_lead(c, talk, said, now, lambda brought: _bring(asked, brought))


def belongs(update: Update) -> bool:
    """Whether an update that is no words can be a part of a talk with a lead: a button, a changed message, a file."""
    said = update.said
    return update.private and ((said.kind == "press" and is_of_talk(said.interview)) or said.kind in ("edit", "file"))


def _bring(asked: Asked, brought: Brought) -> None:
    """The study is there: kept, led, at home, and told."""
    if brought.what != "study":
        raise StudyFault(f"{brought.talk.interview.script}.toml: nothing here brings about {brought.what}; use study.")
    settled, language = brought.settled, brought.talk.interview.language
    id = id_of_title(title_of(settled.study, language), set(studies.study_ids(asked.c)))
    study = replace(settled.study, id=id)
    wrong = first_unfit(study, asked.now.date())
    if wrong is not None:
        raise StudyFault(f"{id}: {wrong[0]}: {wrong[1].told()}")
    studies.save_study(asked.c, study)
    studies.set_circle(asked.c, id, asked.circle)
    studies.set_leads(asked.c, id, (asked.account,))
    begun = brought.talk.asked_at
    elsewhere = settled.home_here and begun != brought.talk.address
    if elsewhere:
        studies.set_home(asked.c, id, platform_of(begun.platform).place(begun))
    speaking = replace(asked, update=replace(asked.update, language=language))
    home = gettext(language, "kickoff.here") if elsewhere else None
    tell_study(speaking, study, home)


def tell_study(asked: Asked, study: Study, home: str | None) -> None:
    """Tell a lead of a new study: its card, what to do next, and what to send on to people."""
    slots: dict[str, Slot] = {
        "study": Words(title_of(study, asked.language)),
        "id": study.id,
        "command": slash(asked.update),
        "card": Recap((), (), card(study, asked.language, (), home)),
    }
    _post(asked, asked.message("kickoff.made", slots))
    if asked.link("") is None:
        _post(asked, asked.message("new.no-link", {"platform": asked.through}))
        return
    _post(asked, asked.message("kickoff.send-on", {"days": LASTS.days}))
    for message in _to_send_on(asked, study):
        _post(asked, message)
    untold = [one for one in study.languages if one not in _told_in(study, asked.language)]
    if untold:
        names = ", ".join(say_language(one, asked.language) for one in untold)
        slots = {"languages": names, "code": untold[0], "command": slash(asked.update)}
        _post(asked, asked.message("kickoff.untold", slots))


def _to_send_on(asked: Asked, study: Study) -> Iterator[Message]:
    """For each group of people, in each language, a message to be sent on as it is, its link also as a picture."""
    for script in scripts_of(study):
        groups: tuple[Persona | None, ...] = (None,)
        if script.track == "customer" and study.personas:
            groups = study.personas
        for persona in groups:
            whose = None if persona is None else persona.id
            link = str(asked.link(make_token(asked.c, study, script.id, "open", whose, asked.now)))
            name = "-".join(part for part in (study.id, script.id, whose) if part)
            group = gettext(asked.language, f"track.{script.track}")
            if persona is not None:
                group = f"{group}, {in_language(persona.name, asked.language)}"
            yield asked.message("kickoff.for-group", {"group": group})
            picture = Attachment(f"{name}-qr.png", "image/png", draw_qr(link), link)
            for language in _told_in(study, asked.language):
                text = ready_text(study, script.track, language, link)
                yield Message((Span(text),), attachments=(picture,), language=language)


def _told_in(study: Study, spoken: Language) -> tuple[Language, ...]:
    """The languages that what stands in every invitation is written in: where another one says the same as the one the
    lead speaks, it was not told in it."""
    own = spoken if spoken in study.languages else study.languages[0]
    told = {one: (study.attempt[one], study.start[one], study.end[one]) for one in study.languages}
    return tuple(one for one in study.languages if one == own or told[one] != told[own])


def ready_text(study: Study, track: str, language: Language, link: str) -> str:
    """An invitation as a lead can send it on, in one language."""
    lost = gettext(language, "ready.lost") if study.lost and track == "customer" else ""
    slots = {
        "organisation": study.organisation,
        "lead": study.lead,
        "attempt": study.attempt[language],
        "start": study.start[language],
        "end": study.end[language],
        "lost": f" {lost}" if lost else "",
        "link": link,
    }
    return gettext(language, f"ready.{track}", **slots)


def _post(asked: Asked, message: Message) -> None:
    asked.post(asked.private, replace(message, only_for=None))


COMMAND = Command("kickoff", 9, "anybody", read_nothing, _kick_off, links=True)

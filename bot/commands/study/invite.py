"""Invites people: colleagues where they chat, customers with a link and its QR code, or links for one person each.

Law: a link goes to who asked for it, in private; the button to take part is for everybody who sees it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reisleider.bot.adapters.platform import platform_of, private_chat
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.answers import answer_in_private
from reisleider.bot.commands.command import Command, Option, Unclear
from reisleider.bot.commands.personas import persona_ids, persona_in
from reisleider.bot.commands.request import Asked, title_of
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.interviews.invitation import LASTS, make_token, take_in
from reisleider.bot.interviews.sealed import ANYBODY, seal
from reisleider.bot.studies.scripts import script_called
from reisleider.bot.studies.standing import TRACKS
from reisleider.flows.effects import Slot, Words
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Persona, Study
from reisleider.flows.messages import Attachment, Button
from reisleider.renderers.picture.drawing.qr import draw_qr
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import studies

JOIN = "join"
MOST_LINKS = 20  # personal links at once
COUNTS = tuple(str(count) for count in range(1, MOST_LINKS + 1))


@dataclass(frozen=True)
class Invited:
    """Who is invited. ``script``: an interview's name, or a track for the study's first one of it; None where nobody
    said; ``personal``: so many links for one person each, else 0; ``bare``: no words at all."""

    script: str | None
    persona: Persona | None
    personal: int
    bare: bool


def _parse(asked: Asked) -> Invited:
    words = asked.words
    named = next((word for word in words if word in asked.study.scripts), None)
    track = next((one for word in words for one in TRACKS if means_word(word, one)), None)
    count = 0
    if any(means_word(word, "personal") for word in words):
        count = next((int(word) for word in words if word.isdecimal()), 1)
        count = max(1, min(count, MOST_LINKS))
    return Invited(named or track, persona_in(asked.study, words), count, bare=not words)


def _invite(asked: Asked, wanted: Invited) -> None:
    study = asked.study
    if study.closed_at is not None:
        raise Unclear("invite.closed")
    if asked.update.mentions:
        _held(study, "stakeholder")
        _invite_colleagues(asked, study)
        return
    if platform_of(asked.update.address.platform).invites_here and wanted.bare:
        joins = seal(asked.c, JOIN, study.id, asked.update.address, ANYBODY, asked.now + LASTS)
        button = Button(joins, gettext(asked.language, "join.button"))
        message = asked.message("join.call", _names(study, asked.language), [button])
        asked.post(asked.update.address, replace(message, only_for=None))
        return
    if asked.link("") is None:
        raise Unclear("invite.no-link", platform=asked.through)
    script = _held(study, wanted.script or study.scripts[0])
    if wanted.personal:
        _personal_links(asked, study, script, wanted.persona, wanted.personal)
        return
    _open_link(asked, study, script, wanted.persona)


def _held(study: Study, script: str) -> str:
    """The name of the study's interview that is meant."""
    try:
        return script_called(study, script).id
    except StudyFault:
        raise Unclear("invite.which", known=", ".join(study.scripts)) from None


def _names(study: Study, language: str) -> dict[str, Slot]:
    return {"study": Words(title_of(study, language)), "organisation": study.organisation, "lead": study.lead}


def _invite_colleagues(asked: Asked, study: Study) -> None:
    address = asked.update.address
    for account in asked.update.mentions:
        there = private_chat(address.platform, address.tenant, account)
        language, timezone = asked.update.known.get(account, (None, None))
        guest = replace(asked.update, address=there, author=account, private=True, language=language, timezone=timezone)
        take_in(asked.c, study, "stakeholder", guest, asked.now)
    count = len(asked.update.mentions)
    invited = {**study.invited, "stakeholder": study.invited.get("stakeholder", 0) + count}
    studies.save_study(asked.c, replace(study, invited=invited))
    asked.say("invite.sent", {"n": count})


def _personal_links(asked: Asked, study: Study, script: str, persona: Persona | None, count: int) -> None:
    whose = None if persona is None else persona.id
    tokens = (make_token(asked.c, study, script, "personal", whose, asked.now) for _ in range(count))
    links = [str(asked.link(token)) for token in tokens]
    track = script_called(study, script).track
    invited = {**study.invited, track: study.invited.get(track, 0) + count}
    studies.save_study(asked.c, replace(study, invited=invited))
    slots: dict[str, Slot] = {"n": count, "days": LASTS.days, "links": "\n".join(links)}
    answer_in_private(asked, asked.message("invite.personal", slots))


def _open_link(asked: Asked, study: Study, script: str, persona: Persona | None) -> None:
    whose = None if persona is None else persona.id
    link = str(asked.link(make_token(asked.c, study, script, "open", whose, asked.now)))
    slots: dict[str, Slot] = {"link": link, "days": LASTS.days}
    picture = Attachment(f"{study.id}-qr.png", "image/png", draw_qr(link), link)
    answer_in_private(asked, replace(asked.message("invite.open", slots), attachments=(picture,)))


def _join(asked: Asked, name: str) -> Receipt:  # noqa: ARG001 - a button tells its name
    """Somebody takes part, by the button in a channel."""
    study = asked.about
    if study is None:
        asked.say("lead.refused")
        return Receipt("refused")
    guest = replace(asked.update, address=asked.private, private=True)
    told = take_in(asked.c, study, "stakeholder", guest, asked.now)
    asked.say(told.key or "join.sent", {"study": Words(title_of(study, asked.language))})
    return Receipt("accepted")


def _tracks(study: Study | None) -> tuple[str, ...]:
    """Whom can be invited, as it is typed: whom an interview is for, or an interview by its name."""
    return tuple(dict.fromkeys((*TRACKS, *(() if study is None else study.scripts))))


COMMAND = Command(
    "invite",
    30,
    "lead",
    _parse,
    _invite,
    menu="everywhere",
    buttons={JOIN: _join},
    sealed=frozenset((JOIN,)),
    takes="some words",
    options=(
        Option("track", among=_tracks),
        Option("personal", before=("personal",), among=lambda _: COUNTS),
        Option("persona", among=persona_ids),
    ),
    file="always",
    links=True,
)

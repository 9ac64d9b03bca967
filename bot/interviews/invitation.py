"""Invitations: links for customers, direct conversations for colleagues, and what happens when a link is opened.

Law: a token has 128 random bits, is kept as a hash and works until its day; one account has one interview per study
and script, however many links it opens.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from reisleider.bot.interviews.opening import open_interview, spoken_in
from reisleider.bot.studies.scripts import script_called
from reisleider.flows.faults import ScriptFault, StudyFault
from reisleider.flows.journey import Interview, Study
from reisleider.flows.messages import Update
from reisleider.flows.scripts.script import Script
from reisleider.storage import interviews, people, studies
from reisleider.storage.invites import Kind, add_invite, find_invite, use_invite
from reisleider.storage.store import Connection

LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Answered:
    """What opening a link did: ``key`` names the sentence to say, or None where an interview speaks for itself."""

    key: str | None
    study: Study | None = None


def make_token(c: Connection, study: Study, script: str, kind: Kind, persona: str | None, now: datetime) -> str:
    """A new invitation to the interview of this name (or the study's first one of the track of this name); an open link
    to it that went round before stops working. Raises StudyFault where the study holds no such interview."""
    token = secrets.token_urlsafe(16)
    name = study.scripts[0] if kind == "lead" else script_called(study, script).id  # who leads is not interviewed
    add_invite(c, token, study.id, name, kind, persona, now, now + LASTS)
    return token


def open_token(c: Connection, update: Update, token: str, now: datetime, circle: str | None = None) -> Answered:
    """Take somebody in who opened a link: the interview begins, or goes on where it was. ``circle``: whose studies are
    invited to from there, None: anybody's."""
    invite = find_invite(c, token)
    study = studies.load_study(c, invite.study) if invite is not None else None
    if invite is None or study is None or circle not in (None, studies.circle_of(c, study.id)):
        return Answered("invite.unknown")
    if invite.kind == "lead":
        account = (update.address.platform, update.address.tenant, update.author)
        return _make_lead(c, study, token, account, invite.used_at is not None or invite.expires_at < now, now)
    try:
        script = script_called(study, invite.script)
    except (StudyFault, ScriptFault):
        return Answered("invite.unknown")  # the study does not hold that interview any more
    known = _begun(c, study, script, update) is not None
    if not known and invite.used_at is not None:
        return Answered("invite.used", study)
    if not known and invite.expires_at < now:
        return Answered("invite.expired", study)
    if study.closed_at is not None:
        return Answered("invite.closed", study)
    if invite.kind == "personal" and not known:
        use_invite(c, token, now)
    return take_in(c, study, script.id, update, now, persona=invite.persona)


def _make_lead(
    c: Connection, study: Study, token: str, account: tuple[str, str, str], over: bool, now: datetime
) -> Answered:
    leads = studies.leads_of(c, study.id)
    if account in leads:
        return Answered("lead.already", study)
    if over:
        return Answered("invite.used", study)
    use_invite(c, token, now)
    studies.set_leads(c, study.id, (*leads, account))
    return Answered("lead.made", study)


def take_in(
    c: Connection, study: Study, name: str, update: Update, now: datetime, *, persona: str | None = None
) -> Answered:
    """Begin or go on with this account's interview of this name (or of the track of this name) in a study, in the
    language its platform speaks where we can."""
    try:
        script = script_called(study, name)
    except StudyFault:
        return Answered("invite.not-held", study)
    before = _begun(c, study, script, update)
    if before is not None and before.ended and before.state not in ("declined", "expired"):
        return Answered("invite.told", study)  # who said no, or fell silent, may still change their mind
    spoken = spoken_in(study, script)
    language = update.language if update.language in spoken else spoken[0]
    try:
        open_interview(
            c,
            study,
            script,
            update.address,
            update.author,
            language,
            now,
            persona=persona,
            timezone=update.timezone,
        )
    except StudyFault:
        return Answered("invite.closed", study)
    return Answered(None, study)


def _begun(c: Connection, study: Study, script: Script, update: Update) -> Interview | None:
    """The last interview that this account began with a script, or None."""
    account = (update.address.platform, update.address.tenant, update.author)
    participant = people.find_participant(c, study.id, script.track, *account)
    return None if participant is None else interviews.latest_interview(c, study.id, participant.id, script.id)

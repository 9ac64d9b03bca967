"""Invitations: links for customers, direct conversations for colleagues, and what happens when a link is opened.

Law: a token has 128 random bits, is kept as a hash and works until its day; one account has one interview per study
and track, however many links it opens.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from reisleider.bot.interviews.opening import open_interview
from reisleider.flows.faults import StudyFault
from reisleider.flows.journey import Study, Track
from reisleider.flows.messages import Update
from reisleider.flows.scripts.script import Script, load_script
from reisleider.storage import interviews, people, studies
from reisleider.storage.invites import Kind, add_invite, find_invite, use_invite
from reisleider.storage.store import Connection

LASTS = timedelta(days=30)


@dataclass(frozen=True)
class Answered:
    """What opening a link did: ``key`` names the sentence to say, or None where an interview speaks for itself."""

    key: str | None
    study: Study | None = None


def make_token(c: Connection, study: Study, track: Track, kind: Kind, persona: str | None, now: datetime) -> str:
    """A new invitation; an open link of this track that went round before stops working."""
    token = secrets.token_urlsafe(16)
    add_invite(c, token, study.id, track, kind, persona, now, now + LASTS)
    return token


def open_token(c: Connection, update: Update, token: str, now: datetime) -> Answered:
    """Take somebody in who opened a link: the interview begins, or goes on where it was."""
    invite = find_invite(c, token)
    study = studies.load_study(c, invite.study) if invite is not None else None
    if invite is None or study is None:
        return Answered("invite.unknown")
    account = (update.address.platform, update.address.tenant, update.author)
    known = people.find_participant(c, study.id, invite.track, *account)
    if invite.kind == "lead":
        return _make_lead(c, study, token, account, invite.used_at is not None or invite.expires_at < now, now)
    if known is None and invite.used_at is not None:
        return Answered("invite.used", study)
    if known is None and invite.expires_at < now:
        return Answered("invite.expired", study)
    if study.closed_at is not None:
        return Answered("invite.closed", study)
    if invite.kind == "personal" and known is None:
        use_invite(c, token, now)
    return take_in(c, study, invite.track, update, now, persona=invite.persona)


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
    c: Connection, study: Study, track: Track, update: Update, now: datetime, *, persona: str | None = None
) -> Answered:
    """Begin or go on with this account's interview in a study, in the language its platform speaks where we can."""
    script = load_script(track)
    participant = people.find_participant(
        c, study.id, track, update.address.platform, update.address.tenant, update.author
    )
    if participant is not None:
        told = _told_before(c, study, script, participant.id)
        if told is not None:
            return told
    language = update.language if update.language in study.languages else study.languages[0]
    try:
        open_interview(
            c,
            study,
            script,
            update.address,
            update.author,
            str(language),
            now,
            persona=persona,
            timezone=update.timezone,
        )
    except StudyFault:
        return Answered("invite.closed", study)
    return Answered(None, study)


def _told_before(c: Connection, study: Study, script: Script, participant: str) -> Answered | None:
    before = interviews.latest_interview(c, study.id, participant, script.id)
    if before is None or not before.ended or before.state in ("declined", "expired"):
        return None  # who said no, or fell silent, may still change their mind
    return Answered("invite.told", study)

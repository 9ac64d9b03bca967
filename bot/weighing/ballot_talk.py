"""A colleague's talk in a round: begun, heard, left and gone on with, through the same engine as every interview.

Law: what is chosen is kept in a talk of its own that no study counts and that goes with its round; nobody is told what
others chose. Only a talk that was gone through counts.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.givens import givens_for
from reisleider.bot.interviews.opening import spoken_in
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.leading.saying import receipt_of, say_turn, show_page
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask, Effect, End, Say
from reisleider.flows.evolve import evolve
from reisleider.flows.journey import Interview, Study, Texts
from reisleider.flows.messages import TURN, Address, Said
from reisleider.flows.scripts.script import REVIEW, Script, load_script
from reisleider.flows.synthesis.privacy.minimum import minimum
from reisleider.flows.weighing.ballot import Ballot, ballot_of, givens_of, tops_for
from reisleider.renderers.chat.wording import word
from reisleider.renderers.words.about_weighed import called
from reisleider.renderers.words.catalog import load_catalog
from reisleider.storage import chats, interviews
from reisleider.storage.ballots import (
    DRAFT,
    BallotTalk,
    ballot_by,
    ballot_called,
    ballots_of,
    count_ballots,
    drop_ballot,
    keep_ballot,
)
from reisleider.storage.chats import Draft
from reisleider.storage.rounds import Round
from reisleider.storage.store import Connection

SCRIPT = "prioritise"
MARK = "v"
"""How the id of such a talk begins; an interview's is hexadecimal."""


def is_of_ballot(id: str | None) -> bool:
    """Whether a button belongs to such a talk, by the id that it carries."""
    return id is not None and id.startswith(MARK)


def begin_ballot(
    c: Connection, study: Study, held: Round, address: Address, account: str, language: str | None, now: datetime
) -> None:
    """Begin a colleague's talk in a round at a private ``address``, or go on with the one they left."""
    known = ballot_by(c, study.id, held.number, (address.platform, address.tenant, account))
    if known is not None and known.cast_yet:
        _post(c, known, (Say("weigh.already", {"lead": study.lead}),), now)
        return
    if known is not None:
        _stand(c, known, now)
        _post(c, known, (Say("weigh.go-on"), *engine.ask_again(script_of(c, known.interview), known.interview)), now)
        return
    script = load_script(SCRIPT)
    interviews.keep_script(c, script.revision, script.id, script.source)
    spoken = spoken_in(study, script)
    id = MARK + secrets.token_hex(7)
    things, least = held.things, minimum(study, "stakeholder")
    interview, effects = engine.begin(
        script,
        id=id,
        study=study.id,
        participant="",
        language=language if language in spoken else spoken[0],
        givens=givens_of(
            script,
            things,
            {one.id: called(one) for one in things},
            count_ballots(c, study.id, held.number),
            tops_for(things, votes_in(c, held), least),
            _slots(study, script, id, least),
        ),
        now=now,
    )
    talk = BallotTalk(interview, held.number, address, account)
    _stand(c, talk, now)
    _post(c, talk, effects, now)


def _slots(study: Study, script: Script, id: str, least: int) -> Mapping[str, Texts]:
    slots = givens_for(study, script, id).slots
    return {**slots, "minimum": dict.fromkeys(study.languages, str(least))}


def votes_in(c: Connection, held: Round) -> tuple[Ballot, ...]:
    """What colleagues chose who went through it, as nobody may see it while the round is open."""
    talks = (one for one in ballots_of(c, held.study, held.number) if one.cast_yet)
    return tuple(ballot_of(script_of(c, one.interview), one.interview) for one in talks)


def _stand(c: Connection, talk: BallotTalk, now: datetime) -> None:
    """What is written here next belongs to this talk."""
    keep_ballot(c, talk, now)
    chats.set_draft(c, talk.address, talk.account, Draft(DRAFT, {"id": talk.interview.id}), now)


def ballot_here(c: Connection, draft: Draft | None) -> BallotTalk | None:
    """The talk that somebody is in the middle of, or None."""
    return ballot_called(c, str(draft.data["id"])) if draft is not None and draft.kind == DRAFT else None


def hear_ballot(c: Connection, talk: BallotTalk, said: Said, lead: str, now: datetime) -> Receipt:
    """Take one reply in a talk. ``lead``: who closes the round, as it is said."""
    script, before = script_of(c, talk.interview), talk.interview
    if talk.cast_yet:
        _post(c, talk, (Say("weigh.already", {"lead": lead}),), now)
        return Receipt("stale", interview=before.id)
    if said.kind == "press" and (said.choice or "").startswith(TURN):
        return show_page(c, talk.address, before, engine.ask_again(script, before), said, now)
    after, effects = _turn(script, before, said, now)
    ended = next((one for one in effects if isinstance(one, End)), None)
    if ended is None:
        _stand(c, replace(talk, interview=after), now)
        _say(c, talk, (before, after), effects, said, now)
    elif ended.ending == "completed":
        chats.set_draft(c, talk.address, talk.account, None, now)
        keep_ballot(c, replace(talk, interview=after, cast_yet=True), now)
        _say(c, talk, (before, after), (*effects, Say("weigh.done", {"lead": lead})), said, now)
    else:
        _leave(c, talk, ended, now)
    return receipt_of(effects, after)


def tell_over(c: Connection, held: Round, now: datetime) -> None:
    """Tell those who are in the middle of it that the round closes; what they chose so far counts for nothing."""
    for talk in ballots_of(c, held.study, held.number):
        if not talk.cast_yet:
            _post(c, talk, (Say("weigh.closes"),), now)


def _turn(script: Script, before: Interview, said: Said, now: datetime) -> engine.Turned:
    """A turn of the engine; once all was asked the vote is cast, without a question more."""
    after, effects = engine.turn(script, before, said, now)
    if after.state != REVIEW or after.aside is not None:
        return after, effects
    right = Said("press", choice="right", turn=after.turn, interview=after.id)
    cast, more = engine.turn(script, after, right, now)
    kept = tuple(one for one in effects if not isinstance(one, Ask))
    return cast, (*kept, *(one for one in more if isinstance(one, End)))


def _leave(c: Connection, talk: BallotTalk, ended: End, now: datetime) -> None:
    """A colleague takes no part, or stops: what they chose is kept for another time, or gone."""
    chats.set_draft(c, talk.address, talk.account, None, now)
    if ended.ending == "stopped":
        keep_ballot(c, replace(talk, interview=evolve(talk.interview, aside=None)), now)
    else:
        drop_ballot(c, talk.interview.id)
    key = {"stopped": "weigh.kept", "declined": "weigh.declined"}.get(ended.ending, "weigh.thrown")
    _post(c, talk, (Say(key),), now)


def _say(
    c: Connection,
    talk: BallotTalk,
    turned: tuple[Interview, Interview],
    effects: Sequence[Effect],
    said: Said,
    now: datetime,
) -> None:
    told = tuple(_for_colleague(effects, talk.interview.language))
    say_turn(c, talk.address, turned, told, receipt_of(effects, turned[1]), said, now)


def _post(c: Connection, talk: BallotTalk, effects: Sequence[Effect], now: datetime) -> None:
    asks = any(isinstance(one, Ask) for one in effects)
    for message in word(tuple(_for_colleague(effects, talk.interview.language)), talk.interview):
        post(c, talk.address, message if asks else replace(message, interview=None), now)


def _for_colleague(effects: Sequence[Effect], language: str) -> Iterator[Effect]:
    """The same, in the words for a colleague who weighs, where there are such."""
    known = load_catalog(language).ids
    for one in effects:
        own = f"for-colleague.{one.key}" if isinstance(one, Say | Ask) else ""
        yield replace(one, key=own) if isinstance(one, Say | Ask) and own in known else one

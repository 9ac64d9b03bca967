"""The talk in which a team chooses what to do: begun, heard, left and gone on with, through the same engine as every
interview.

Law: what is said is kept in a talk of its own, which no study counts; the action is there once it was agreed with, and
the talk goes.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reisleider.bot.acting.act_turn import turn_with_planner
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.givens import givens_for
from reisleider.bot.interviews.opening import spoken_in
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.leading.saying import receipt_of, say_turn, show_page
from reisleider.bot.maps.publish import latest_map
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.acting.action_told import ME, ActionTold, action_told
from reisleider.flows.acting.to_act import goals_for, named_on_map, touchpoints_to_act_on
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask, Effect, End, Recap, RecapNote, Say, Slot
from reisleider.flows.evolve import evolve
from reisleider.flows.journey import Interview, Study
from reisleider.flows.messages import TURN, Address, Said
from reisleider.flows.scripts.script import Script, load_script
from reisleider.renderers.chat.wording import word
from reisleider.renderers.words.catalog import gettext, load_catalog
from reisleider.renderers.words.dates import say_day
from reisleider.renderers.words.slots import in_language
from reisleider.storage import chats, interviews
from reisleider.storage.chats import Draft
from reisleider.storage.lead_talks import LeadTalk, drop_talk, keep_talk, talk_begun, talk_called
from reisleider.storage.rounds import closed_rounds
from reisleider.storage.store import Connection

SCRIPT = "act"
DRAFT = "act-talk"
"""What kind of thing somebody is in the middle of whose next words belong to such a talk."""
MARK = "t"
"""How the id of such a talk begins; an interview's is hexadecimal."""


@dataclass(frozen=True)
class Chosen:
    """What a talk that was ended came to, with whom it was held."""

    told: ActionTold
    talk: LeadTalk


def is_of_act(id: str | None) -> bool:
    """Whether a button belongs to such a talk, by the id that it carries."""
    return id is not None and id.startswith(MARK)


def begin_act(c: Connection, study: Study, address: Address, account: str, language: str | None, now: datetime) -> bool:
    """Begin a talk at a private ``address``, or go on with the one that was left there about this study; whether there
    is a map to choose from."""
    shown = latest_map(c, study.id)
    if shown is None:
        return False
    running = talk_begun(c, address, account, SCRIPT)
    if running is not None and running.interview.study == study.id:
        _stand(c, running, now)
        script = script_of(c, running.interview)
        _post(c, running, (Say("act.go-on"), *engine.ask_again(script, running.interview)), now)
        return True
    if running is not None:
        drop_talk(c, running.interview.id)
    last = closed_rounds(c, study.id)[-1:]
    offered = touchpoints_to_act_on(shown, last[0].outcome if last else None, last[0].things if last else ())
    if not offered:
        return False
    script = load_script(SCRIPT)
    interviews.keep_script(c, script.revision, script.id, script.source)
    spoken = spoken_in(study, script)
    id = MARK + secrets.token_hex(7)
    givens = givens_for(study, script, id)
    sources = {**givens.sources, "moments": named_on_map(offered), "goals": goals_for(study, shown, None)}
    interview, effects = engine.begin(
        script,
        id=id,
        study=study.id,
        participant="",
        language=language if language in spoken else spoken[0],
        givens=replace(givens, sources=sources, blocks=tuple(one.id for one in script.blocks)),
        now=now,
    )
    talk = LeadTalk(interview, address, account, address)
    _stand(c, talk, now)
    _post(c, talk, effects, now)
    return True


def act_here(c: Connection, draft: Draft | None) -> LeadTalk | None:
    """The talk that somebody is in the middle of, or None."""
    return talk_called(c, str(draft.data["id"])) if draft is not None and draft.kind == DRAFT else None


def _stand(c: Connection, talk: LeadTalk, now: datetime) -> None:
    keep_talk(c, talk, now)
    chats.set_draft(c, talk.address, talk.account, Draft(DRAFT, {"id": talk.interview.id}), now)


def hear_act(
    c: Connection, talk: LeadTalk, study: Study, said: Said, now: datetime, choose: Callable[[Chosen], str]
) -> Receipt:
    """Take one reply in a talk. ``choose`` keeps what it came to, and returns what is said of that, in the talk's
    language."""
    script, before = script_of(c, talk.interview), talk.interview
    if said.kind == "press" and (said.choice or "").startswith(TURN):
        asked = tuple(_for_planner(script, before, engine.ask_again(script, before)))
        return show_page(c, talk.address, before, asked, said, now)
    after, effects = turn_with_planner(script, before, said, now)
    after = _with_goals(c, script, study, after)
    ended = next((one for one in effects if isinstance(one, End)), None)
    if ended is None:
        _stand(c, replace(talk, interview=after), now)
        _say(c, talk, script, (before, after), effects, said, now)
        return receipt_of(effects, after)
    chats.set_draft(c, talk.address, talk.account, None, now)
    if ended.ending == "completed":
        drop_talk(c, before.id)
        told = choose(Chosen(action_told(script, after), talk))
        kept = Say("act.kept", {"told": told})
        _say(c, talk, script, (before, after), (*effects, kept), said, now)
    elif ended.ending == "stopped":
        keep_talk(c, replace(talk, interview=evolve(before, aside=None)), now)
        _post(c, talk, (Say("act.left"),), now)
    else:
        drop_talk(c, before.id)
        _post(c, talk, (Say("act.thrown"),), now)
    return receipt_of(effects, after)


def _with_goals(c: Connection, script: Script, study: Study, interview: Interview) -> Interview:
    """The talk with the goals of the touchpoint that was chosen by now."""
    shown = latest_map(c, study.id)
    if shown is None or interview.ended:
        return interview
    goals = goals_for(study, shown, action_told(script, interview).about)
    sources = {**interview.givens.sources, "goals": goals}
    return evolve(interview, givens=replace(interview.givens, sources=sources))


def _say(
    c: Connection,
    talk: LeadTalk,
    script: Script,
    turned: tuple[Interview, Interview],
    effects: Sequence[Effect],
    said: Said,
    now: datetime,
) -> None:
    told = tuple(_for_planner(script, turned[1], effects))
    say_turn(c, talk.address, turned, told, receipt_of(effects, turned[1]), said, now)


def _post(c: Connection, talk: LeadTalk, effects: Sequence[Effect], now: datetime) -> None:
    asks = any(isinstance(one, Ask) for one in effects)
    script = script_of(c, talk.interview)
    for message in word(tuple(_for_planner(script, talk.interview, effects)), talk.interview):
        post(c, talk.address, message if asks else replace(message, interview=None), now)


def _for_planner(script: Script, interview: Interview, effects: Sequence[Effect]) -> Iterator[Effect]:
    """The same, with the card where the talk is played back, and in the words for a lead where there are such."""
    known = load_catalog(interview.language).ids
    for one in effects:
        own = f"for-lead.{one.key}" if isinstance(one, Say | Ask) else ""
        told = replace(one, key=own) if isinstance(one, Say | Ask) and own in known else one
        if isinstance(told, Ask) and told.review:
            slots: dict[str, Slot] = {**told.slots, "card": Recap((), (), card_of(script, interview))}
            yield replace(told, slots=slots)
        else:
            yield told


def card_of(script: Script, interview: Interview) -> tuple[RecapNote, ...]:
    """The action as it will stand on the map, a line for each part."""
    told, language = action_told(script, interview), interview.language
    names = {one.id: one.text for one in interview.givens.sources.get("moments", ())}
    lines = {
        "about": in_language(names[told.about], language) if told.about in names else "",
        "action": told.words,
        "doer": gettext(language, "act.you") if told.owner == ME else told.owner or gettext(language, "act.nobody"),
        "due": gettext(language, "act.no-date") if told.due is None else say_day(told.due, language),
        "serves": told.serves or ("" if told.goal is None else in_language(told.goal, language)),
    }
    return tuple(RecapNote(words, saves) for saves, words in lines.items() if words)

"""A talk with who leads: begun, heard, left and gone on with, through the same engine as every interview.

Law: what is said is kept in a talk of its own, which no study knows; every value passes the gate before it is kept; a
talk that was not ended stays, however it was left.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.interviews.question import show_on_question
from reisleider.bot.interviews.revisions import script_of
from reisleider.bot.leading.card import card
from reisleider.bot.leading.settled import LATER, RECORD, Settled, passes, refused, settle
from reisleider.bot.outbox.outgoing import post
from reisleider.bot.studies.settings import SETTINGS
from reisleider.flows.dialogue import engine
from reisleider.flows.dialogue.commands import command_of
from reisleider.flows.effects import Ask, Bring, Effect, End, Heard, Recap, RecapNote, Say, Slot
from reisleider.flows.evolve import evolve
from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.journey import Aside, Givens, Interview
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import TURN, Address, Message, Said
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import REVIEW, Script
from reisleider.flows.words.replies import means
from reisleider.renderers.chat.wording import label_of, word
from reisleider.renderers.words.catalog import gettext, load_catalog, raw
from reisleider.storage import chats, interviews, queues
from reisleider.storage.chats import Draft
from reisleider.storage.lead_talks import LeadTalk, drop_talk, keep_talk, talk_begun, talk_called
from reisleider.storage.operations import Edit, Use
from reisleider.storage.store import Connection

DRAFT = "lead-talk"
"""What kind of thing somebody is in the middle of whose next words belong to a talk."""
MARK = "k"
"""How the id of a talk begins; an interview's is hexadecimal."""
ROOM = 60  # replies: nothing is left out of a lead's talk for want of room
PLAIN = ("words", "contact", "link", "day")
"""What may be wrong with an answer that is best told by what a good one is."""
TOLD_BY_FORM = frozenset({"contact", "privacy", "keep"})
"""Settings whose answers show by their form that they are one."""
SAID_ANYWAY = frozenset({"outline.noted"})
"""What the engine says that the next question of a lead's script says itself."""
OTHERWISE = {"privacy": "privacy_url", "keep": "keep_until"}
"""What a good answer is stands in the catalogue by the key of the study file."""


@dataclass(frozen=True)
class Brought:
    """What a talk that was ended brings about, by name, with what was settled in it."""

    what: str
    settled: Settled
    talk: LeadTalk


_BETWEEN = re.compile(r"[^\w'’-]+")
Bringer = Callable[[Brought], None]


def is_of_talk(id: str | None) -> bool:
    """Whether a button belongs to a talk with a lead, by the id that it carries."""
    return id is not None and id.startswith(MARK)


def begin_talk(
    c: Connection, script: Script, address: Address, account: str, language: str, asked_at: Address, now: datetime
) -> None:
    """Begin a talk at a private ``address``, or go on with the one that was left there. ``asked_at``: where it was
    asked for."""
    running = talk_begun(c, address, account, script.id)
    if running is not None:
        _go_on(c, replace(running, asked_at=asked_at), now)
        return
    interviews.keep_script(c, script.revision, script.id, script.source)
    spoken = language if language in script.title else next(iter(script.title))
    interview, effects = engine.begin(
        script,
        id=MARK + secrets.token_hex(7),
        study="",
        participant="",
        language=spoken,
        givens=Givens(
            slots={"contact": {one: gettext(one, "kickoff.host") for one in LANGUAGES}},
            blocks=tuple(one.id for one in script.blocks),
            replies=ROOM,
        ),
        now=now,
    )
    _stand(c, LeadTalk(interview, address, account, asked_at), now)
    _say(c, address, script, interview, (Say(f"{script.id}.begin"), *effects), now)


def _go_on(c: Connection, talk: LeadTalk, now: datetime) -> None:
    script = script_of(c, talk.interview)
    _stand(c, talk, now)
    effects = (Say(f"{script.id}.go-on"), *engine.ask_again(script, talk.interview))
    _say(c, talk.address, script, talk.interview, effects, now)


def _stand(c: Connection, talk: LeadTalk, now: datetime) -> None:
    """What is written here next belongs to this talk."""
    keep_talk(c, talk, now)
    chats.set_draft(c, talk.address, talk.account, Draft(DRAFT, {"id": talk.interview.id}), now)


def talk_here(c: Connection, draft: Draft | None) -> LeadTalk | None:
    """The talk that somebody is in the middle of, or None."""
    return talk_called(c, str(draft.data["id"])) if draft is not None and draft.kind == DRAFT else None


def hear_lead(c: Connection, talk: LeadTalk, said: Said, now: datetime, bring: Bringer) -> Receipt:
    """Take one reply in a talk. ``bring`` does what its end is for."""
    script, before = script_of(c, talk.interview), talk.interview
    if said.kind == "press" and (said.choice or "").startswith(TURN):
        return _turn_page(c, talk, script, said, now)
    after, effects = _turn(script, before, said, now)
    ended = next((one for one in effects if isinstance(one, End)), None)
    if ended is not None and ended.ending == "completed":
        settled = settle(script, after, now)
        if not settled.missing:
            drop_talk(c, before.id)
            chats.set_draft(c, talk.address, talk.account, None, now)
            _say_all(c, talk, script, (before, after), effects, said, now)
            for one in effects:
                if isinstance(one, Bring):
                    bring(Brought(one.what, settled, replace(talk, interview=after)))
            return _receipt(effects, after)
        after, effects = _ask_missing(script, before, settled, now)
    elif ended is not None:
        _leave(c, talk, ended, now)
        return _receipt(effects, before)
    if _goes_on_missing(script, before, after, now):
        after, effects = _ask_missing(script, after, settle(script, after, now), now)
    _stand(c, replace(talk, interview=after), now)
    _say_all(c, talk, script, (before, after), effects, said, now)
    return _receipt(effects, after)


def _turn_page(c: Connection, talk: LeadTalk, script: Script, said: Said, now: datetime) -> Receipt:
    """Show another page of the open question's buttons; an old question stays as it is."""
    interview, page = talk.interview, str(said.choice).removeprefix(TURN)
    question = queues.question_of(c, interview.id, interview.turn)
    if question is None or said.turn != interview.turn or not page.isdecimal():
        return Receipt("stale", interview=interview.id)
    asked = tuple(_for_lead(script, interview, engine.ask_again(script, interview), now))
    for message in word(asked, interview):
        queues.enqueue(c, talk.address, Edit(replace(message, page=int(page)), question.row), now)
    return Receipt("accepted", interview=interview.id)


def _turn(script: Script, before: Interview, said: Said, now: datetime) -> engine.Turned:
    """A turn of the engine, with what a lead may say beside it; what the gate refuses leaves everything as it was."""
    said = _as_option(script, before, _in_lines(script, before, said))
    if said.kind == "text" and type_of(script.step(before.state).kind).open:
        said = replace(said, numbered=False)  # a figure is an answer there, and no button's place
    if _is_told_by_form(script, before, said, now):
        data = {"act": "help", "text": said.text, **({} if said.ref is None else {"ref": said.ref})}
        asked_back = evolve(before, aside=Aside("meant", before.state, before.item, data))
        after, effects = engine.turn(script, asked_back, _press(before, "meant-answer"), now)
    else:
        after, effects = engine.turn(script, before, said, now)
    plainly = _plainly(script, before, after, effects, said)
    if plainly is not None:
        start = after if after.aside is not None else before
        after, effects = engine.turn(script, start, _press(start, plainly), now)
    step, value = _named(script, before, said) if before.state == REVIEW and not after.ended else (None, "")
    if step is not None:
        start = before if before.aside is not None else engine.turn(script, before, _press(before, "change"), now)[0]
        after, effects = engine.turn(script, start, _press(start, step), now)
        if value:
            after, effects = engine.turn(script, after, replace(said, text=value), now)
    wrong = refused(script, before, after, now)
    if wrong is None:
        return after, effects
    key, slots = _refusal(*wrong)
    place = before if step is None else engine.turn(script, start, _press(start, step), now)[0]
    return place, (Heard("refused"), Say(key, slots), *engine.ask_again(script, place))


def _is_told_by_form(script: Script, before: Interview, said: Said, now: datetime) -> bool:
    """Whether an address or a day was asked for and this is one, whatever else its words might say: "help@..."."""
    step = script.step(before.state)
    key = step.saves.removeprefix(RECORD)
    if said.kind != "text" or before.aside is not None or key not in TOLD_BY_FORM or command_of(said.text) is not None:
        return False
    return passes(script, before, key, said.text, now)


def _plainly(script: Script, before: Interview, after: Interview, effects: Sequence[Effect], said: Said) -> str | None:
    """The button that says what a lead's words plainly were, where the engine asks back or takes them for talk as a
    respondent's may be: an answer in own words, names in a list, or that it comes later."""
    step = script.step(before.state)
    if said.kind != "text" or before.aside is not None or not (type_of(step.kind).open or _lists(step.kind)):
        return None
    if after.aside is not None and after.aside.kind == "meant" and "act" in after.aside.data:
        return "meant-answer"
    if after.aside is not None and after.aside.kind == "heard-steps":
        return "agree"
    paused = any(isinstance(one, Say) and one.key == "paused" for one in effects)
    later = paused and command_of(said.text) is None and any(one.id == LATER for one in step.options)
    return LATER if later else None


def _press(interview: Interview, choice: str) -> Said:
    return Said("press", choice=choice, turn=interview.turn, interview=interview.id)


def _in_lines(script: Script, interview: Interview, said: Said) -> Said:
    """Names of a list, told with commas between, a line each."""
    listing = interview.state in script.places and type_of(script.step(interview.state).kind).builds_list
    if said.kind != "text" or not listing or interview.aside is not None or "\n" in said.text:
        return said
    parts = [part.strip() for part in re.split("[,;]", said.text) if part.strip()]
    return said if any(means(one, "no") for one in parts) else replace(said, text="\n".join(parts))


def _as_option(script: Script, interview: Interview, said: Said) -> Said:
    """The name of a language where languages are asked for: an answer, and no wish to be spoken to in it."""
    asked = interview.state in script.places and script.step(interview.state).saves == f"{RECORD}languages"
    if said.kind != "text" or not asked or interview.aside is not None:
        return said
    meant = (command_of(said.text) or "").removeprefix("language-")
    code = next((one for one in LANGUAGES if meant == one or said.text.strip().casefold() == one), None)
    offered = {option.id for option in script.step(interview.state).options}
    return said if code not in offered else replace(_press(interview, str(code)), ref=said.ref, text=said.text)


def _named(script: Script, before: Interview, said: Said) -> tuple[str | None, str]:
    """The question that a reply to the card names, and the new value where that stands behind a colon."""
    if said.kind != "text" or (before.aside is not None and before.aside.kind != "menu"):
        return None, ""
    name, parted, value = said.text.partition(":")
    key = setting_named(name if parted else said.text)
    steps = [] if key is None else [one for one in _steps_of(script, key) if _is_answered(script, before, one)]
    return (steps[-1], value.strip()) if steps else (None, "")


def _steps_of(script: Script, key: str) -> Iterator[str]:
    for record in (key, "phases") if key == "model" else (key,):
        yield from (one.id for one in script.saving(f"{RECORD}{record}") if one.loop is None and not _lists(one.kind))


def _lists(kind: str) -> bool:
    return type_of(kind).builds_list


def _is_answered(script: Script, interview: Interview, step: str) -> bool:
    menu = interview
    if menu.aside is None:
        menu, _ = engine.turn(script, interview, _press(interview, "change"), interview.moved_at)
    asked = (one for one in engine.ask_again(script, menu) if isinstance(one, Ask))
    return any(choice.id == step for one in asked for choice in one.choices)


def setting_named(text: str) -> str | None:
    """The setting that a text names, by any name in any language: the longest name that stands in it as words."""
    told = f" {_BETWEEN.sub(' ', text.casefold()).strip()} "
    found = [(len(name), key) for name, key in _names().items() if f" {name} " in told]
    return max(found)[1] if found else None


@cache
def _names() -> dict[str, str]:
    keys = [*(one.key for one in SETTINGS), "home"]
    told = ((name, key) for key in keys for one in LANGUAGES for name in raw(one, f"setting.{key}").split(", "))
    return {**{key: key for key in keys}, **{name.casefold(): key for name, key in told}}


def _goes_on_missing(script: Script, before: Interview, after: Interview, now: datetime) -> bool:
    """Whether something that misses was just told, beside the card, and more does."""
    if after.state != REVIEW or after.aside is not None or before.trail[-1:] != ((REVIEW, None),):
        return False
    missed, misses = (len(settle(script, one, now).missing) for one in (before, after))
    return 0 < misses < missed


def _ask_missing(script: Script, before: Interview, settled: Settled, now: datetime) -> engine.Turned:
    """Ask what the study cannot do without; the talk goes on."""
    first = next(one.id for one in script.steps if one.saves.removeprefix(RECORD) == settled.missing[0])
    menu, _ = engine.turn(script, before, _press(before, "change"), now)
    after, effects = engine.turn(script, menu, _press(menu, first), now)
    if after is menu:  # it was skipped, and so stands in no menu
        after = evolve(before, state=first, item=None, aside=None, turn=before.turn + 1)
        effects = engine.ask_again(script, after)
    asks = tuple(one for one in effects if isinstance(one, Ask))
    return after, (Heard("accepted"), Say(f"{script.id}.needs", {"n": len(settled.missing)}), *asks)


def _leave(c: Connection, talk: LeadTalk, ended: End, now: datetime) -> None:
    """The talk is stopped: kept for another time, or thrown away."""
    chats.set_draft(c, talk.address, talk.account, None, now)
    kept = ended.ending == "stopped"
    if not kept:
        drop_talk(c, talk.interview.id)
    else:
        keep_talk(c, replace(talk, interview=evolve(talk.interview, aside=None)), now)
    effects = (Say(f"{talk.interview.script}.{'kept' if kept else 'thrown'}"),)
    for message in word(effects, talk.interview):
        post(c, talk.address, replace(message, interview=None), now)


def _say_all(
    c: Connection,
    talk: LeadTalk,
    script: Script,
    turned: tuple[Interview, Interview],
    effects: Sequence[Effect],
    said: Said,
    now: datetime,
) -> None:
    """Show on the question what was chosen, and say the rest."""
    before, after = turned
    rest = tuple(_for_lead(script, after, effects, now))
    used: Message | None = None
    if platform_of(talk.address.platform).lasting:
        pressed, receipt = said.kind == "press", _receipt(effects, after)
        rest, used = show_on_question(c, talk.address, before, after, rest, receipt, pressed, now)  # type: ignore[assignment]  # as many as it was given, or none
    for message in word([one for one in rest if not isinstance(one, End)], after):
        post(c, talk.address, message, now, used=used)
        used = None
    question = None if used is None else queues.question_of(c, before.id, before.turn)
    if used is not None and question is not None and question.buttons:  # and nothing comes after it
        queues.enqueue(c, talk.address, Use(replace(used, turn=None), question.row), now)


def _receipt(effects: Sequence[Effect], interview: Interview) -> Receipt:
    heard = next((one for one in effects if isinstance(one, Heard)), None)
    if heard is None:
        return Receipt("accepted", interview=interview.id)
    label = label_of(heard.choice, interview.language) if heard.choice is not None else None
    return Receipt(heard.how, label, interview.id)


def _say(
    c: Connection, address: Address, script: Script, interview: Interview, effects: Sequence[Effect], now: datetime
) -> None:
    for message in word(tuple(_for_lead(script, interview, effects, now)), interview):
        post(c, address, message, now)


def _for_lead(script: Script, interview: Interview, effects: Sequence[Effect], now: datetime) -> Iterator[Effect]:
    """The same, as a lead reads it: with the card where the talk is played back, and in a lead's words."""
    for one in effects:
        if isinstance(one, Say) and one.key in SAID_ANYWAY:
            continue
        if isinstance(one, Say) or (isinstance(one, Ask) and one.key is not None):
            yield replace(one, key=_key_for_lead(str(one.key), interview.language))
        elif isinstance(one, Ask) and one.review:
            settled = settle(script, interview, now)
            home = gettext(interview.language, "kickoff.here") if settled.home_here else None
            notes: tuple[RecapNote, ...] = card(settled.study, interview.language, settled.missing, home)
            slots: dict[str, Slot] = {**one.slots, "card": Recap((), (), notes)}
            yield replace(one, slots=slots)
        else:
            yield one


def _key_for_lead(key: str, language: str) -> str:
    """The text that a lead reads in the place of a respondent's, where there is one."""
    if key.startswith("asked.") and key != "asked.how-long":
        return "for-lead.asked"
    own = f"for-lead.{key}"
    return own if own in load_catalog(language).ids else key


def _refusal(key: str, unfit: Unfit) -> tuple[str, dict[str, Slot]]:
    """What is said of an answer that is no good: what a good one is, or else what is wrong with this one."""
    field = OTHERWISE.get(key, key)
    if unfit.reason in PLAIN and f"new.wrong.{field}" in load_catalog(LANGUAGES[0]).ids:
        return f"new.wrong.{field}", {}
    return "new.not-so", {"why": {one: unfit.told(one) for one in LANGUAGES}}

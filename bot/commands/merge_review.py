"""A lead's eye on what was merged: one proposal at a time, decided with buttons, undone when wanted.

Law: people's own words go to a lead in private only, never to a channel; what is looked at is a draft row, what is
decided an override, re-applied at every compile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import ClassVar

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.proposal import CONTROLS, NAME, offers_of, proposals_of, slots_of, told_by_model
from reisleider.bot.commands.request import Asked, Host
from reisleider.bot.interviews.errands import ask_model_soon
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.codebook.decisions import Decision, Override
from reisleider.flows.effects import Notify
from reisleider.flows.journey import Study
from reisleider.flows.messages import Button, Span, Update
from reisleider.flows.synthesis.merging.proposals import Proposal
from reisleider.flows.synthesis.privacy.redaction import redact
from reisleider.renderers.chat.wording import word_notice
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.own_words import shorten
from reisleider.storage import chats, studies
from reisleider.storage.chats import Draft
from reisleider.storage.codec import Json
from reisleider.storage.overrides import add_override, overrides_of, undo_override
from reisleider.storage.store import Connection
from reisleider.storage.timers import Job, Place, set_timer

KIND = "merge"


@dataclass(frozen=True)
class Merge(Job):
    """Show a lead at ``address`` the next proposal; ``seen``: the words of those that were passed over."""

    kind: ClassVar[str] = KIND
    address: Place
    account: str
    language: str
    seen: tuple[tuple[str, str], ...] = ()


def begin_review(asked: Asked) -> None:
    """Look for the first proposal; it comes in private."""
    ask_model_soon(asked.c, asked.study.id, asked.now)
    _look_later(asked, asked.study.id, [])
    asked.say("merge.looking" if asked.update.private else "merge.in-private")


def _look_later(asked: Asked, study: str, seen: Sequence[Sequence[str]]) -> None:
    passed = tuple((words, other) for words, other in seen)
    set_timer(asked.c, Merge(study, asked.private, asked.update.author, asked.language, passed), asked.now)


def _look_on(asked: Asked, study: str, seen: Sequence[Sequence[str]]) -> None:
    _look_later(asked, study, seen)
    asked.say_wait(study)


def look(c: Connection, job: Merge, now: datetime) -> Callable[[Connection], None]:
    """Find the next proposal; returns what shows it. Reads only, and may take seconds."""
    study = studies.load_study(c, job.subject)
    if study is None:
        return lambda _: None
    found = [one for one in proposals_of(c, job.subject) if (one.words, one.other) not in job.seen]
    decided = bool(overrides_of(c, job.subject))
    model = told_by_model(c, study.id, (found[0].words, found[0].other), job.language) if found else ()
    return lambda writing: _show(writing, job, found, model, now, decided=decided)


def _show(
    c: Connection, job: Merge, found: Sequence[Proposal], model: Sequence[str], now: datetime, *, decided: bool
) -> None:
    address, account, language = job.address, job.account, job.language
    looked: dict[str, object] = {"study": job.subject, "seen": [list(one) for one in job.seen]}
    undo = [Button("m-undo:", gettext(language, "merge.undo"))] if decided else []
    if not found:
        draft = Draft(KIND, looked) if decided else None
        chats.set_draft(c, address, account, draft, now)
        post(c, address, replace(word_notice(Notify("merge.none", {}), language), buttons=tuple(undo)), now)
        return
    one = found[0]
    chats.set_draft(c, address, account, Draft(KIND, {**looked, **asdict(one)}), now)
    message = word_notice(Notify(f"merge.{one.state}", slots_of(one, len(found), language)), language)
    message = replace(message, text=(*message.text, *(Span(f"\n\n{one}") for one in model)))
    buttons = [Button(f"m-{key}:", gettext(language, f"merge.{key}")) for key in offers_of(one)]
    post(c, address, replace(message, buttons=(*buttons, *undo)), now)


# --- what was pressed or typed -------------------------------------------------------------------------


def press_review(asked: Asked, name: str) -> Receipt:
    """A button under a proposal, by what it carries after ``m-``."""
    draft = chats.draft_of(asked.c, asked.private, asked.update.author)
    study = studies.load_study(asked.c, str(draft.data["study"])) if draft is not None and draft.kind == KIND else None
    if draft is None or study is None or not asked.may_lead(study.id):
        asked.say("merge.over")
        return Receipt("stale")
    if name == "undo":
        undone = undo_override(asked.c, study.id, asked.by, asked.now)
        asked.say("merge.undone" if undone is not None else "merge.nothing-to-undo")
        _look_on(asked, study.id, draft.data["seen"])
    elif "words" not in draft.data:
        asked.say("merge.over")
    elif name == "next":
        _look_on(asked, study.id, [*draft.data["seen"], [draft.data["words"], draft.data["other"]]])
    elif name in ASKS:
        ASKS[name](asked, study, draft.data)
    else:
        _press_decision(asked, study, draft.data, name)
    return Receipt("accepted")


def _press_decision(asked: Asked, study: Study, data: Json, name: str) -> None:
    phases = {f"p{place}": phase.id for place, phase in enumerate(study.model.phases)}
    control = next((one for one in CONTROLS if one == name), None)
    if name in ("same", "different", "split"):
        decision: Decision = "same" if name == "same" else "different"
        _decide(asked, study, data, Override(decision, data["words"], data["other"]))
    elif control is not None:
        _decide(asked, study, data, Override("control", data["words"], control=control))
    elif name in phases:
        _decide(asked, study, data, Override("move", data["words"], phase=phases[name]))


def _ask_name(asked: Asked, _: Study, data: Json) -> None:
    chats.set_draft(asked.c, asked.private, asked.update.author, Draft(KIND, {**data, "asks": "name"}), asked.now)
    asked.say("merge.ask-name", {"words": _short(data)})


def _ask_phase(asked: Asked, study: Study, data: Json) -> None:
    phases = enumerate(study.model.phases)
    buttons = [Button(f"m-p{place}:", _in(phase.label, asked.language)) for place, phase in phases]
    asked.say("merge.ask-phase", {"words": _short(data)}, buttons)


def _ask_whose(asked: Asked, _: Study, data: Json) -> None:
    buttons = [Button(f"m-{one}:", gettext(asked.language, f"control.{one}")) for one in CONTROLS]
    asked.say("merge.ask-whose", {"words": _short(data)}, buttons)


ASKS: Mapping[str, Callable[[Asked, Study, Json], None]] = {
    "name": _ask_name,
    "move": _ask_phase,
    "whose": _ask_whose,
}


def _short(data: Json) -> str:
    return shorten(redact(str(data["words"])), NAME)


def take_name(c: Connection, update: Update, host: Host, now: datetime) -> Receipt | None:
    """A typed text where a new name was asked for; None where none was."""
    draft = chats.draft_of(c, update.address, update.author)
    if draft is None or draft.kind != KIND or draft.data.get("asks") != "name":
        return None
    asked = Asked(c, update, host, now)
    study = studies.load_study(c, str(draft.data["study"]))
    name = " ".join(update.said.text.split())
    if study is None or not asked.may_lead(study.id):
        chats.set_draft(c, update.address, update.author, None, now)
        return None
    if not 0 < len(name) <= NAME:
        asked.say("merge.wrong-name", {"most": NAME})
        return Receipt("accepted")
    _decide(asked, study, draft.data, Override("rename", str(draft.data["words"]), texts={asked.language: name}))
    return Receipt("accepted")


def _decide(asked: Asked, study: Study, data: Json, decided: Override) -> None:
    add_override(asked.c, study.id, replace(decided, by=asked.by, at=asked.now))
    asked.say(f"merge.did-{decided.decision}")
    _look_on(asked, study.id, data["seen"])


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()))

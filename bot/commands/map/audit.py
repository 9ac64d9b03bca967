"""An audit of merging: pairs of wordings one by one, judged without knowing what was made of them.

Law: people's own words go to a lead in private only, and to who helps without leading what the minimum group used
alone; a judgement changes no map, unless its lead splits.
"""

from __future__ import annotations

from dataclasses import dataclass

from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.auditing.audit_cards import (
    Auditing,
    Verdict,
    audit_so_far,
    judge_pair,
    split_pair,
    take_judgement_back,
)
from reisleider.bot.auditing.audit_dealing import PAIR_DECK, PRESS, ShowPair, show_pair
from reisleider.bot.auditing.audit_words import tell_audit
from reisleider.bot.commands.answers import ask_colleagues, helped
from reisleider.bot.commands.command import Command, Unclear
from reisleider.bot.commands.request import Asked
from reisleider.bot.commands.spoken import means_word
from reisleider.bot.work import slow
from reisleider.flows.effects import Words
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import studies
from reisleider.storage.timers import set_timer

ACTIONS = ("result", "undo", "share")
VERDICTS: tuple[Verdict, ...] = ("alike", "unlike", "unsure")


@dataclass(frozen=True)
class Audited:
    """What is wanted: "" for pairs to judge, else one of ACTIONS."""

    action: str


def _parse(asked: Asked) -> Audited:
    if not asked.words:
        return Audited("")
    action = next((one for one in ACTIONS if means_word(asked.words[0], f"audit-{one}")), None)
    if action is None:
        raise Unclear("audit.what", words=Words(asked.words[0]))
    return Audited(action)


def _audit(asked: Asked, wanted: Audited) -> None:
    study = asked.study.id
    if wanted.action == "undo":
        undone = take_judgement_back(asked.c, study, asked.by, asked.now)
        asked.say("merge.undone" if undone else "merge.nothing-to-undo")
    elif wanted.action == "share":
        ask_colleagues(asked, "audit", PRESS)
    elif wanted.action == "result":
        told = tell_audit(audit_so_far(asked.c, study), asked.language)
        if not told:
            raise Unclear("audit.nothing-yet")
        asked.say("audit.told", {"told": told})
    else:
        _begin(asked, Auditing(study))


def _begin(asked: Asked, auditing: Auditing) -> None:
    _deal(asked, auditing)
    asked.say("audit.looking" if asked.update.private else "audit.in-private")


def _help(asked: Asked) -> Receipt:
    """A colleague offers to judge, by the button in a channel; who leads the study judges as a lead."""
    study = helped(asked)
    if study is None:
        asked.say("audit.over")
        return Receipt("stale")
    _begin(asked, Auditing(study.id, "lead" if asked.may_lead(study.id) else "colleague"))
    return Receipt("accepted")


def _deal(asked: Asked, auditing: Auditing, did: str = "") -> None:
    """Look for the next pair; nothing lies before them until it comes."""
    PAIR_DECK.put(asked.c, asked.private, asked.update.author, auditing.study, auditing, asked.now)
    job = ShowPair(auditing.study, asked.private, asked.update.author, asked.by, asked.language, auditing, did)
    set_timer(asked.c, job, asked.now)


def _press(asked: Asked, name: str) -> Receipt:
    """A button under a pair, or under what asks for help."""
    if name == "help":
        return _help(asked)
    key, _, fence = name.partition(".")
    auditing = PAIR_DECK.before(asked.c, asked.private, asked.update.author)
    if auditing is None or fence != auditing.fence or not _may_judge(asked, auditing):
        asked.say("audit.over")
        return Receipt("stale")
    after, did = _chosen(asked, auditing, key)
    _deal(asked, after, gettext(asked.language, did) if did else "")
    asked.say_wait(auditing.study)
    return Receipt("accepted")


def _may_judge(asked: Asked, auditing: Auditing) -> bool:
    if auditing.role == "lead":
        return asked.may_lead(auditing.study)
    return studies.load_study(asked.c, auditing.study) is not None


def _chosen(asked: Asked, auditing: Auditing, key: str) -> tuple[Auditing, str]:
    """The sitting after a choice, and which sentence says what was done."""
    verdict = next((one for one in VERDICTS if one == key), None)
    if verdict is not None:
        after = judge_pair(asked.c, auditing, verdict, asked.by, asked.now)
        return after, "audit.was-one" if after.called_two is not None else "audit.kept"
    if key == "split" and auditing.role == "lead":
        split = split_pair(asked.c, auditing, asked.by, asked.now)
        return auditing.once_more(), "merge.did-different" if split else "audit.over"
    if key == "undo":
        undone = take_judgement_back(asked.c, auditing.study, asked.by, asked.now, auditing.role)
        return Auditing(
            auditing.study, auditing.role, auditing.seen
        ), "merge.undone" if undone else "merge.nothing-to-undo"
    return auditing.put_down(passed=True), ""


COMMAND = Command(
    "audit",
    73,
    "lead",
    _parse,
    _audit,
    slow=(slow(ShowPair, show_pair),),
    buttons={PRESS: _press},
    takes="some words",
)

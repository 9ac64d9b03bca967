"""A lead's eye on what was merged, in a terminal: one proposal at a time, the same choices as in a chat.

Law: a choice is a number or words, in either language; what is chosen is kept at once, so that leaving in any way loses
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TextIO

from reisleider.bot.adapters.console import PLATFORM
from reisleider.bot.adapters.console.screen import Glass
from reisleider.bot.clock import now
from reisleider.bot.commands.proposal import CONTROLS, NAME, offers_of, proposals_of, slots_of, told_by_model
from reisleider.bot.terminal.asking import Asking, LeftError, Read
from reisleider.bot.terminal.progress import shown
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.effects import Choice
from reisleider.flows.journey import Study, Texts
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.synthesis.merging.proposals import Proposal
from reisleider.flows.synthesis.privacy.redaction import redact
from reisleider.flows.words.replies import choose, means
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.own_words import shorten
from reisleider.storage.overrides import add_override, overrides_of, undo_override
from reisleider.storage.store import Store

COMMON = {"yes": "same", "no": "apart", "back": "back", "skip": "next"}
"""What common words (replies.toml) choose where it is asked whether two are the same."""


def review_here(store: Store, study: Study, language: str, read: Read, out: TextIO) -> None:
    """Show the proposals one by one and keep what is chosen, until there are none or the person leaves."""
    screen = Glass(out, language)
    try:
        _Review(store, study, Asking(language, read, screen, _meant)).run()
    except LeftError:
        screen.note(gettext(language, "merge.left"), f"reisleider merge {study.id}")


class _Review:
    """One sitting: what was passed over in it, how much was chosen, and what is left to look at where that is known."""

    def __init__(self, store: Store, study: Study, asking: Asking) -> None:
        self.store, self.study, self.language = store, study, asking.language
        self.asking, self.screen = asking, asking.screen
        self.seen: set[tuple[str, str]] = set()
        self.chosen = 0
        self.found: Sequence[Proposal] | None = None

    def run(self) -> None:
        while True:
            left = self._left()
            if left:
                self._look_at(left[0], len(left))
            elif not self.chosen:
                self.asking.say("merge.none")
                return
            else:
                self._close()

    def _left(self) -> Sequence[Proposal]:
        """What was not passed over, the most doubtful first; looked up anew after each choice."""
        if self.found is None:
            with shown(self.language) as progress:
                self.found = self.store.look(lambda c: proposals_of(c, self.study.id, progress))
        return [one for one in self.found if (one.words, one.other) not in self.seen]

    def _look_at(self, one: Proposal, left: int) -> None:
        decided = bool(self.store.look(lambda c: overrides_of(c, self.study.id)))
        pair = (one.words, one.other)
        for line in self.store.look(lambda c: told_by_model(c, self.study.id, pair, self.language)):
            self.screen.note(line)
        keys = (*offers_of(one), *(["undo"] if decided else []), "stop")
        key = self.asking.ask(f"merge.{one.state}", slots_of(one, left, self.language), [_named(key) for key in keys])
        if key in ("same", "split", "different"):
            self._keep(Override("same" if key == "same" else "different", one.words, other=one.other))
        elif key == "next":
            self.seen.add((one.words, one.other))
        elif key == "undo":
            self._undo()
        elif override := {"name": self._rename, "move": self._move, "whose": self._own}[key](one):
            self._keep(override)

    def _close(self) -> None:
        """Nothing is left: the last choice may still be taken back."""
        if self.asking.ask("merge.none", {}, [_named("undo"), _named("stop")]) == "undo":
            self._undo()

    # --- what a choice asks further; None where the person goes back ---------------------------------------

    def _rename(self, one: Proposal) -> Override | None:
        back = _named("back")
        self.asking.say("merge.ask-name", {"words": _short(one)}, [back], numbered=False)
        while True:
            line = self.asking.line()
            name = " ".join(line.split())
            if means(line, "back") or choose(line, [back], numbers=False) is not None:
                return None
            if 0 < len(name) <= NAME:
                return Override("rename", one.words, texts={self.language: name})
            self.asking.say("merge.wrong-name", {"most": NAME})

    def _move(self, one: Proposal) -> Override | None:
        phases = [Choice(phase.id, text=phase.label) for phase in self.study.model.phases]
        picked = self.asking.ask("merge.ask-phase", {"words": _short(one)}, [*phases, _named("back")])
        return None if picked == "back" else Override("move", one.words, phase=picked)

    def _own(self, one: Proposal) -> Override | None:
        owners = [Choice(owner, text=_texts(f"control.{owner}")) for owner in CONTROLS]
        picked = self.asking.ask("merge.ask-whose", {"words": _short(one)}, [*owners, _named("back")])
        owner = next((one for one in CONTROLS if one == picked), None)
        return None if owner is None else Override("control", one.words, control=owner)

    # --- what is kept ------------------------------------------------------------------------------------

    def _keep(self, override: Override) -> None:
        decided = replace(override, by=PLATFORM.name, at=now())
        self.store.do(lambda c: add_override(c, self.study.id, decided))
        self.chosen, self.found = self.chosen + 1, None
        self.asking.say(f"merge.did-{override.decision}")

    def _undo(self) -> None:
        undone = self.store.do(lambda c: undo_override(c, self.study.id, PLATFORM.name, now()))
        self.chosen, self.found = max(0, self.chosen - 1), None
        self.asking.say("merge.undone" if undone is not None else "merge.nothing-to-undo")


def _meant(line: str, choices: Sequence[Choice]) -> str | None:
    """The choice that a common word means here: yes, no, back, skip."""
    ids = [one.id for one in choices]
    word = next((COMMON[name] for name in COMMON if means(line, name)), None)
    fitting = {"apart": ("split", "different"), "back": ("back", "undo")}.get(word or "", (word,))
    return next((id for id in fitting if id in ids), None)


def _named(key: str) -> Choice:
    return Choice(key, text=_texts(f"merge.{key}"))


def _texts(key: str) -> Texts:
    return {language: gettext(language, key) for language in LANGUAGES}


def _short(one: Proposal) -> str:
    return shorten(redact(one.words), NAME)

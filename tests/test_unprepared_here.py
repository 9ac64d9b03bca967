"""A study of a field that nobody prepared, at one terminal, from its labels to its map, as a lead reads it.

What is typed stands after ``$`` and ``>``; whoever tells what is not written out is a remark. ``REISLEIDER_UPDATE=1``
writes the program's lines anew, to be read before they are committed.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from bee_course import COLLEAGUES, LABELS, LEARNERS, MEANT, NAMES, PHASES, STARTER, STUDY, Answering, Learner
from playing import NOW, Stage
from typing_in import type_in

from reisleider.bot.maps.offering import look_here
from reisleider.bot.sorting.sitting import Sitting
from reisleider.bot.terminal.sort_here import sort_here
from reisleider.bot.transcripts.acts import Act
from reisleider.flows.journey import Study
from reisleider.flows.scripts.script import load_script
from reisleider.storage import studies
from reisleider.storage.store import Store

FILE = Path(__file__).parent / "terminals" / "unprepared-nl.txt"
UPDATE = bool(os.environ.get("REISLEIDER_UPDATE"))
CARDS = 12  # as many as three minutes allow
NAMED = ("Bas", "Kim", "Mo")
WRITTEN = {"s0", "c4", "c5"}  # whose talk is written out: a colleague's, one in Dutch, one in English
SEVERAL = re.compile(r"^(?:Horen deze|Wat hoort) bij (.+)\?$", re.MULTILINE)
CHANGES = (  # what differs from day to day and from run to run
    (re.compile(r"\b[0-9a-f]{6}\b"), "3fa9c1"),
    (re.compile(r"\b\d{1,2} [a-z]+ 20\d\d\b"), "1 december 2026"),
)


def test_from_labels_to_a_map_at_one_terminal(tmp_path: Path) -> None:
    shutil.copy(STUDY, tmp_path)
    said = [
        *typed(tmp_path, "study", "new", STUDY.name),
        *typed(tmp_path, "study", "starters", "bees", STARTER),
        *everybody(tmp_path / "reisleider.db"),
        *typed(tmp_path, "map", "bees"),
        *typed(tmp_path, "study", "show", "bees"),
        *sorted_here(tmp_path / "reisleider.db"),
        *typed(tmp_path, "map", "bees"),
        *typed(tmp_path, "study", "show", "bees"),
    ]
    text = "\n".join(said) + "\n"
    for varying, fixed in CHANGES:
        text = varying.sub(fixed, text)
    if UPDATE:
        FILE.write_text(text, encoding="utf-8")

    assert text == FILE.read_text(encoding="utf-8")


def typed(folder: Path, *words: str) -> list[str]:
    """A command and what it printed."""
    return [f"$ reisleider {' '.join(words)}", *type_in(folder, *words).rstrip().split("\n"), ""]


# --- who tells -----------------------------------------------------------------------------------------


def everybody(file: Path) -> Iterator[str]:
    """Three colleagues, then eight learners; labels are looked at after each four."""
    people = [("stakeholder", f"s{at}", NAMED[at], one) for at, one in enumerate(COLLEAGUES)]
    people += [("customer", f"c{at}", f"Cursist {at + 1}", one) for at, one in enumerate(LEARNERS)]
    for at, (script, id, name, who) in enumerate(people):
        lines = told(file, script, id, who)
        if id in WRITTEN:
            yield f"$ reisleider interview {script} --study bees --as {id} --language {who.language}"
            yield from lines
        else:
            yield f"# {name} vertelt ({who.language}): {', '.join(who.steps)}."
        yield ""
        if at in (2, 6):
            with Store.open(f"sqlite:///{file}") as store:
                asyncio.run(look_here(store, "bees", NOW))


def told(file: Path, script: str, id: str, who: Learner) -> list[str]:
    """One interview to its end."""
    stage = Stage(file, study_in(file), load_script(script), who.language, id, reopen=False)
    with stage.store:
        stage.begin()
        lines, one = stage.new_lines(), Answering(who)
        while not stage.interview().ended:
            shown = stage.seat.open
            assert shown is not None
            buttons = {button.label: button.id.rpartition(":")[2] for button in shown.buttons}
            speaks, words = one.answer(shown.plain, list(buttons))
            lines.append(f"> {words}")
            stage.do(Act("say", words) if speaks else Act("press", buttons[words]))
            lines += stage.new_lines()
    return lines


def study_in(file: Path) -> Study:
    with Store.open(f"sqlite:///{file}") as store:
        study = store.do(lambda c: studies.load_study(c, "bees"))
    assert study is not None
    return study


# --- who sorts -----------------------------------------------------------------------------------------


def sorted_here(file: Path) -> list[str]:
    """The lead sorts until it is enough, twelve cards at most."""
    out = io.StringIO()
    lead = Lead(out)
    with Store.open(f"sqlite:///{file}") as store:
        sort_here(store, study_in(file), Sitting("bees"), "console", "nl", lead.types, out)
    return ["$ reisleider sort bees", *re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).rstrip().split("\n"), ""]


class Lead:
    """The lead at a terminal: reads what was shown since she typed, and types what follows from it."""

    def __init__(self, out: io.StringIO) -> None:
        self.out, self.read, self.cards, self.id = out, 0, 0, ""

    def types(self) -> str | None:
        """What she types now; None where she leaves."""
        shown = re.sub(r"\x1b\[[0-9;]*m", "", self.out.getvalue()[self.read :])
        words = self.answer(shown)
        self.out.write("" if words is None else f"> {words}\n")
        self.read = len(self.out.getvalue())
        return words

    def answer(self, shown: str) -> str | None:
        """What she says to what is shown."""
        if "Typ een korte naam" in shown:
            return NAMES[self.id][0]
        if "in het Engels?" in shown:
            return NAMES[self.id][1]
        if "In welke fase" in shown:
            return PHASES[self.id]
        asked = SEVERAL.search(shown)
        if asked is None and "Waar hoort dit bij?" not in shown:
            return None
        if "Nu staat" in shown:
            self.cards += 1
        if self.cards > CARDS or "Dat is genoeg" in shown:
            return None
        return self.card(shown) if asked is None else self.several(asked[1], shown)

    def card(self, shown: str) -> str:
        """The label that the wordings of a card mean; a new one where it is not there."""
        meant = [MEANT[one] for one in re.findall(r"^“([^”]+)”", shown, re.MULTILINE)]
        self.id = max(meant, key=meant.count)
        return next((name for name in sorted(LABELS[self.id]) if f" {name}" in self.choices(shown)), "Nieuw label")

    def several(self, label: str, shown: str) -> str:
        """The first wording that stands where it does not belong, else that this is it."""
        rows: Sequence[tuple[str, str]] = re.findall(r"^([✓–]) “([^”]+)”", shown, re.MULTILINE)
        wrong = next((words for mark, words in rows if (label in LABELS[MEANT[words]]) != (mark == "✓")), None)
        if wrong is not None and any(label in LABELS[MEANT[words]] for _, words in rows):
            return wrong
        return "Geen van deze" if wrong is not None else "1"

    def choices(self, shown: str) -> str:
        """The numbered choices under a card."""
        return shown[shown.rindex("\n1 ") :] if "\n1 " in shown else shown

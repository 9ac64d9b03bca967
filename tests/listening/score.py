"""Scores how replies are read: the share that goes right, is asked back and goes wrong, by question and language.

Law: prints shares and never a reply, so that a yardstick nobody tuned on stays one. ``python tests/listening/score.py
FILE.tsv ...``; without files, all that stand beside it.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from reisleider.flows.effects import Choice
from reisleider.flows.listening import acts
from reisleider.flows.listening.acts import Asked, Heard
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.outcomes import Offer
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import load_script
from reisleider.flows.steps import Step
from reisleider.flows.words.chrome import offer

LABELS = {
    "faces": {"-2", "-1", "0", "1", "2", "forgot", "not-applicable"},
    "when": {"month", "half-year", "year", "older", "forgot"},
    "consent": {"yes", "no"},
    "quotes": {"yes", "no"},
    "outcome": {"done", "partly", "failed", "gave-up", "ongoing", "not-applicable"},
    "expectation": {"worse", "same", "better", "none"},
    "open-question-none": {"none", "words"},
    "list": {"done", "item"},
    "command": set(),
    "question": {"why", "who", "how-long", "robot", "name", "delete", "what-happens", "reward", "other"},
    "nudge": {"go-on"},
    "anywhere": {
        "words",
        "finish",
        "none",
        "language",
        "other",
        "why",
        "who",
        "how-long",
        "robot",
        "name",
        "delete",
        "what-happens",
        "reward",
    },
}
"""What a reply can mean, by the question; anywhere it may be one of NAMES, or ``?``."""
NAMES: Mapping[type, tuple[str, ...]] = {
    acts.Stop: ("stop",),
    acts.Pause: ("pause", "later", "tomorrow", "wait"),
    acts.Back: ("back",),
    acts.Correct: ("back",),
    acts.RefuseToAnswer: ("skip", "refuse"),
    acts.Help: ("help", "?"),
    acts.DontKnow: ("forgot", "dont-know"),
    acts.NoneHere: ("none",),
    acts.Finish: ("done", "finish"),
    acts.GoOn: ("go-on",),
    acts.Greeting: ("greeting", "?"),
    acts.Thanks: ("thanks", "?"),
    acts.QuestionToBot: ("question", "?"),
    acts.Language: (),
}
"""What the files call an act. After those that are also ``?`` the open question is put once more."""
HERE = Path(__file__).parent
TODAY = date(2026, 11, 30)
"""The day the replies were written: "in maart" counts from it."""
STEPS = {
    "faces": "emotion",
    "when": "last-time",
    "consent": "consent",
    "quotes": "quotes",
    "outcome": "outcome",
    "expectation": "expectation",
    "open-question-none": "unanswered",
    "list": "steps",
    "open question": "trigger",
}
ASKED_ANYWHERE = ("command", "question", "anywhere")
"""Said instead of an answer: right only where it is understood at faces and at an open question alike."""
PLACES: Mapping[str, tuple[str, ...]] = {
    "words": ("open question", "list"),
    "none": ("open-question-none", "list"),
    "finish": ("list", "open-question-none"),
    "dont-know": ("open question", "faces"),
    "go-on": ("nudge",),
}
"""Where what is said ``anywhere`` is judged, by its meaning; the other meanings at each of ANYWHERE."""
ANYWHERE = ("open question", "list", "faces")


@dataclass(frozen=True)
class Row:
    """One reply, and what it means: any of these is right; ``?`` where it must be asked back."""

    language: str
    question: str
    reply: str
    meanings: tuple[str, ...]


_ANYWHERE = {"?", "language-nl", "language-en", *(name for names in NAMES.values() for name in names)}


def strange(path: Path) -> set[tuple[str, str]]:
    """Meanings that no verdict can have, with their question: names of meanings, not replies."""
    return {
        (row.question, meaning)
        for row in rows(path)
        for meaning in row.meanings
        if row.question != "need" and meaning not in LABELS.get(row.question, set()) | _ANYWHERE
    }


def rows(path: Path) -> Iterator[Row]:
    """The replies of a file; its language is a column, or the end of its name."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            language = row.get("language") or path.stem.rsplit("_", 1)[-1]
            meanings = tuple(one.strip() for one in row["meaning"].split("/"))
            yield Row(language, row["question"], row["reply"], meanings)


@cache
def _step(id: str) -> Step:
    return load_script("customer").step(id)


def asked(question: str) -> Asked:
    """What stands open at this question, in a chat: no numbers shown."""
    if question == "nudge":
        return Asked("go-on", choices=offer("go-on", "tomorrow", "stop-here"), today=TODAY)
    step = _step(STEPS[question])
    return type_of(step.kind).asked(step, Offer(listed=2, today=TODAY))


def judged(row: Row) -> str:
    """Right, asked back or wrong."""
    verdicts = {verdict(row, read_reply(row.reply, asked(at)), at) for at in places(row)}
    return next(one for one in ("wrong", "asked back", "right") if one in verdicts)


def places(row: Row) -> tuple[str, ...]:
    """The questions at which the reply is judged."""
    if row.question == "anywhere":
        return PLACES.get(row.meanings[0], ANYWHERE)
    return ("faces", "open question") if row.question in ASKED_ANYWHERE else (row.question,)


def verdict(row: Row, heard: Heard, at: str) -> str:
    """Whether it is right that this was heard of the reply at that place."""
    meant = _meanings(heard, row.question)
    if row.question == "anywhere":
        meant = (*meant, *_anywhere(heard, at))
    if set(meant) & set(row.meanings):
        return "right"
    return "asked back" if "?" in meant else "wrong"


def _meanings(heard: Heard, question: str) -> tuple[str, ...]:
    """The meaning that was understood, as the files name it; ``?`` where it is asked back."""
    act = heard.act
    if act is None or not heard.sure:
        return ("?",)
    if isinstance(act, acts.Answer):
        return (_answer(act, question),)
    if isinstance(act, acts.Language):
        return (f"language-{act.code}",)
    if isinstance(act, acts.QuestionToBot) and question in ASKED_ANYWHERE:
        return (act.topic, "?") if question != "command" else ("?",)
    if isinstance(act, acts.DontKnow) and question == "open-question-none":
        return (*NAMES[acts.DontKnow], "none")  # an open question that may have no answer has none then
    return NAMES[type(act)]


def _anywhere(heard: Heard, at: str) -> tuple[str, ...]:
    """What else was understood: what is put into a list, or ends it, and a language by itself."""
    act = heard.act
    if not heard.sure:
        return ()
    if isinstance(act, acts.Language):
        return ("language",)
    if isinstance(act, acts.Answer):
        return {None: ("words",), "forgot": ("dont-know",), "done": _NO_MORE, "none": _NO_MORE}.get(act.choice, ())
    if isinstance(act, acts.QuestionToBot):
        return (act.topic,)
    if isinstance(act, acts.Finish | acts.NoneHere | acts.DontKnow) and at in ("list", "open-question-none"):
        return _NO_MORE
    return ()


_NO_MORE = ("none", "finish")
"""To a list, and to a question that may have no answer, "niks meer" and "dat was het" do the same."""


def _answer(answer: acts.Answer, question: str) -> str:
    if answer.choice is None:
        return "item" if question == "list" else "words"
    if question == "faces":
        return _face(answer.choice)
    return answer.choice


def _face(id: str) -> str:
    choice: Choice = next(one for one in (*_step("emotion").shown, *_step("emotion").hidden) if one.id == id)
    return id if choice.face is None else str(choice.face)


def gravely(row: Row) -> bool:
    """Whether a wrong reading breaks the law: a sign that is the other one, or a yes or no that was not given."""
    if row.question not in ("consent", "quotes", "faces"):
        return False
    meant = set(_meanings(read_reply(row.reply, asked(row.question)), row.question))
    if row.question != "faces":
        return bool(meant & {"yes", "no"})
    if not meant <= LABELS["faces"] - {"forgot", "not-applicable"}:
        return False
    signs = {_sign(one) for one in row.meanings if one.lstrip("-").isdigit()}
    return not signs or _sign(min(meant)) not in signs


def _sign(score: str) -> int:
    return (int(score) > 0) - (int(score) < 0)


def score(path: Path) -> dict[tuple[str, str], Counter[str]]:
    """How often each verdict fell, by language and question."""
    told: dict[tuple[str, str], Counter[str]] = {}
    for row in rows(path):
        if row.question != "need":  # told apart by itself, beside any question
            counts = told.setdefault((row.language, row.question), Counter())
            counts[verdict := judged(row)] += 1
            if verdict == "wrong" and gravely(row):
                counts["against the law"] += 1
    return told


def line(name: str, counts: Counter[str]) -> str:
    """One line of the report: shares in whole percents."""
    total = counts["right"] + counts["asked back"] + counts["wrong"]
    shares = "  ".join(
        f"{verdict} {100 * counts[verdict] / total:5.1f} %" for verdict in ("right", "asked back", "wrong")
    )
    broken = counts["against the law"]
    return f"{name:28} n {total:4}  {shares}" + (f"  sign or consent wrong {broken}" if broken else "")


def main() -> None:
    """Print the shares of the files given."""
    for path in map(Path, sys.argv[1:] or sorted(map(str, HERE.glob("[bh]*.tsv")))):
        if unknown := strange(path):
            raise SystemExit(f"{path.name}: meanings without a place in LABELS: {sorted(unknown)}.")
        told = score(path)
        for (language, question), counts in told.items():
            print(line(f"{language} {question}", counts))
        print(line(path.stem, sum(told.values(), Counter())), end="\n\n")


if __name__ == "__main__":
    main()

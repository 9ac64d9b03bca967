"""A question type is one file: a date, with a shape of its own, asked, undone, changed, corrected, folded and faded."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conftest import House

DATE = Path(__file__).parent / "added" / "date.py"
SCRIPT = """
id = "moving"
track = "customer"
title = { nl = "Verhuizen", en = "Moving" }

[[block]]
id = "all"
title = { nl = "Alles", en = "Everything" }

[[step]]
id = "consent"
block = "all"
kind = "choice"
saves = "consent"
required = true
nl = "Wil je meedoen?"
en = "Will you take part?"
options = [{ id = "yes", nl = "Ja", en = "Yes" }, { id = "no", nl = "Nee", en = "No", ends = "decline" }]

[[step]]
id = "moved"
block = "all"
kind = "date"
saves = "trigger"
nl = "Op welke dag verhuisde je?"
en = "Which day did you move?"
options = [{ id = "forgot", nl = "Weet ik niet meer", en = "I don't remember" }]

[[step]]
id = "wish"
block = "all"
kind = "text"
saves = "wish"
when = { moved = { answered = true } }
nl = "Wat had beter gekund?"
en = "What could have been better?"

[[step]]
id = "review"
block = "all"
kind = "review"
saves = "validated"
nl = "Zo heb ik je begrepen: {journey} Klopt dat?"
en = "This is how I understood you: {journey} Is that right?"
options = [
  { id = "right", nl = "Ja", en = "Yes" },
  { id = "change", nl = "Iets aanpassen", en = "Change something" },
  { id = "leave-out", nl = "Iets weglaten", en = "Leave something out" },
]
"""
PLAY = """
import json, sys
from dataclasses import asdict
from talking import Talk
from reisleider.bot.demo.show import load_demo_study
from reisleider.flows.dialogue.story.story import read
from reisleider.flows.messages import Said
from reisleider.flows.outcomes import Offer
from reisleider.flows.questions import KINDS
from reisleider.flows.scripts.read import read_outline
from reisleider.flows.scripts.script import read_script
from reisleider.flows.synthesis.fold import fold
from reisleider.flows.synthesis.privacy.fade import without_words

script = read_script(sys.stdin.read(), "moving.toml")
talk = Talk(script, load_demo_study())
lines, values = [], []
for act, words in json.loads(sys.argv[1]):
    if act == "says":
        talk.says(words)
    elif act == "presses":
        talk.presses(words)
    elif act == "presses-first":
        talk.presses(words, turn=1)
    else:
        talk.edits(int(act), words)
    lines.append(talk.words)
    values.append(read(script, talk.interview).value("moved"))
journey = fold(script, talk.interview)
bare = without_words(script, talk.interview, {})
print(json.dumps({
    "lines": lines,
    "values": values,
    "state": talk.interview.state,
    "remarks": [asdict(one) for one in journey.remarks],
    "bare": [[line.step, line.kind, line.value] for line in bare.log],
}))
"""


def played(house: House, *acts: tuple[str, str]) -> dict[str, Any]:
    house.add("flows/questions/date.py", DATE.read_text(encoding="utf-8"))
    return dict(json.loads(house.run(PLAY, json.dumps(acts), typed=SCRIPT)))


def test_a_date_is_asked_undone_and_told_back(house: House) -> None:
    told = played(
        house,
        ("says", "ja"),
        ("says", "ergens in mei"),
        ("says", "31 februari 2026"),
        ("says", "3 mei 2026"),
        ("says", "terug"),
        ("says", "May 4, 2026"),
    )

    assert told["values"] == [None, None, None, *[{"date": "2026-05-03"}] * 2, {"date": "2026-05-04"}]
    assert "3-5-2026" in told["lines"][4]
    assert "Op welke dag verhuisde je?" in told["lines"][4]
    assert "Wat had beter gekund?" in told["lines"][5]


def test_a_date_is_changed_in_the_review_and_by_editing_its_message(house: House) -> None:
    told = played(
        house,
        ("says", "ja"),
        ("says", "2026-05-03"),
        ("says", "sneller antwoord"),
        ("presses", "change"),
        ("presses", "moved"),
        ("says", "5-5-2026"),
        ("4", "gisteren of zo"),
        ("4", "6 mei 2026"),
        ("says", "ja"),
    )

    review, _, asked, changed, useless, corrected = told["lines"][2:8]
    assert "3-5-2026" in review
    assert asked == "Op welke dag verhuisde je?"
    assert "5-5-2026" in changed
    assert useless == ""
    assert "6-5-2026" in corrected
    assert told["values"][5:8] == [{"date": "2026-05-05"}, {"date": "2026-05-05"}, {"date": "2026-05-06"}]
    assert told["state"] == "completed"
    assert told["remarks"][0] == {
        "kind": "trigger",
        "words": "6-5-2026",
        "touchpoint": None,
        "forwarded": False,
    }


def test_an_old_button_beside_a_date_asks_before_it_changes_anything(house: House) -> None:
    told = played(
        house,
        ("says", "ja"),
        ("presses", "forgot"),
        ("presses-first", "forgot"),
        ("says", "terug"),
        ("says", "3 mei 2026"),
        ("presses-first", "forgot"),
        ("presses", "change"),
    )

    assert told["values"] == [None, *[{"option": "forgot"}] * 3, *[{"date": "2026-05-03"}] * 3]
    assert told["lines"][2] == ""  # it was that already
    assert "Weet ik niet meer" in told["lines"][3]
    assert "Op welke dag verhuisde je?" in told["lines"][6]


def test_a_date_stays_when_people_s_words_are_removed(house: House) -> None:
    told = played(house, ("says", "ja"), ("says", "3 mei 2026"), ("says", "sneller antwoord"), ("says", "ja"))

    assert told["bare"] == [
        ["consent", "answer", "yes"],
        ["moved", "answer", {"date": "2026-05-03"}],
        ["wish", "skipped", None],
        ["review", "answer", "right"],
    ]


def test_what_is_asked_of_every_type_holds_for_the_new_one(house: House) -> None:
    house.add("flows/questions/date.py", DATE.read_text(encoding="utf-8"))
    questions = str(Path(__file__).parents[1] / "test_questions.py")

    printed = house.run(
        "import sys, pytest\nsys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '-k', 'date', sys.argv[1]]))",
        questions,
    )

    assert re.search(r"^\d+ passed", printed, re.MULTILINE) is not None  # none selected would be a fault of its own

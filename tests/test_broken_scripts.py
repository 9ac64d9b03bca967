"""Every fault a script can have is one sentence naming file and step; each has a broken file here."""

from __future__ import annotations

import pytest

from reisleider.flows.faults import ScriptFault
from reisleider.flows.scripts.script import load_script, read_script, script_names
from reisleider.flows.steps import Condition

HEAD = 'id = "x"\ntrack = "customer"\ntitle = { nl = "X", en = "X" }\n'
BLOCK = '[[block]]\nid = "b"\ntitle = { nl = "B", en = "B" }\n'
OPTIONS = 'options = [{ id = "yes", nl = "Ja", en = "Yes" }, { id = "no", nl = "Nee", en = "No" }]\n'
CHOICE = (
    '[[step]]\nid = "a"\nblock = "b"\nkind = "choice"\nsaves = "quotes"\nnl = "Mag het?"\nen = "May we?"\n' + OPTIONS
)
LIST = (
    '[[step]]\nid = "steps"\nblock = "b"\nkind = "list"\nsaves = "touchpoint"\nnl = "Eerst?"\nen = "First?"\n'
    'options = [{ id = "done", nl = "Klaar", en = "Done", done = true }]\n'
)
REVIEW = (
    '[[step]]\nid = "review"\nblock = "b"\nkind = "review"\nsaves = "validated"\n'
    'nl = "Klopt?"\nen = "Right?"\noptions = ['
    '{ id = "right", nl = "Ja", en = "Yes" }, { id = "change", nl = "Anders", en = "Change" }, '
    '{ id = "leave-out", nl = "Weg", en = "Leave out" }]\n'
)
GOOD = HEAD + BLOCK + CHOICE + LIST + REVIEW


def with_step(more: str, kind: str = "text", saves: str = "goal") -> str:
    step = f'[[step]]\nid = "new"\nblock = "b"\nkind = "{kind}"\nsaves = "{saves}"\nnl = "Wat?"\nen = "What?"\n{more}\n'
    return HEAD + BLOCK + CHOICE + LIST + step + REVIEW


BROKEN = {
    "beyond-no-number": (GOOD.replace(HEAD, HEAD + 'beyond = "ten"\n'), "x.toml: beyond is a whole number of replies."),
    "own-consent": (
        GOOD.replace('en = "No" }', 'en = "No", own = true }', 1),
        "x.toml: a: words of one's own are never guessed here; take own from option no.",
    ),
    "own-face": (
        with_step(
            'options = [{ id = "f1", nl = "1", en = "1", face = -2 }, { id = "f2", nl = "2", en = "2", face = -1 }, '
            '{ id = "f3", nl = "3", en = "3", face = 0 }, { id = "f4", nl = "4", en = "4", face = 1 }, '
            '{ id = "f5", nl = "5", en = "5", face = 2 }, { id = "x", nl = "X", en = "X", own = true }]',
            "faces",
            "end-emotion",
        ),
        "x.toml: new: words of one's own are never guessed here; take own from option x.",
    ),
    "two-own": (
        with_step(
            'options = [{ id = "x", nl = "X", en = "X", own = true }, { id = "y", nl = "Y", en = "Y", own = true }]',
            "choice",
            "intent",
        ),
        "x.toml: new: only one option can be meant by words that fit none; take own from the others.",
    ),
    "own-that-ends": (
        with_step(
            'options = [{ id = "x", nl = "X", en = "X" }, { id = "y", nl = "Y", en = "Y", own = true, later = 1 }]',
            "choice",
            "intent",
        ),
        "x.toml: new: option y does more than answer; take its own away.",
    ),
    "not-toml": ("id = ", "x.toml: not valid TOML"),
    "untitled-first-part": (
        GOOD.replace('title = { nl = "B", en = "B" }\n', "", 1),
        "x.toml: block b: give the first block a title, the name of the first part.",
    ),
    "no-title": (GOOD.replace('title = { nl = "X", en = "X" }\n', "", 1), "x.toml: add the key title."),
    "unknown-key": (with_step("optinal = true"), "x.toml: new: unknown key optinal; did you mean optional?"),
    "untranslated": (GOOD.replace('en = "May we?"\n', ""), "x.toml: a: the text in en is missing."),
    "no-steps": (HEAD + BLOCK, "x.toml: add at least one [[step]]."),
    "twice": (HEAD + BLOCK + CHOICE + CHOICE + LIST + REVIEW, "x.toml: a: this id is used twice"),
    "item-like-id": (GOOD.replace('id = "a"', 'id = "i1"'), "x.toml: i1: a step id is at most"),
    "no-block": (GOOD.replace('block = "b"', 'block = "c"', 1), "x.toml: a: no block c; add [[block]]"),
    "empty-block": (
        GOOD.replace(CHOICE, '[[block]]\nid = "z"\ntitle = { nl = "Z", en = "Z" }\n' + CHOICE),
        "x.toml: block z",
    ),
    "no-loop": (with_step('loop = "l"'), "x.toml: new: no loop l; add [[loop]]"),
    "unused-loop": (GOOD.replace(BLOCK, BLOCK + '[[loop]]\nid = "l"\n'), "x.toml: loop l: no step is in this loop"),
    "loop-each": (
        GOOD.replace(BLOCK, BLOCK + '[[loop]]\nid = "l"\neach = "moon"\n'),
        "each is touchpoint or fact, not moon",
    ),
    "loop-order": (
        with_step('loop = "l"').replace(BLOCK, BLOCK + '[[loop]]\nid = "l"\norder = "sideways"\n'),
        "x.toml: loop l: no order sideways",
    ),
    "loop-limit": (
        with_step('loop = "l"').replace(BLOCK, BLOCK + '[[loop]]\nid = "l"\nlimit = 0\n'),
        "x.toml: loop l: limit is a whole number",
    ),
    "when-unknown": (with_step("when = { fel = [1] }"), "x.toml: new: no step fel."),
    "when-later": (with_step("when = { review = { answered = true } }"), "x.toml: new: review is asked later"),
    "when-never": (with_step('when = { a = ["maybe"] }'), "x.toml: new: a can never be answered with maybe."),
    "when-shape": (with_step("when = { a = { sometimes = true } }"), "x.toml: new: the condition on a must be"),
    "saves": (with_step("", saves="moon"), "x.toml: new: saves names no domain record: moon."),
    "source": (with_step('source = "moon"', kind="choice"), "x.toml: new: no source moon"),
    "probe": (with_step('probe = "clarifying"'), "x.toml: new: no probe clarifying; add [probe.clarifying]."),
    "adds": (
        with_step('adds = "a"\n' + OPTIONS, kind="list", saves="touchpoint"),
        "x.toml: new: adds names no earlier list",
    ),
    "slot": (
        GOOD.replace('nl = "Mag het?"', 'nl = "Mag {moon}?"').replace('"May we?"', '"May {moon}?"'),
        "no slot {moon}",
    ),
    "slots-differ": (
        GOOD.replace('nl = "Mag het?"', 'nl = "Mag {lead}?"'),
        "x.toml: a: the languages do not use the same",
    ),
    "slot-outside-loop": (
        GOOD.replace('nl = "Mag het?"', 'nl = "Mag {i}?"').replace('"May we?"', '"May {i}?"'),
        "x.toml: a: {i} only stands in a loop.",
    ),
    "long-label": (
        GOOD.replace('nl = "Ja", en = "Yes" }, { id = "no"', f'nl = "{"J" * 80}", en = "Yes" }}, {{ id = "no"'),
        "longer than 75",
    ),
    "option-twice": (GOOD.replace('id = "no"', 'id = "yes"'), "x.toml: a: option yes stands there twice."),
    "no-review": (HEAD + BLOCK + CHOICE + LIST, "x.toml: steps: the last step, and only the last, must have kind"),
    "faces": (with_step(OPTIONS, kind="faces", saves="emotion"), "x.toml: new: give it the five faces in order"),
    "scale": (with_step("min = 5\nmax = 1", kind="scale", saves="impact"), "x.toml: new: max must lie above min"),
    "bucket": (with_step(OPTIONS, kind="bucket", saves="recency"), "x.toml: new: give its options days"),
    "step-picker": (
        with_step("", kind="step", saves="remembered"),
        'x.toml: new: a step picker needs source = "touchpoint".',
    ),
    "one-option": (with_step("", kind="choice"), "x.toml: new: give it at least two options, or a source."),
    "list-unclosed": (
        with_step("", kind="list", saves="touchpoint"),
        "x.toml: new: a list needs an option with done = true",
    ),
    "no-least": (
        with_step('source = "touchpoint"', kind="most-least", saves="importance"),
        "x.toml: new: give it least = { nl, en }",
    ),
}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_script_is_refused_with_a_sentence_naming_file_and_step(name: str) -> None:
    source, sentence = BROKEN[name]

    with pytest.raises(ScriptFault) as caught:
        read_script(source, "x.toml")

    assert any(sentence in fault for fault in caught.value.faults), caught.value.faults


def test_the_whole_ones_load() -> None:
    assert read_script(GOOD, "x.toml").id == "x"
    assert {load_script(name).id for name in script_names()} == {"customer", "stakeholder"}


def test_an_unknown_script_names_the_ones_there_are() -> None:
    with pytest.raises(ScriptFault, match=r"There is no script nosuch; choose one of customer, stakeholder\."):
        load_script("nosuch")


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ('{ min = "two" }', "min must be a number."),
        ("{ max = true }", "max must be a number."),
        ('{ answered = "yes" }', "answered must be true or false."),
        ("{ has = 3 }", "has must be the id of an option."),
        ("{ more = 3 }", "must be a list of values or one of min, max, answered, words, item, has."),
    ],
)
def test_a_condition_of_the_wrong_shape_is_one_sentence(condition: str, said: str) -> None:
    with pytest.raises(ScriptFault) as fault:
        read_script(with_step(f"when = {{ a = {condition} }}"), "x.toml")

    assert str(fault.value).startswith("x.toml: new: the condition on a")
    assert said in str(fault.value)


@pytest.mark.parametrize(
    ("condition", "holds", "fails"),
    [
        (Condition(among=("a", -2)), ["a", -2], ["b", None, 2]),
        (Condition(min=1, max=3), [1, 3], [0, 4, "2", None]),
        (Condition(answered=True), ["a", 0], [None]),
        (Condition(answered=False), [None], ["a", 0]),
        (Condition(words=True), ["een zin"], [3, {"option": "none"}, None]),
        (Condition(words=False), [3, {"option": "none"}], ["een zin", None]),
        (Condition(item=True), ["i1", "i12"], ["nothing", "in", None]),
        (Condition(item=False), ["nothing"], ["i1", None]),
        (Condition(has="b"), [["a", "b"]], [["a"], "b", None]),
    ],
)
def test_a_condition_holds_for_these_answers_alone(
    condition: Condition, holds: list[object], fails: list[object]
) -> None:
    assert [value for value in (*holds, *fails) if condition.holds(value)] == holds

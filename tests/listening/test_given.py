"""Leave and deletion in a whole talk: neither is ever given by a reply that denies, doubts or was not sure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from denials import WORDS, is_listed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playing import NOW, Stage
from talking import Talk

from reisleider.bot.commands.request import Host
from reisleider.bot.intake.route import converse
from reisleider.bot.transcripts.acts import Act
from reisleider.flows.effects import End, Erase
from reisleider.flows.journey import Study
from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.messages import Said, Update
from reisleider.flows.scripts.script import load_script
from reisleider.flows.words.chrome import CHROME
from reisleider.flows.words.replies import labels, means, plain
from reisleider.storage import interviews
from reisleider.storage.store import Connection

ASKED = [("customer", "consent"), ("stakeholder", "consent"), ("customer", "quotes"), ("customer", "recontact")]
SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
REPLIES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
DENIALS = st.tuples(
    st.lists(st.sampled_from(WORDS), max_size=4),
    st.sampled_from(sorted(kinds("negations"))),
    st.lists(st.sampled_from(WORDS), max_size=4),
).map(lambda parts: " ".join((*parts[0], parts[1], *parts[2])))
LABELS = st.sampled_from(["Ja, wis alles", "Yes, erase everything", "forget-me", "ja", "yes", "wis alles", "ok"])


class UndoError(Exception):
    """Ends an example, so that the next starts where this one did."""


def asked_for(study: Study, script: str, step: str) -> Talk:
    talk = Talk(load_script(script), study)
    talk.interview = replace(talk.interview, state=step)
    return talk


def gave(talk: Talk, step: str) -> bool:
    return any(line.step == step and line.kind == "answer" and line.value == "yes" for line in talk.interview.log)


@pytest.mark.parametrize(("script", "step"), ASKED)
@SOME
@given(reply=DENIALS)
def test_no_reply_that_denies_gives_leave(study: Study, script: str, step: str, reply: str) -> None:
    if gave(asked_for(study, script, step).says(reply), step):
        assert is_listed(reply)


@pytest.mark.parametrize(("script", "step"), ASKED)
@SOME
@given(reply=REPLIES)
def test_what_was_asked_back_gives_leave_only_once_it_is_agreed_to(
    study: Study, script: str, step: str, reply: str
) -> None:
    talk = asked_for(study, script, step).says(reply)
    if talk.interview.ended or talk.interview.aside is None or talk.interview.aside.kind != "meant":
        return

    assert not gave(talk, step)
    assert not gave(talk.says("nee"), step)


@SOME
@given(reply=REPLIES | DENIALS)
def test_only_plain_words_throw_away_what_was_told_and_only_a_yes_keeps_it(study: Study, reply: str) -> None:
    talk = Talk(load_script("customer"), study).says("ja", "stop")
    assert talk.choices == ["keep", "throw-away", "continue"]
    talk.says(reply)

    if any(isinstance(one, Erase) for one in talk.effects):
        assert means(reply, "no") or any(label.startswith(plain(reply)) for label in labels(CHROME["throw-away"]))
    elif any(isinstance(one, End) for one in talk.effects):
        words = set(plain(reply).split())
        agreed = words & kinds("yes") and not words & (kinds("noes") | kinds("negations"))
        assert agreed or means(reply, "yes") or any(label.startswith(plain(reply)) for label in labels(CHROME["keep"]))


@settings(SOME, max_examples=60)
@given(reply=REPLIES | DENIALS | LABELS)
def test_nothing_typed_after_forget_erases_anything(stage: Stage, reply: str) -> None:
    """Forgetting is asked once more, and only its button does it."""
    hear = converse(Host())

    def example(c: Connection) -> None:
        told = interviews.load_interview(c, stage.id)
        for number, said in enumerate((Said("command", "forget"), Said("text", reply, ref="m99"))):
            hear(c, Update(f"typed:{number}", stage.address, stage.id, said, NOW), NOW)
        after = interviews.load_interview(c, stage.id)
        assert told is not None
        assert after is not None
        assert after.log[: len(told.log)] == told.log
        raise UndoError

    with pytest.raises(UndoError):
        stage.store.do(example)


def test_the_button_after_forget_erases(stage: Stage) -> None:
    hear = converse(Host())

    def ask(c: Connection) -> None:
        hear(c, Update("pressed:0", stage.address, stage.id, Said("command", "forget"), NOW), NOW)

    def press(c: Connection) -> int:
        _, sure = stage.room.seen[-1]
        carried = next(button.id for button in sure.buttons if button.id.startswith("forget-me"))
        hear(c, Update("pressed:1", stage.address, stage.id, Said("press", choice=carried), NOW), NOW)
        found = interviews.load_interview(c, stage.id)
        return 0 if found is None else len(found.log)

    stage.store.do(ask)
    stage.deliver()
    assert stage.store.do(press) == 0


@pytest.fixture(name="stage")
def _stage(study: Study, tmp_path: Path) -> Stage:
    """Somebody in the middle of an interview, in a chat."""
    stage = Stage(tmp_path / "given.db", study, load_script("customer"), "nl", "somebody", reopen=False)
    stage.begin()
    for words in ("ja", "2", "1", "we moesten onze vrije dagen doorgeven aan het werk"):
        stage.do(Act("say", words))
    assert len(stage.interview().log) >= 3
    return stage

"""People who say anything at all: no reply breaks the dialogue, none leaves it without a question or an ending."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from playing import everything
from talking import NOW, Talk, open_question, through_json

from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.interviews.givens import givens_for
from reisleider.flows.dialogue import engine
from reisleider.flows.dialogue.story.story import read
from reisleider.flows.effects import Ask, Effect
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import Script, load_script, script_names
from reisleider.renderers.chat.wording import word

WORDS = (
    "zoeken op internet", "online geboekt", "gebeld", "ok", "1", "2", "9", "1 en 3", "klaar", "nee", "ja", "🙂", ":(",
    "terug", "overslaan", "wijzigen", "stop", "help", "english", "nederlands", "verder", "pauze", "toch niets", "?",
    "het duurde lang en niemand wist hoe het verder moest", "{{ 7*7 }}", "<b>", "\u202e", "", "a\x00b", "4,5 sterren",
    "weet ik niet meer", "drie weken", "x" * 3000, "1. zoeken\n2. boeken", "😀", "(photo)", "'; DROP TABLE answers; --",
)  # fmt: skip


def said_by(chance: random.Random, asked: Ask | None, turn: int) -> Said:
    """Anything somebody might do now, mostly sensible."""
    die = chance.random()
    if asked is not None and asked.choices and die < 0.55:
        return Said("press", choice=chance.choice(asked.choices).id, turn=asked.turn)
    if die < 0.62:
        return Said("press", choice=chance.choice(("f1", "done", "keep", "i1", "nosuch")), turn=chance.randint(0, turn))
    if die < 0.66:
        return Said("file", file=(chance.choice(("photo", "sticker")), "F"), ref="f")
    if die < 0.70:
        return Said("edit", text=chance.choice(WORDS), ref=f"m{chance.randint(1, turn + 1)}")
    return Said("text", text=chance.choice(WORDS), ref=f"m{turn}")


def check_stands(script: Script, interview: Interview, effects: tuple[Effect, ...]) -> None:
    """A state is an ending, or a step that can be asked again."""
    if interview.ended:
        return
    again = engine.ask_again(script, interview)
    assert open_question(again) is not None
    assert all(message.plain.strip() for message in word(again, interview))
    assert all(message.plain.strip() for message in word(effects, interview))


def walk(name: str, seed: int) -> None:
    script = load_script(name)
    study = everything(load_demo_study())
    study = replace(study, created_at=NOW)
    chance = random.Random(seed)
    id = f"random-{seed}"
    givens = givens_for(study, script, id)
    language = chance.choice(("nl", "en"))
    interview, effects = engine.begin(
        script, id=id, study=study.id, participant="p", language=language, givens=givens, now=NOW
    )
    for _ in range(chance.randint(5, 60)):
        asked = open_question(effects) or open_question(engine.ask_again(script, interview))
        said = said_by(chance, asked, interview.turn)
        back = through_json(interview)
        assert back == interview
        after, effects = engine.turn(script, back, said, NOW)
        assert len(after.log) >= len(interview.log)
        assert after.log[: len(interview.log)] == interview.log
        check_stands(script, after, effects)
        interview = after
        if interview.ended:
            return


@pytest.mark.parametrize("name", script_names())
@pytest.mark.parametrize("start", range(0, 60, 20))
def test_random_people_never_break_the_dialogue(name: str, start: int) -> None:
    for seed in range(start, start + 20):
        walk(name, seed)


@pytest.mark.long
@pytest.mark.parametrize("name", script_names())
@pytest.mark.parametrize("start", range(1000, 11_000, 500))
def test_ten_thousand_random_people_never_break_the_dialogue(name: str, start: int) -> None:
    for seed in range(start, start + 500):
        walk(name, seed)


class Dialogue(RuleBasedStateMachine):
    """The dialogue under any order of deeds: undo undoes, saving changes nothing, the log only grows."""

    talk: Talk

    @initialize(name=st.sampled_from(script_names()), language=st.sampled_from(("nl", "en")))
    def begins(self, name: str, language: str) -> None:
        self.talk = Talk(load_script(name), replace(everything(load_demo_study()), created_at=NOW), language=language)

    def _open(self) -> Ask | None:
        return open_question(engine.ask_again(self.talk.script, self.talk.interview))

    @rule(pick=st.integers(0, 30))
    def presses_a_button(self, pick: int) -> None:
        asked = self._open()
        if asked is not None and asked.choices:
            self.talk.presses(asked.choices[pick % len(asked.choices)].id)

    @rule(words=st.sampled_from(WORDS))
    def says(self, words: str) -> None:
        self.talk.says(words)

    @rule(words=st.text(max_size=40))
    def says_anything(self, words: str) -> None:
        self.talk.says(words)

    @rule()
    def answers_and_thinks_again(self) -> None:
        before = self.talk.interview
        asked = self._open()
        if before.ended or before.aside is not None or asked is None or before.state == "review":
            return
        step = self.talk.script.step(before.state)
        if step.kind in ("list", "several", "most-least") or before.draft is not None or not asked.choices:
            return
        if any(option.ends or option.later for option in step.options):
            return
        self.talk.presses(asked.choices[0].id)
        if self.talk.interview.aside is None and self.talk.interview.state != before.state:
            story = read(self.talk.script, self.talk.interview)
            self.talk.says("back")
            if story.applies(step, before.item):
                assert self.talk.place == (before.state, before.item)

    @invariant()
    def something_is_asked_or_it_is_over(self) -> None:
        if hasattr(self, "talk"):
            check_stands(self.talk.script, self.talk.interview, self.talk.effects)

    @invariant()
    def saving_and_reading_back_changes_nothing(self) -> None:
        if hasattr(self, "talk"):
            assert through_json(self.talk.interview) == self.talk.interview


Dialogue.TestCase.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
TestDialogue = Dialogue.TestCase

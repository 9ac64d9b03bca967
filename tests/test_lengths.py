"""How long an interview is for people who tap and for people who answer in a word; ``-rP`` prints what was measured."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import pytest
from talking import NOW, Talk

from reisleider.bot.interviews.givens import Before, givens_for
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import REPLIES, Interview, Study
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import load_script
from reisleider.flows.starters.start_lists import labels_for, load_starter
from reisleider.flows.synthesis.fold import fold

STORIES = {  # six steps as people say them: with and without a channel, with and without a phase
    "nl": (
        ("op internet gezocht", "gebeld voor advies", "offerte per mail gekregen", "besteld op de website",
         "twee weken gewacht", "monteur aan de deur"),
        ("de wasmachine ging kapot", "monteur gebeld", "hele dag thuis gezeten", "niemand kwam",
         "nog een keer gebeld", "geld teruggevraagd"),
        ("huisarts verwees ons door", "brief met de afspraak", "eerste afspraak werd verzet",
         "in de wachtkamer gezeten", "gesprek met de arts", "uitslag gehoord"),
    ),
    "en": (
        ("searched online", "read some reviews", "asked a friend", "ordered it", "waited for the parcel",
         "sent it back"),
        ("saw an advert", "tried the demo", "talked to sales", "got a quote by email", "signed the contract",
         "had a training day"),
    ),
}  # fmt: skip
WORDS = {"nl": ("lang", "snel", "gewoon", "prijs", "bellen"), "en": ("long", "quick", "fine", "price", "calling")}
SHORTLY = {
    "nl": {"consent": "ja", "last-time": "onlangs", "quotes": "nee", "recontact": "nee", "review": "klopt"},
    "en": {"consent": "yes", "last-time": "recently", "quotes": "no", "recontact": "no", "review": "right"},
}
SHORT_STEPS = {
    "nl": ("zoeken", "bellen", "bestellen", "wachten", "monteur", "betalen"),
    "en": ("searching", "calling", "ordering", "waiting", "engineer", "paying"),
}
TOLD = {
    "nl": "onze oude was kapot en we moesten er snel een hebben",
    "en": "the old one had broken down and we needed another one quickly",
}


@dataclass(frozen=True)
class Somebody:
    """One made-up customer: their steps, what they say where words are asked for, the chance they tap by, and
    what they type where they could tap, by step."""

    language: str
    steps: Sequence[str]
    words: Sequence[str]
    chance: random.Random
    script: str = "customer"
    typed: Mapping[str, str] = field(default_factory=dict)

    def interviewed(self, study: Study, name: str, before: Sequence[Interview] = ()) -> tuple[int, Interview]:
        """Their whole interview, and how many replies it took."""
        talk = Talk(load_script(self.script), study, language=self.language, id=name)
        asked = Counter(block for one in before for block in one.givens.blocks)
        givens = givens_for(study, talk.script, name, Before(asked))
        talk.interview, talk.effects = engine.begin(
            talk.script, id=name, study=study.id, participant="p", language=self.language, givens=givens, now=NOW
        )
        steps, replies = list(self.steps), 0
        while not talk.interview.ended:
            assert replies < 80, talk.place
            replies += 1
            self._reply(talk, steps)
        return replies, talk.interview

    def _reply(self, talk: Talk, steps: list[str]) -> None:
        step, asked = talk.script.step(talk.place[0]), talk.asked
        beside = talk.interview.aside is not None
        if type_of(step.kind).builds_list and not beside and steps:
            talk.says(steps.pop(0))
        elif step.id in self.typed and not beside:
            talk.says(self.typed[step.id])
        elif step.id in ("consent", "review"):
            talk.presses(asked.choices[0].id)
        elif asked.choices and (not step.probe or beside):
            talk.presses(self._tapped(talk))
        else:
            talk.says(self.chance.choice(self.words))

    def _tapped(self, talk: Talk) -> str:
        """A button, never one that tells that somebody forgot: those make an interview shorter than it is. Of several
        they choose one."""
        choices = [one.id for one in talk.asked.choices]
        if talk.asked.ticks and "done" in choices:
            return "done"
        return self.chance.choice([one for one in choices if one not in ("forgot", "unknown")] or choices)


def average(study: Study) -> Study:
    """The study as a lead would write it, with nothing said about its length."""
    return replace(study, replies=REPLIES, labels=())


def labelled(study: Study) -> Study:
    """The same with the labels of a trade, which some of what people tell belongs under."""
    return replace(average(study), labels=labels_for(load_starter("home-service"), study.model, study.languages))


def measure(study: Study, people: Sequence[Somebody]) -> list[int]:
    lengths: list[int] = []
    before: list[Interview] = []
    for number, one in enumerate(people):
        replies, interview = one.interviewed(study, f"p{number}", before)
        assert interview.state == "completed"
        assert len(fold(load_script(one.script), interview).touchpoints) == len(one.steps)
        lengths.append(replies)
        before.append(interview)
    return lengths


@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_taps_needs_thirty_replies_at_most_for_six_steps(language: str, study: Study) -> None:
    people = [
        Somebody(language, story, (TOLD[language],), random.Random(seed))
        for seed in range(20)
        for story in STORIES[language]
    ]
    lengths = measure(average(study), people)

    print(f"{language}, tapping, six steps in as many messages: median {median(lengths)}, most {max(lengths)}")
    assert median(lengths) <= 30
    assert max(lengths) <= 34


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("told", [4, 5, 6])
def test_who_answers_in_a_word_needs_twenty_replies_at_most(told: int, language: str, study: Study) -> None:
    people = [
        Somebody(language, SHORT_STEPS[language][:told], WORDS[language], random.Random(seed), typed=SHORTLY[language])
        for seed in range(30)
    ]
    lengths = measure(average(study), people)

    print(f"{language}, in a word, {told} steps in as many messages: median {median(lengths)}, most {max(lengths)}")
    assert median(lengths) <= 20


CONTACTS = {
    "nl": ("klant vraagt offerte aan", "wij bellen terug", "bezoek aan huis", "offerte gemaild", "monteur plaatst",
           "factuur gestuurd"),
    "en": ("customer asks for a quote", "we call back", "visit at home", "quote by email", "engineer installs",
           "invoice sent"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("words", [TOLD, WORDS])
def test_a_colleague_needs_forty_replies_at_most_for_six_contacts(
    words: Mapping[str, str | Sequence[str]], language: str, study: Study
) -> None:
    said = words[language]
    people = [
        Somebody(
            language,
            CONTACTS[language],
            (said,) if isinstance(said, str) else said,
            random.Random(seed),
            "stakeholder",
        )
        for seed in range(20)
    ]
    lengths = measure(average(study), people)

    print(f"{language}, a colleague, six contacts in as many messages: median {median(lengths)}, most {max(lengths)}")
    assert median(lengths) <= 40
    assert max(lengths) <= 42


@pytest.mark.parametrize("language", ["nl", "en"])
def test_labels_make_no_interview_longer(language: str, study: Study) -> None:
    """Who taps, who answers in a word, and a colleague."""
    said = (TOLD[language],)
    kinds = {
        "tapping": [Somebody(language, story, said, random.Random(n)) for n in range(5) for story in STORIES[language]],
        "in a word": [
            Somebody(language, SHORT_STEPS[language], WORDS[language], random.Random(n), typed=SHORTLY[language])
            for n in range(10)
        ],
        "a colleague": [
            Somebody(language, CONTACTS[language], said, random.Random(n), "stakeholder") for n in range(10)
        ],
    }
    for kind, people in kinds.items():
        without, having = (measure(one, people) for one in (average(study), labelled(study)))

        print(f"{language}, {kind}: median {median(without)} without labels, {median(having)} with")
        assert median(having) <= median(without)
        assert max(having) <= max(without)


def test_a_study_that_has_time_asks_more(study: Study) -> None:
    short, long = (
        measure(
            replace(average(study), replies=replies),
            [Somebody("nl", STORIES["nl"][0], (TOLD["nl"],), random.Random(1))],
        )
        for replies in (20, 60)
    )

    assert long[0] >= short[0] + 10


def test_the_worst_and_the_best_are_among_what_is_asked_about_further(study: Study) -> None:
    for seed in range(10):
        one = Somebody("nl", STORIES["nl"][1], (TOLD["nl"],), random.Random(seed))
        _, interview = one.interviewed(replace(average(study), replies=60, rotating=9), f"peaks-{seed}")
        journey = fold(load_script("customer"), interview)
        felt = {point.id: point.emotion for point in journey.touchpoints if point.emotion is not None}
        asked = {point.id for point in journey.touchpoints if point.expectation is not None}
        shown = journey.importance.shown if journey.importance is not None else ()

        for peak in (min(felt.values()), max(felt.values())):
            assert any(felt.get(id) == peak for id in shown)
            assert any(felt.get(id) == peak for id in asked)

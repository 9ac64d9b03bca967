"""People as they come, interviewed from beginning to end: a mother, an angry man, a Fleming, colleagues.

Law: a talk is written down (``people/NAME.txt``, its lengths first) and must stay as it is; ``REISLEIDER_UPDATE=1``
writes it anew, to be read as that person before it is committed. What must hold of every talk is held here, for each.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from statistics import median

import pytest
from meeting import Meeting, meet, moment_of_answer
from person import FOLDER, Person, people
from talking import Talk

from reisleider.flows.journey import Answer, Study
from reisleider.flows.scripts.script import load_script

UPDATE = bool(os.environ.get("REISLEIDER_UPDATE"))
PEOPLE = {one.name: one for one in people()}
TWELVE = (
    *("mother", "refund", "gym", "buyer", "one-word", "angry", "talkative", "drop-out", "mixer", "fleming"),
    *("helpdesk", "never-complain"),
)
CLOSERS = re.compile(
    r"\W*(?:nee|neen|nope|no|ja|yes|ok(?:e|é)?|klaar|done|dat was het|dit was het|dat is alles|that's (?:it|all))\b.*",
    re.IGNORECASE,
)
"""What no step is called, whatever comes after it."""


@pytest.fixture(name="met", scope="module")
def _met(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Meeting]:
    """Who was met so far; each is interviewed once."""
    folder = tmp_path_factory.mktemp("met")

    class Met(dict[str, Meeting]):
        def __missing__(self, name: str) -> Meeting:
            self[name] = meet(PEOPLE[name], folder)
            return self[name]

    return Met()


every_person = pytest.mark.parametrize("name", list(PEOPLE))


def test_the_twelve_are_here() -> None:
    assert set(TWELVE) <= set(PEOPLE)


@every_person
def test_the_talk_goes_as_it_is_written_down(name: str, met: dict[str, Meeting]) -> None:
    file, written = FOLDER / f"{name}.txt", met[name].written
    if UPDATE:
        file.write_text(written, encoding="utf-8")

    assert written == file.read_text(encoding="utf-8")


@every_person
def test_the_talk_comes_to_its_end(name: str, met: dict[str, Meeting]) -> None:
    assert met[name].interview.state == PEOPLE[name].ending


@every_person
def test_the_talk_is_no_longer_than_it_may_be(name: str, met: dict[str, Meeting]) -> None:
    lengths = met[name].lengths

    assert set(PEOPLE[name].at_most) == set(lengths)
    assert [one for one, most in PEOPLE[name].at_most.items() if lengths[one] > most] == [], lengths


@every_person
def test_what_was_no_content_is_not_kept_as_content(name: str, met: dict[str, Meeting]) -> None:
    """A closer, a refusal, a question to the bot, "weet niet": none is somebody's answer in words."""
    wrong = [
        (answer.step, answer.value)
        for answer in met[name].interview.log
        if isinstance(answer.value, str)
        and answer.kind in ("answer", "probe")
        and _is_in_words(met[name], answer)
        and _tells_nothing(PEOPLE[name], answer.value)
    ]

    assert wrong == []


@every_person
def test_every_face_has_the_sign_that_was_meant(name: str, met: dict[str, Meeting]) -> None:
    faces = [answer for answer in _holding(met[name]) if _kind(met[name], answer) == "faces"]
    meant = [(answer, PEOPLE[name].meant(moment_of_answer(met[name], answer))) for answer in faces]

    assert faces or PEOPLE[name].ending == "declined"
    assert [answer.verbatim for answer, score in meant if score is None] == []
    assert [(answer.verbatim, answer.value) for answer, score in meant if _sign(answer.value) != _sign(score)] == []


@every_person
def test_what_was_meant_is_what_was_kept(name: str, met: dict[str, Meeting]) -> None:
    """Consent, quotes, recontact, the ending: by their choice."""
    kept = {answer.step: answer.value for answer in _holding(met[name]) if answer.item is None}
    meant = {step: choice for step, choice in PEOPLE[name].means.items() if isinstance(choice, str)}

    assert meant.keys() >= {"consent"} if PEOPLE[name].ending != "declined" else meant == {}
    assert {step: kept.get(step) for step in meant} == meant


RELUCTANT = {
    "nl": (
        *("zeker niet", "mag niet", "graag niet", "ja nee", "ja maar niet nu", "liever niet", "dat dacht ik niet"),
        *(
            "goed, maar niet letterlijk",
            "ik wil niet dat je dat doet",
            "ok dan, nee toch maar niet",
            "nou nee",
            "ammehoela",
        ),
        *(
            "ja dag",
            "ja duh nee",
            "waarom zou ik?",
            "ik weet het nog niet",
            "wie ben jij",
            "hoi",
            "👎",
            "gaat niet door",
        ),
    ),
    "en": (
        *("right now? no", "right, no thanks", "fine but no", "sure, but not word for word", "yeah no", "yeah right"),
        *("as if", "not today", "i'd rather not", "not sure", "who are you", "hi", "no way", "👎", "over my dead body"),
        *("sure you do", "ok but not now", "i can't", "don't even think about it", "maybe"),
    ),
}


@pytest.mark.parametrize("step", ["consent", "quotes", "recontact"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_did_not_say_yes_did_not_say_yes(language: str, step: str, study: Study) -> None:
    """Said where somebody is asked for leave: none of it gives it."""
    given = [
        words for words in RELUCTANT[language] if _value(_asked_for(step, language, study).says(words), step) == "yes"
    ]

    assert given == []


@every_person
def test_nobody_hears_the_same_words_again_and_again(name: str, met: dict[str, Meeting]) -> None:
    """What asks for an answer once more is worded otherwise each time, and at most twice the same in a whole talk."""
    asked = [(reply.moment, reply.heard) for reply in met[name].replies if reply.again]
    same_place = [one for one, count in Counter(asked).items() if count > 1]
    first = Counter(heard.split("\n")[0] for _, heard in asked)

    assert same_place == []
    assert [words for words, count in first.items() if count > 2] == []


@every_person
def test_nobody_in_distress_is_asked_for_more(name: str, met: dict[str, Meeting]) -> None:
    probed = [reply.moment for reply in met[name].replies if reply.moment.beside == "probe"]

    assert len(probed) <= (3 if PEOPLE[name].probed else 0), probed


@every_person
def test_no_step_is_called_by_what_ended_the_list(name: str, met: dict[str, Meeting]) -> None:
    assert [item.words for item in met[name].log.items if CLOSERS.fullmatch(item.words)] == []


@every_person
def test_nobody_is_quoted_with_what_they_did_not_tell(name: str, met: dict[str, Meeting]) -> None:
    """No “Rot op”: wat gebeurde er toen precies? and no “”."""
    quoted = re.findall(r"“([^”]*)”", "\n".join(reply.heard for reply in met[name].replies))

    assert [words for words in quoted if not words.strip(" .…") or _tells_nothing(PEOPLE[name], words)] == []


def test_the_lengths_are_told(met: dict[str, Meeting]) -> None:
    """Printed with ``pytest -s``; each stands at the top of its transcript too."""
    lengths = {name: met[name].lengths for name in TWELVE}
    for name, told in lengths.items():
        print(f"{name:16} {told['messages']:3} messages {told['typed']:3} typed {told['asked-again']:3} asked again")
    customers = [told["messages"] for name, told in lengths.items() if PEOPLE[name].script == "customer"]

    assert median(customers) <= 32  # 55 before anybody listened
    assert lengths["one-word"]["messages"] <= 20
    assert max(told["messages"] for name, told in lengths.items() if PEOPLE[name].script == "stakeholder") <= 43
    assert median(told["asked-again"] for told in lengths.values()) <= 4


def _asked_for(step: str, language: str, study: Study) -> Talk:
    """Somebody who is asked for leave, everything before it skipped."""
    talk = Talk(load_script("customer"), study, language=language)
    talk.interview = replace(talk.interview, state=step)
    return talk


def _value(talk: Talk, step: str) -> object:
    return next((one.value for one in reversed(talk.interview.log) if one.step == step), None)


def _holding(met: Meeting) -> list[Answer]:
    """The answers that hold in the end."""
    last = {(one.step, one.item): one for one in met.interview.log if one.kind == "answer"}
    return [one for one in last.values() if met.log.answer(one.step, one.item) == one]


def _kind(met: Meeting, answer: Answer) -> str:
    return met.log.script.step(answer.step).kind


def _is_in_words(met: Meeting, answer: Answer) -> bool:
    step = met.log.script.step(answer.step)
    return step.kind in ("text", "list", "number") and answer.value not in [option.id for option in step.options]


def _tells_nothing(person: Person, words: str) -> bool:
    said = _bare(words)
    return any(said == one or (" " in one and one in said) for one in map(_bare, (*person.never, *_unasked(person))))


def _unasked(person: Person) -> tuple[str, ...]:
    return tuple(person.unasked.values())


def _bare(words: str) -> str:
    return " ".join(re.findall(r"[\w']+", words.casefold())) or words.strip()


def _sign(score: object) -> int:
    return (score > 0) - (score < 0) if isinstance(score, int) else 9

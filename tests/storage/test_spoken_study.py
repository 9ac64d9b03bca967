"""The demo's people, interviewed by the engine: their study leaves and returns whole, and who is forgotten is gone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pytest
from bringing import bring_back
from demo_people import perform
from storage_samples import NOW, bytes_of

from reisleider.bot.demo.demo_lead import look_at_quotes
from reisleider.bot.interviews.givens import givens_for
from reisleider.bot.maps.publish import compile_study, publish_map
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.dialogue import engine
from reisleider.flows.journey import Interview, Study
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.compile import compile_map
from reisleider.flows.synthesis.fold import fold
from reisleider.storage import archive, interviews, people
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Store

CAST = ("customer-01", "customer-02", "customer-03", "customer-04", "stakeholder-1")
LONG = 25  # letters that nobody else types by chance


@dataclass(frozen=True)
class Played:
    """A database in which the cast was interviewed, and its file."""

    store: Store
    file: Path
    study: Study


def mapped(store: Store, study: Study) -> JourneyMap:
    spoken = store.do(lambda c: interviews.interviews(c, study.id))
    return compile_map(study, [fold(load_script(one.script), one) for one in spoken], version=0, now=NOW)


def spoken_by(interview: Interview) -> set[str]:
    """The sentences somebody typed."""
    return {answer.verbatim for answer in interview.log if len(answer.verbatim) >= LONG}


@pytest.fixture(scope="module")
def spoken(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Study]:
    """A database in which the cast was interviewed once, and the study; nobody writes to it any more."""
    text = resources.files("reisleider.bot.demo").joinpath("study.toml").read_text(encoding="utf-8")
    study = read_study(text, "study.toml", NOW)
    file = Path(shutil.copy(blank, tmp_path_factory.mktemp("spoken") / "spoken.db"))
    with Store.open(f"sqlite:///{file}") as store:
        perform(store, study, CAST)
    return file, study


@pytest.fixture
def played(spoken: tuple[Path, Study], tmp_path: Path) -> Iterator[Played]:
    """The interviewed cast, in a database of this test's own."""
    file = Path(shutil.copy(spoken[0], tmp_path / "played.db"))
    with Store.open(f"sqlite:///{file}") as store:
        yield Played(store, file, spoken[1])


def test_spoken_interviews_leave_and_return_whole(played: Played, blank: Path, tmp_path: Path) -> None:
    exported = json.loads(json.dumps(played.store.do(lambda c: archive.export_study(c, played.study.id))))
    before = played.store.do(lambda c: interviews.interviews(c, played.study.id))

    with Store.open(f"sqlite:///{shutil.copy(blank, tmp_path / 'elsewhere.db')}") as elsewhere:
        brought = elsewhere.do(lambda c: bring_back(c, exported))

        assert [one.state for one in before] == ["completed"] * len(CAST)
        assert brought == played.study
        assert elsewhere.do(lambda c: interviews.interviews(c, played.study.id)) == before
        assert elsewhere.do(lambda c: archive.export_study(c, played.study.id)) == exported
        assert mapped(elsewhere, played.study) == mapped(played.store, played.study)


def test_an_interview_that_travelled_goes_on_where_it_was(played: Played, blank: Path, tmp_path: Path) -> None:
    script = load_script("customer")
    opened, _ = engine.begin(
        script,
        id="half",
        study=played.study.id,
        participant="customer-01",
        language="nl",
        givens=givens_for(played.study, script, "half"),
        now=NOW,
    )
    half, _ = engine.turn(script, opened, Said("text", text="ja"), NOW)
    played.store.do(lambda c: interviews.add_interview(c, half))
    exported = played.store.do(lambda c: archive.export_study(c, played.study.id))

    with Store.open(f"sqlite:///{shutil.copy(blank, tmp_path / 'elsewhere.db')}") as elsewhere:
        elsewhere.do(lambda c: bring_back(c, exported))
        there = elsewhere.do(lambda c: interviews.load_interview(c, "half"))

    assert engine.ask_again(script, there) == engine.ask_again(script, half)
    assert engine.turn(script, there, Said("text", text="2"), NOW) == engine.turn(
        script, half, Said("text", text="2"), NOW
    )


def test_whoever_is_forgotten_after_a_whole_interview_left_no_sentence_in_any_byte(played: Played) -> None:
    spoken = {one.id: spoken_by(one) for one in played.store.do(lambda c: interviews.interviews(c, played.study.id))}
    others = set().union(*(words for id, words in spoken.items() if id != "customer-01"))
    own = spoken["customer-01"] - others
    held = bytes_of(played.file)
    who = played.store.do(lambda c: people.load_participant(c, "customer-01"))

    assert len(own) >= 5
    assert all(words.encode() in held for words in own | others)

    assert played.store.do(lambda c: forget_participant(c, who, NOW)) == 1
    played.store.close()
    left = bytes_of(played.file)

    assert [words for words in own if words.encode() in left] == []
    assert [words for words in others if words.encode() not in left] == []


def test_a_published_quote_goes_with_its_author(played: Played) -> None:
    played.store.do(lambda c: look_at_quotes(c, played.study.id, NOW))
    preview = played.store.do(lambda c: compile_study(c, played.study.id, NOW))
    published = played.store.do(lambda c: publish_map(c, preview, NOW)).journey_map
    quoted = {quote.words for column in published.columns for quote in column.quotes}
    if not quoted:
        pytest.fail("the cast allows no quote, so this test shows nothing")
    for name in CAST:
        who = played.store.do(lambda c, name=name: people.load_participant(c, name))
        played.store.do(lambda c, who=who: forget_participant(c, who, NOW))
    played.store.close()

    left = bytes_of(played.file)

    assert [words for words in quoted if json.dumps(words)[1:-1].encode() in left or words.encode() in left] == []


def test_the_map_after_somebody_is_forgotten_is_that_of_a_study_they_never_joined(
    played: Played, blank: Path, tmp_path: Path
) -> None:
    who = played.store.do(lambda c: people.load_participant(c, CAST[-1]))
    played.store.do(lambda c: forget_participant(c, who, NOW))

    with Store.open(f"sqlite:///{shutil.copy(blank, tmp_path / 'without.db')}") as without:
        perform(without, played.study, CAST[:-1])

        assert mapped(played.store, played.study) == mapped(without, played.study)

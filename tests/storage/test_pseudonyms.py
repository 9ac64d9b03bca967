"""Who told is a code wherever a lead looks, and what is on a map has an id that nobody's words can be tried against."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from demo_people import perform
from demo_versions import FIRST, NEXT, demo_study, published
from lead_in_a_chat import asks
from storage_samples import NOW

from reisleider.bot.jobs.retention import remove_words
from reisleider.bot.maps.publish import load_journeys
from reisleider.flows.codebook.codebook import id_of
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import AnswerKind
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.meaning.find import touchpoints_of
from reisleider.flows.meaning.likeness import form
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.privacy.fade import without_words
from reisleider.renderers.formats import FORMATS, render
from reisleider.storage import archive, interviews, people, studies
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.overrides import add_override
from reisleider.storage.store import Connection, Store

STUDY = demo_study()
HERE = STUDY.id
STAFF = tuple(f"stakeholder-{at}" for at in range(1, 6))
LEAD = ("slack", "T1", "ULIA")
ACCOUNT, MESSAGE = "UWHO", "1764590000."
"""How an account of somebody who told begins, and the number of a chat message."""


@pytest.fixture(name="store")
def _store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'study.db'}") as store:
        yield store


@pytest.fixture(name="told")
def _told(store: Store) -> Store:
    """People who told over Slack, of whom one helped to sort; a first version is out, and somebody came since."""
    perform(store, STUDY, (*FIRST, *STAFF))
    published(store, STUDY)
    perform(store, STUDY, NEXT[:1])
    helped = Override("place", "de site bekeken", "website", by=f"slack:T1:{ACCOUNT}9", role="colleague", at=NOW)

    def over_slack(c: Connection) -> None:
        studies.set_leads(c, HERE, (LEAD,))
        add_override(c, HERE, helped)
        for at, who in enumerate((*FIRST, *STAFF, *NEXT[:1])):
            people.link_account(c, who, "slack", "T1", f"{ACCOUNT}{at}")
            held = interviews.load_interview(c, who)
            assert held is not None
            said = replace(held.log[-1], seq=held.log[-1].seq + 1, supersedes=None, ref=f"{MESSAGE}{at:06}")
            interviews.save_interview(c, held, replace(held, log=(*held.log, said)))

    store.do(over_slack)
    return store


# --- who ------------------------------------------------------------------------------------------------------------

LOOKED_AT = (
    *("export", "status", "status questions", "merge", "merge list", "sort", "sort file", "sort compare", "audit"),
    *("audit result", "quotes", "quotes again", "codebook", "codebook file", "trace boeken", "why boeken", "figures"),
    *("comments", "prioritise", "settings", "map json", "map csv"),
)


@pytest.mark.parametrize("asked", LOOKED_AT)
def test_a_lead_is_told_no_account_of_anybody_who_told(told: Store, asked: str) -> None:
    heard = [message for _, message in asks(told, asked, LEAD, NOW)]
    seen = [message.plain.encode() for message in heard] + [
        one.data for message in heard for one in message.attachments
    ]

    assert seen
    assert not any(word.encode() in one for one in seen for word in (ACCOUNT, MESSAGE))


def test_an_archive_has_the_accounts_only_for_who_keeps_the_database(told: Store) -> None:
    (file,) = (one for _, message in asks(told, "export", LEAD, NOW) for one in message.attachments)
    given = json.loads(file.data)
    kept = json.dumps(told.look(lambda c: archive.export_study(c, HERE)))

    assert f"{ACCOUNT}0" in kept
    assert f"{MESSAGE}000000" in kept
    assert [one["accounts"] for one in given["participants"]] == [[]] * len(given["participants"])
    assert [one["made_by"] for one in given["overrides"]] == [""]
    assert len(given["interviews"]) == len((*FIRST, *STAFF, *NEXT[:1]))  # what they told is there, by their code


def test_a_lead_reads_a_wording_and_not_by_how_few(told: Store) -> None:
    said = [message.plain for _, message in asks(told, "merge", LEAD, NOW)]
    (asked,) = (one for one in said if "mensen" in one)

    assert "minder dan 5 mensen" in asked
    assert not any(f"({count} " in asked for count in range(30))


# --- what it is called by -------------------------------------------------------------------------------------------


def tried(store: Store) -> set[str]:
    """Every id that could be made of what anybody said, by whoever tries words."""
    words = set(store.look(_said))
    forms = {said for one in words for said in (one, one.casefold(), form(one))}
    hashes = (hashlib.sha256, hashlib.md5, hashlib.sha1, hashlib.blake2b, hashlib.blake2s)
    digests = {make(one.encode()).hexdigest()[:12] for one in forms for make in hashes}
    digests |= {hashlib.blake2b(one.encode(), digest_size=6).hexdigest() for one in forms}
    return digests | {id_of(form(one)).removeprefix("t-") for one in words}


def _said(c: Connection) -> Iterator[str]:
    _, journeys = load_journeys(c, HERE)
    return (step.words for one in journeys for step in one.touchpoints)


def without_labels(store: Store) -> JourneyMap:
    """A first version of a study that names nothing beforehand."""
    study = replace(STUDY, labels=())
    perform(store, study, (*FIRST, *NEXT))
    return published(store, study).journey_map


def test_no_id_in_any_file_can_be_found_by_trying_words(store: Store) -> None:
    out = without_labels(store)
    ids = [one.id for one in touchpoints_of(out)]
    digests = tried(store)
    files = {name: render(name, out, "nl").data for name in FORMATS}

    assert ids
    assert id_of(form("reviews gelezen")).removeprefix("t-") in digests  # what was said is tried
    assert not {id.removeprefix("t-") for id in ids} & digests
    assert not [name for name, data in files.items() if any(one.encode() in data for one in digests)]


def test_the_same_words_have_another_id_in_another_study_and_the_same_for_good(store: Store, tmp_path: Path) -> None:
    first = {one.id for one in touchpoints_of(without_labels(store))}
    with Store.open(f"sqlite:///{tmp_path / 'other.db'}") as other:
        elsewhere = {one.id for one in touchpoints_of(without_labels(other))}
    person = store.look(lambda c: people.load_participant(c, FIRST[0]))
    assert person is not None
    store.do(lambda c: forget_participant(c, person, NOW))
    later = tuple(f"customer-{at:02}" for at in range(8, 12))
    study = replace(STUDY, labels=())
    perform(store, study, later)

    assert first
    assert not first & elsewhere
    assert first <= {one.id for one in touchpoints_of(published(store, study).journey_map)}


def test_once_words_are_gone_nothing_is_left_that_they_can_be_tried_against(store: Store, tmp_path: Path) -> None:
    without_labels(store)
    digests = tried(store)
    remove_words(store, HERE, NOW)
    kept = json.dumps(store.look(lambda c: archive.export_study(c, HERE)))
    held = b"".join(file.read_bytes() for file in tmp_path.glob("study.db*"))

    assert digests
    assert [one for one in sorted(digests) if one in kept or one.encode() in held] == []


@pytest.mark.parametrize("kind", ["answer", "placed"])
def test_under_what_somebody_said_a_step_was_placed_goes_with_their_words(kind: AnswerKind, store: Store) -> None:
    perform(store, STUDY, FIRST[:1])
    script, told = load_script("customer"), store.look(lambda c: interviews.load_interview(c, FIRST[0]))
    assert told is not None
    step = next(one for one in told.log if one.step == "steps" and one.item)
    about = "same-as" if kind == "answer" else step.step
    hashed, lead = id_of(form("weken niets gehoord")), STUDY.labels[0]
    lines = [
        replace(step, seq=len(told.log) + at, step=about, value=value, verbatim="", kind=kind)
        for at, value in enumerate((hashed, lead.id, "different"), start=1)
    ]

    left = without_words(script, replace(told, log=(*told.log, *lines)), {}, STUDY.labels)

    values = [one.value for one in left.log if one.step == about and one.item == step.item]
    assert hashed not in json.dumps([one.value for one in left.log])
    assert lead.id in values

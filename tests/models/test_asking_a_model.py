"""A model proposes labels and names: asked within bounds, kept by content, and never missed where it fails."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from model_stand_in import KEY, MADE_UP, Answer, ModelStandIn, says, sends, status
from structlog.testing import capture_logs

from reisleider.bot.commands.proposal import candidates_of, labels_of
from reisleider.bot.jobs.retention import remove_words
from reisleider.bot.maps.publish import load_journeys
from reisleider.bot.models.adviser import Adviser, adviser_of
from reisleider.bot.models.chat_way import ChatWay
from reisleider.bot.models.leaving import Leaving
from reisleider.bot.models.proposals import name_kept, proposals_kept
from reisleider.bot.models.trial import try_model
from reisleider.bot.models.vector_way import VectorWay
from reisleider.flows.faults import SettingFault
from reisleider.flows.journey import Journey
from reisleider.flows.meaning.ranking import Candidate
from reisleider.storage import studies
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.model_answers import answers_kept, erasures_of, keep_answers, take_request
from reisleider.storage.people import participants
from reisleider.storage.reading_model import ReadingModel
from reisleider.storage.store import Store

STUDY = "zonnevaart"
KINDS = ("chat", "embeddings")


class Clock:
    """A time that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 30, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def adviser(
    server: ModelStandIn, store: Store, clock: Clock | None = None, kind: str = "chat", **more: object
) -> Adviser:
    found = adviser_of(server.config(kind, **more).model, store, clock or Clock())
    assert found is not None
    return found


def journeys_of(store: Store) -> Sequence[Journey]:
    return store.look(lambda c: load_journeys(c, STUDY))[1]


def words_of(store: Store, *who: str) -> list[str]:
    """What these people (or all who were told of the model) called their steps."""
    people = who or ("customer-02", "customer-03", "customer-04")
    found = [one.words for journey in journeys_of(store) if journey.interview in people for one in journey.touchpoints]
    return list(dict.fromkeys(found))


def candidates(store: Store) -> tuple[Candidate, ...]:
    return candidates_of(store.look(lambda c: labels_of(c, STUDY)))


@pytest.mark.parametrize("kind", KINDS)
async def test_it_is_asked_once_and_what_it_proposes_is_kept(
    server: ModelStandIn, store: Store, told: Path, kind: str
) -> None:
    words, labels = words_of(store), candidates(store)
    found = await adviser(server, store, kind=kind).propose(STUDY, words, labels)
    requests = len(server.asked)
    again = await adviser(server, store, kind=kind).propose(STUDY, words, labels)

    assert set(found) == set(words)
    assert again == found
    assert len(server.asked) == requests > 0
    assert {one.by for one in found.values()} == {"model"}
    ids = {label.id for label in labels}
    for one in found.values():
        assert 0 < len(one.labels) <= 5
        assert {ranked.id for ranked in one.labels} <= ids  # MADE_UP is gone
        scores = [ranked.score for ranked in one.labels]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
    assert all(headers["Authorization"] == f"Bearer {KEY}" for _, headers, _ in server.asked)
    with Store.open(f"sqlite:///{told}", model=ReadingModel("small", kind)) as later:
        assert later.look(lambda c: proposals_kept(c, STUDY, words, labels)) == found
    with Store.open(f"sqlite:///{told}") as without:
        assert without.look(lambda c: proposals_kept(c, STUDY, words, labels)) == {}


async def test_another_model_of_another_name_is_asked_anew(server: ModelStandIn, store: Store) -> None:
    words, labels = words_of(store), candidates(store)
    await adviser(server, store).propose(STUDY, words, labels)

    with Store.open(f"sqlite:///{store.file}", model=ReadingModel("other", "chat")) as other:
        assert other.look(lambda c: proposals_kept(c, STUDY, words, labels)) == {}


async def test_what_is_near_in_letters_comes_first(server: ModelStandIn, store: Store) -> None:
    label = Candidate("booked", ("Online geboekt",))
    far = Candidate("club", ("Naar de kinderclub gebracht",))
    for kind in KINDS:
        found = await adviser(server, store, kind=kind).propose(STUDY, ["online geboekt"], (far, label))
        assert found["online geboekt"].labels[0].id == "booked"


async def test_at_most_twenty_wordings_go_in_one_request(server: ModelStandIn, store: Store) -> None:
    way = ChatWay("small")
    words = {f"stap nummer {chr(97 + place)}": f"stap nummer {chr(97 + place)}" for place in range(25)}

    assert way.at_once == 20
    assert len(way.texts(Leaving(words, {"a": ("A",)}))) == 25


async def test_it_names_wordings_together_in_every_language(server: ModelStandIn, store: Store) -> None:
    pair = words_of(store)[:2]
    asks = adviser(server, store)

    assert await asks.name(STUDY, pair) == server.names
    assert await asks.name(STUDY, pair[::-1]) == server.names
    assert len(server.asked) == 1
    assert store.look(lambda c: name_kept(c, STUDY, pair)) == server.names
    assert await adviser(server, store, kind="embeddings").name(STUDY, pair) is None
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "names",
    [
        {"nl": "Gebeld"},
        {"nl": "Gebeld", "en": ""},
        {"nl": "x" * 81, "en": "Called"},
        {"nl": "Ge\u202ebeld", "en": "Called"},
    ],
)
async def test_a_name_that_is_none_is_not_taken(store: Store, names: dict[str, str]) -> None:
    async with ModelStandIn(names) as server:
        assert await adviser(server, store).name(STUDY, words_of(store)[:2]) is None


# --- What fails -----------------------------------------------------------------------------------------

CHAT_NONSENSE = (
    says("Natuurlijk! Hier zijn de labels: geboekt."),
    says('```json\n{"placements": []}\n```'),
    says('{"placements": [{"wording": "0", "labels": ["booked"]}]}'),
    says('{"placements": [{"wording": 0, "labels": "booked"}]}'),
    says('{"placements": [{"wording": -1, "labels": []}]}'),
    says('{"placements": [], "and": "more"}'),
    says("[" * 100_000),
    sends('{"choices": []}'),
    sends('{"choices": [{"message": {"content": null}}]}'),
    sends("[1, 2]"),
    sends("null"),
    sends("<html>"),
    sends("[" * 200_000),
)
VECTOR_NONSENSE = (
    sends('{"data": []}'),
    sends('{"data": [{"index": 0, "embedding": [NaN]}]}'),
    sends('{"data": [{"index": 0, "embedding": [Infinity]}]}'),
    sends('{"data": [{"index": 0, "embedding": [0, 0]}]}'),
    sends('{"data": [{"index": 0, "embedding": "AAAA"}]}'),
    sends('{"data": [{"index": 0, "embedding": ["a"]}]}'),
    sends('{"data": [{"index": 1, "embedding": [1]}]}'),
    sends('{"data": {"index": 0}}'),
)


@pytest.mark.parametrize(
    ("kind", "nonsense"),
    [*(("chat", one) for one in CHAT_NONSENSE), *(("embeddings", one) for one in VECTOR_NONSENSE)],
)
async def test_nonsense_is_no_answer(server: ModelStandIn, store: Store, kind: str, nonsense: Answer) -> None:
    server.answers = [nonsense]
    with capture_logs() as logged:
        found = await adviser(server, store, kind=kind).propose(STUDY, ["online geboekt"], candidates(store))

    assert found == {}
    assert len(server.asked) == 1
    assert [line["event"] for line in logged] == ["model not used for now"]


async def test_a_label_that_does_not_exist_and_a_wording_nobody_asked_are_dropped(
    server: ModelStandIn, store: Store
) -> None:
    labels = candidates(store)
    said = {"placements": [{"wording": 0, "labels": [MADE_UP, labels[0].id]}, {"wording": 7, "labels": [labels[0].id]}]}
    server.answers = [says(json.dumps(said))]
    found = await adviser(server, store).propose(STUDY, ["online geboekt"], labels)

    assert [one.id for one in found["online geboekt"].labels] == [labels[0].id]


REFUSED = [
    ([status(500)] * 2, 2, "answers 500"),
    ([status(503)] * 2, 2, "answers 503"),
    ([status(429, Retry_After="120")], 1, "too much to do"),
    ([status(401)], 1, "REISLEIDER_MODEL__KEY"),
    ([status(404)], 1, "check model.url"),
    ([status(302, Location="/elsewhere")], 1, "answers 302"),
    ([sends(json.dumps({"x": "y" * 9 * 2**20}))], 1, "larger than"),
]


@pytest.mark.parametrize(("answers", "tries", "why"), REFUSED, ids=[row[2] for row in REFUSED])
async def test_a_failure_is_said_once_changes_nothing_and_is_over_when_it_answers(
    server: ModelStandIn, store: Store, answers: list[Answer], tries: int, why: str
) -> None:
    clock, labels, words = Clock(), candidates(store), words_of(store)
    asks = adviser(server, store, clock)
    server.answers = list(answers)
    with capture_logs() as logged:
        assert await asks.propose(STUDY, words, labels) == {}
        assert await asks.propose(STUDY, words, labels) == {}  # it is left in peace
        assert len(server.asked) == tries
        clock.now += timedelta(minutes=3)
        server.answers = list(answers)
        assert await asks.propose(STUDY, words, labels) == {}
        assert len(server.asked) == 2 * tries
        clock.now += timedelta(hours=1)
        assert set(await asks.propose(STUDY, words, labels)) == set(words)

    assert [line["event"] for line in logged] == ["model not used for now", "model answers again"]
    assert why in logged[0]["why"]
    told = str(logged)
    assert [word for word in (KEY, server.url, *words) if word in told] == []
    assert {path for path, _, _ in server.asked} == {"/v1/chat/completions"}


async def test_a_server_may_ask_for_a_longer_rest(server: ModelStandIn, store: Store) -> None:
    clock, labels, words = Clock(), candidates(store), words_of(store)
    asks = adviser(server, store, clock)
    server.answers = [status(429, Retry_After="600")]
    await asks.propose(STUDY, words, labels)
    clock.now += timedelta(seconds=599)
    await asks.propose(STUDY, words, labels)
    assert len(server.asked) == 1
    clock.now += timedelta(seconds=1)

    assert set(await asks.propose(STUDY, words, labels)) == set(words)


async def test_one_that_fails_once_is_tried_once_more(server: ModelStandIn, store: Store) -> None:
    server.answers = [status(500)]
    words = words_of(store)

    assert set(await adviser(server, store).propose(STUDY, words, candidates(store))) == set(words)


async def test_one_that_never_answers_is_not_waited_for(server: ModelStandIn, store: Store) -> None:
    server.late = True
    with capture_logs() as logged:
        assert await adviser(server, store, seconds=1).propose(STUDY, words_of(store), candidates(store)) == {}

    assert len(server.asked) == 2
    assert "model.seconds" in logged[0]["why"]


async def test_one_that_is_not_there_is_no_fault(store: Store) -> None:
    async with ModelStandIn() as gone:
        asks = adviser(gone, store)
    with capture_logs() as logged:
        assert await asks.propose(STUDY, words_of(store), candidates(store)) == {}

    assert "check that its server runs" in logged[0]["why"]


async def test_no_more_is_asked_in_a_day_than_is_set(server: ModelStandIn, store: Store) -> None:
    clock, labels = Clock(), candidates(store)
    asks = adviser(server, store, clock, requests=2)
    words = words_of(store)
    for word in words[:4]:
        await asks.propose(STUDY, [word], labels)
    assert len(server.asked) == 2
    clock.now += timedelta(days=1)
    await asks.propose(STUDY, words[2:3], labels)

    assert len(server.asked) == 3


def test_each_study_has_its_own_bound(store: Store) -> None:
    day = datetime(2026, 11, 30, tzinfo=UTC).date()

    assert [store.do(lambda c, id=id: take_request(c, id, day, 1)) for id in ("a", "a", "b")] == [True, False, True]


# --- What is erased -------------------------------------------------------------------------------------


def kept(store: Store, words: list[str], labels: tuple[Candidate, ...]) -> int:
    return len(store.look(lambda c: proposals_kept(c, STUDY, words, labels)))


async def test_what_it_said_goes_with_whoever_is_forgotten(server: ModelStandIn, store: Store) -> None:
    words, labels = words_of(store), candidates(store)
    await adviser(server, store).propose(STUDY, words, labels)
    digests = list(ChatWay("small").texts(Leaving({one: one for one in words}, {})))
    assert kept(store, words, labels) == len(words)
    person = store.look(lambda c: participants(c, STUDY))[-1]
    store.do(lambda c: forget_participant(c, person, datetime(2026, 12, 1, tzinfo=UTC)))

    assert kept(store, words, labels) == 0
    assert store.look(lambda c: answers_kept(c, STUDY, digests)) == {}


async def test_who_is_forgotten_while_it_is_asked_is_sent_no_more(server: ModelStandIn, store: Store) -> None:
    words = words_of(store)
    names = [f"een stap die {chr(97 + place)}{chr(97 + place)} heet" for place in range(24)]
    labels = tuple(Candidate(f"l{at}", tuple(names[at * 8 : at * 8 + 8])) for at in range(3))
    person = store.look(lambda c: participants(c, STUDY))[-1]

    def forget(request: web.Request) -> web.StreamResponse:
        store.do(lambda c: forget_participant(c, person, datetime(2026, 12, 1, tzinfo=UTC)))
        rows = [{"index": at, "embedding": [1.0]} for at in range(len(server.bodies[-1]["input"]))]
        return web.json_response({"data": rows})

    server.answers = [forget]
    found = await adviser(server, store, kind="embeddings").propose(STUDY, words, labels)

    assert len(words) + len(names) > VectorWay("small").at_once
    assert len(server.asked) == 1
    assert found == {}


def test_what_comes_after_an_erasure_is_not_kept(store: Store) -> None:
    before = store.look(lambda c: erasures_of(c, STUDY))
    person = store.look(lambda c: participants(c, STUDY))[-1]
    store.do(lambda c: keep_answers(c, STUDY, {"d0": [1]}, before))
    assert store.look(lambda c: answers_kept(c, STUDY, ["d0"])) == {"d0": [1]}
    store.do(lambda c: forget_participant(c, person, datetime(2026, 12, 1, tzinfo=UTC)))
    store.do(lambda c: keep_answers(c, STUDY, {"d1": [1]}, before))

    assert store.look(lambda c: answers_kept(c, STUDY, ["d0", "d1"])) == {}


def test_what_it_said_goes_with_the_study(store: Store) -> None:
    store.do(lambda c: keep_answers(c, STUDY, {"d": [1]}, erasures_of(c, STUDY)))
    store.do(lambda c: studies.delete_study(c, STUDY))
    store.do(lambda c: keep_answers(c, STUDY, {"e": [1]}, 0))

    assert store.look(lambda c: answers_kept(c, STUDY, ["d", "e"])) == {}


def test_what_it_said_goes_when_words_go(store: Store) -> None:
    store.do(lambda c: keep_answers(c, STUDY, {"d": [1]}, erasures_of(c, STUDY)))
    remove_words(store, STUDY, datetime(2026, 12, 1, tzinfo=UTC))

    assert store.look(lambda c: answers_kept(c, STUDY, ["d"])) == {}


# --- Setting it up --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
async def test_check_tries_it_and_says_what_is_wrong(server: ModelStandIn, kind: str) -> None:
    settings = server.config(kind).model

    assert await try_model(settings) == (("model: small answers.",), True)
    server.answers = [sends("{}")]
    (line,), good = await try_model(settings)
    assert (good, "check model.kind" in line) == (False, True)
    server.answers = [status(401)]
    (line,), good = await try_model(settings)
    assert (good, "REISLEIDER_MODEL__KEY" in line) == (False, True)


async def test_where_none_is_chosen_nothing_is_asked_or_said(server: ModelStandIn, store: Store) -> None:
    settings = server.config().model.model_copy(update={"url": "", "name": ""})

    assert await try_model(settings) == ((), True)
    assert adviser_of(settings, store, Clock()) is None
    assert server.asked == []


@pytest.mark.parametrize(
    ("half", "sentence"), [({"name": ""}, "model.name: say which model"), ({"url": ""}, "model.url: say where")]
)
async def test_half_a_choice_is_one_sentence(
    server: ModelStandIn, store: Store, half: dict[str, str], sentence: str
) -> None:
    settings = server.config().model.model_copy(update=half)

    with pytest.raises(SettingFault, match=sentence):
        adviser_of(settings, store, Clock())
    (line,), good = await try_model(settings)
    assert line.startswith(sentence)
    assert not good


def test_a_vector_of_another_length_is_near_nothing() -> None:
    leaving, way = Leaving({"a": "a"}, {"one": ("b",)}), VectorWay("small")
    texts = way.texts(leaving)
    rows = {"a": way.read({"data": [{"index": 0, "embedding": [1, 0]}]}, ["a"], leaving)}
    rows["b"] = way.read({"data": [{"index": 0, "embedding": [1, 0, 0]}]}, ["b"], leaving)
    values = {digest: rows[text][0] for digest, text in texts.items()}

    assert way.ranked(leaving, values)["a"][0].score == 0

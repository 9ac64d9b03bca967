"""What a study keeps when its words go is worked out beside the writer, and written only if nothing changed since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue

from demo_people import interviewed, perform
from storage_samples import NOW
from typing_in import STUDY

from reisleider.bot.demo.play import load_people
from reisleider.bot.jobs.retention import TRIES, remove_words, retain, retention_due
from reisleider.bot.maps.publish import compile_study, load_journeys
from reisleider.bot.studies.study_file import read_study
from reisleider.flows.codebook.decisions import Override
from reisleider.storage import interviews, queues, studies
from reisleider.storage.fading import mark_of
from reisleider.storage.operations import Send
from reisleider.storage.overrides import add_override, history_of
from reisleider.storage.store import Connection, Store

THREE = ("customer-01", "customer-02", "customer-03")
FOURTH = next(one for one in load_people() if one.name == "customer-04")


def opened(tmp_path: Path) -> Store:
    store = Store.open(f"sqlite:///{tmp_path / 'study.db'}")
    perform(store, read_study(STUDY, "study.toml", NOW), THREE)
    return store


def told(store: Store) -> int:
    """How many people stand behind the map."""
    return store.look(lambda c: compile_study(c, "zonnevaart", NOW)).journey_map.customers.counted


class Meanwhile:
    """Does something on the writer, and waits for it, while a study is read; so often."""

    def __init__(self, store: Store, do: object, times: int) -> None:
        self.store, self.do, self.times = store, do, times
        self.compiles = 0
        self.wrote: SimpleQueue[object] = SimpleQueue()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != "read" or done:
            return
        self.compiles += 1
        if self.compiles <= self.times:
            self.wrote.put(self.store.do(self.do))


def test_the_writer_is_free_while_it_is_worked_out(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        meanwhile = Meanwhile(store, lambda c: queues.take_in(c, "elsewhere", NOW), 1)
        count = remove_words(store, "zonnevaart", NOW, meanwhile)

        assert meanwhile.wrote.qsize() == 1  # a write began and ended inside the work, and waited for nothing
        assert (count, meanwhile.compiles) == (3, 1)  # it had nothing to do with this study
        assert told(store) == 3


def test_what_is_told_meanwhile_is_counted_and_its_words_go_too(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        study = store.look(lambda c: studies.load_study(c, "zonnevaart"))
        meanwhile = Meanwhile(store, lambda c: interviewed(c, study, FOURTH), 1)
        before = store.look(lambda c: mark_of(c, "zonnevaart"))
        count = remove_words(store, "zonnevaart", NOW, meanwhile)
        late = store.look(lambda c: interviews.load_interview(c, FOURTH.name))

        assert (count, meanwhile.compiles) == (4, 2)
        assert told(store) == 4
        assert late is not None
        assert late.ended
        assert all(answer.verbatim == "" for answer in late.log)
        assert store.look(lambda c: mark_of(c, "zonnevaart")) != before
        assert store.look(lambda c: studies.load_study(c, "zonnevaart")).words_gone_at == NOW


def test_where_somebody_never_stops_the_writer_waits_in_the_end(tmp_path: Path) -> None:
    with opened(tmp_path) as store:

        def go_on(c: Connection) -> None:
            study = studies.load_study(c, "zonnevaart")
            studies.save_study(c, replace(study, invited={"customer": study.invited.get("customer", 0) + 1}))

        asked = store.look(lambda c: studies.load_study(c, "zonnevaart")).invited.get("customer", 0)
        meanwhile = Meanwhile(store, go_on, TRIES)
        remove_words(store, "zonnevaart", NOW, meanwhile)
        gone = store.look(lambda c: studies.load_study(c, "zonnevaart"))

        assert meanwhile.compiles == TRIES + 1
        assert (gone.words_gone_at, gone.invited["customer"]) == (NOW, asked + TRIES)


def test_a_label_that_a_lead_made_stays_and_what_was_placed_under_it_too(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        first, second = (words_of(store, name)[0] for name in THREE[:2])
        made = Override("label", "the-start", texts={"nl": "Hoe het begon", "en": "How it began"}, by="lia", at=NOW)
        for one in (made, *(Override("place", words, "the-start", by="lia", at=NOW) for words in (first, second))):
            store.do(lambda c, kept=one: add_override(c, "zonnevaart", kept))
        before = touchpoints(store)
        remove_words(store, "zonnevaart", NOW)
        (study,) = store.look(studies.list_studies)

        assert "the-start" in before
        assert touchpoints(store) == before
        assert study.labels[-1].words == {"nl": "Hoe het begon", "en": "How it began"}
        assert store.look(lambda c: history_of(c, "zonnevaart")) == ()
        for interview in store.look(lambda c: interviews.interviews(c, "zonnevaart")):
            assert {one.id for one in interview.givens.labels} <= {one.id for one in study.labels}


def words_of(store: Store, name: str) -> list[str]:
    """What somebody called their touchpoints."""
    _, journeys = store.look(lambda c: load_journeys(c, "zonnevaart"))
    return [one.words for journey in journeys if journey.participant == name for one in journey.touchpoints]


def touchpoints(store: Store) -> dict[str, tuple[str, int | None]]:
    """What stands on the map: each touchpoint's name, and how many customers named it."""
    told = store.look(lambda c: compile_study(c, "zonnevaart", NOW)).journey_map
    return {one.id: (one.label["nl"], one.named) for column in told.columns for one in column.touchpoints}


def test_leads_are_told_once_in_the_same_transaction(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.do(lambda c: studies.set_leads(c, "zonnevaart", (("console", "local", "lia"),)))
        later = NOW.replace(year=NOW.year + 2)

        assert store.look(lambda c: retention_due(c, NOW)) == ()
        assert not retain(store, "zonnevaart", NOW)
        assert store.look(lambda c: retention_due(c, later)) == ("zonnevaart",)
        assert retain(store, "zonnevaart", later)
        assert store.look(lambda c: retention_due(c, later)) == ()
        assert not retain(store, "zonnevaart", later)
        rows = store.do(lambda c: queues.claim(c, later, 60, 9, ("console|local",)))
        asked = [store.look(lambda c, row=row: queues.operation_of(c, row.id)) for row in rows]

        assert [isinstance(one, Send) for one in asked] == [True]
        assert "Gezinsvakantie bij Zonnevaart" in asked[0].message.plain

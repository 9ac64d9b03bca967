"""A lead looks at quotes of the demo's people in a terminal: what a map shows before and after, what is worded anew."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from demo_people import perform
from demo_versions import FIRST, NEXT, demo_study, published
from sqlalchemy import select
from storage_samples import NOW

from reisleider.bot.commands.study.status import COMMAND as STATUS
from reisleider.bot.commands.study.status import Wanted
from reisleider.bot.demo.demo_lead import look_at_quotes
from reisleider.bot.glancing.glance_kept import decide
from reisleider.bot.glancing.quote_cards import Glimpse, find_cards, find_quote
from reisleider.bot.maps.post import draw_map, post_map
from reisleider.bot.maps.publish import Compiled, compile_study, latest_map, publish_map, show_preview
from reisleider.bot.maps.requoting import Requote, requote
from reisleider.bot.maps.unseen import tell_unseen
from reisleider.bot.terminal.quotes_here import look_here
from reisleider.flows.journey import Answer
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Address
from reisleider.flows.synthesis.figures.glances import Glance
from reisleider.storage import interviews, people, posts, studies, versions
from reisleider.storage.codec import load
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.glances import glances_of
from reisleider.storage.interviews import put_answers
from reisleider.storage.posts import RedrawMaps
from reisleider.storage.store import Store
from reisleider.storage.tables import outbox
from reisleider.storage.timers import drop_timers, is_set

ID = "zonnevaart"
LEAD, OTHER = "slack:T1:U1", "slack:T1:U2"
HOME = Address("slack", "T1", "C1")


@pytest.fixture(scope="module", name="told_once")
def _told_once(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = Path(shutil.copy(blank, tmp_path_factory.mktemp("told") / "told.db"))
    with Store.open(f"sqlite:///{file}") as store:
        perform(store, demo_study(), (*FIRST, *NEXT))
    return file


@pytest.fixture(name="store")
def _store(told_once: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{shutil.copy(told_once, tmp_path / 'study.db')}") as store:
        yield store


def own_words(told: JourneyMap) -> set[str]:
    """What stands on a map in one person's words."""
    found = {one.words for one in told.wishes}
    for column in told.columns:
        found |= {one.words for one in column.quotes}
        found |= {one.words for one in (*column.needs, *column.opportunities) if one.n is None}
    return found


def sit(store: Store, replies: Sequence[str], language: str = "nl", glimpse: Glimpse | None = None) -> str:
    """Type these replies, then leave as with Ctrl-C; what the terminal showed."""
    study = store.do(lambda c: studies.load_study(c, ID))
    lines, out = iter(replies), io.StringIO()
    look_here(store, study, glimpse or Glimpse(ID), language, lambda: next(lines, None), out)
    assert next(lines, None) is None, "not every reply was asked for"
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).split())


def cards(store: Store) -> list[str]:
    """The quotes that wait, as they would be printed."""
    return [one.words for one in store.look(lambda c: find_cards(c, ID, NOW))[1]]


def glances(store: Store) -> list[Glance]:
    return list(store.do(lambda c: glances_of(c, ID)))


def shown_now(store: Store) -> set[str]:
    """What of people's own words the last version shows."""
    told = store.do(lambda c: latest_map(c, ID))
    return set() if told is None else own_words(told)


def compiled(store: Store) -> Compiled:
    return store.look(lambda c: compile_study(c, ID, NOW))


# --- before and after ------------------------------------------------------------------------------------------------


def test_a_map_is_published_without_quotes_and_says_how_many_wait(store: Store) -> None:
    told = published(store, demo_study())

    assert told.journey_map.version == 1
    assert own_words(told.journey_map) == set()
    assert told.unseen == len(cards(store)) > 3
    status = store.look(lambda c: STATUS.find(_look(c), Wanted())).plain
    assert f"{told.unseen} citaten wachten op jouw blik: reisleider quotes" in status


def _look(c):
    from reisleider.bot.commands.command import Look

    return Look(c, studies.load_study(c, ID), ("console", "local", "me"), "nl", NOW)


def test_what_a_lead_lets_stands_on_the_last_version_at_once_and_no_figure_moves(store: Store) -> None:
    before = published(store, demo_study()).journey_map
    first, *rest = cards(store)
    seen = sit(store, ["laat zien"])

    assert f"“{first}”" in seen
    assert "Goed, dat mag op de kaart." in seen
    assert shown_now(store) == {first}
    after = store.do(lambda c: latest_map(c, ID))
    assert without_words(after) == without_words(before)
    assert cards(store)[: len(rest)] == rest
    assert not store.do(lambda c: is_set(c, Requote, ID))


def without_words(told: JourneyMap | None) -> JourneyMap:
    assert told is not None
    columns = tuple(replace(one, quotes=(), needs=(), opportunities=()) for one in told.columns)
    return replace(told, columns=columns, wishes=())


def test_all_that_is_let_is_what_redaction_alone_would_show(store: Store) -> None:
    published(store, demo_study())
    store.do(lambda c: look_at_quotes(c, ID, NOW))
    store.do(store.look(lambda c: requote(c, Requote(ID), NOW)))
    mine = store.do(lambda c: latest_map(c, ID))

    store.do(lambda c: studies.save_study(c, replace(demo_study(), quotes="redacted")))
    free = compiled(store)

    assert own_words(mine) == own_words(free.journey_map) != set()
    assert free.unseen == 0
    assert cards(store) == []


def test_what_is_left_out_after_it_was_shown_goes_from_versions_previews_and_posts(
    store: Store, tmp_path: Path
) -> None:
    store.do(lambda c: look_at_quotes(c, ID, NOW))
    told = published(store, demo_study())
    preview = store.do(lambda c: show_preview(c, compile_study(c, ID, NOW), NOW))
    store.do(lambda c: post_map(c, draw_map(told, "nl", ()), HOME, NOW, files=False))
    store.do(lambda c: post_map(c, draw_map(preview, "nl", ()), HOME, NOW, files=False))
    gone = min(shown_now(store))
    card = next(one for one in store.look(lambda c: find_cards(c, ID, NOW, again=True))[1] if one.words == gone)
    store.do(lambda c: drop_timers(c, ID, [RedrawMaps]))

    assert store.do(lambda c: decide(c, Glimpse(ID, card=card), LEAD, NOW, shown=False)) == "quotes.did-leave-out-yet"
    assert store.do(lambda c: is_set(c, Requote, ID))
    store.do(store.look(lambda c: requote(c, Requote(ID), NOW)))

    assert gone not in shown_now(store)
    kept = store.do(lambda c: [one.map for one in posts.posts_of(c, ID) if one.map is not None])
    assert kept
    assert all(gone not in own_words(load(JourneyMap, one, "post")) for one in kept)
    assert store.do(lambda c: is_set(c, RedrawMaps, ID))
    assert gone not in own_words(compiled(store).journey_map)
    for persona in demo_study().personas:
        rows = store.do(lambda c, id=persona.id: versions.versions_of(c, ID, id))
        assert all(gone not in own_words(load(JourneyMap, one.map, "version")) for one in rows)


def test_a_map_that_was_compiled_before_a_glance_is_compiled_again(store: Store) -> None:
    before = compiled(store)
    first = cards(store)[0]
    sit(store, ["laat zien"])

    told = store.do(lambda c: publish_map(c, before, NOW))

    assert own_words(told.journey_map) == {first}


# --- one by one ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "choices", "asks"),
    [
        ("nl", ("Laat zien", "Laat weg", "Later", "Stoppen"), "verberg: dat woord"),
        ("en", ("Show", "Leave out", "Later", "Stop"), "hide: that word"),
    ],
)
def test_a_quote_is_shown_as_it_is_printed_with_its_face_and_never_who(
    store: Store, language: str, choices: Sequence[str], asks: str
) -> None:
    seen = sit(store, [], language)

    assert f"“{cards(store)[0]}”" in seen
    assert all(one in seen for one in choices)
    assert asks in seen
    assert re.search("[😞🙁😐🙂😄]", seen)
    assert "customer-0" not in seen
    assert "reisleider quotes zonnevaart" in seen
    assert glances(store) == []


@pytest.mark.parametrize(
    ("typed", "shown"), [("1", True), ("ja", True), ("show", True), ("laat weg", False), ("nee", False)]
)
def test_a_choice_is_a_number_or_words(store: Store, typed: str, shown: bool) -> None:
    sit(store, [typed])

    assert [(one.decided, one.by) for one in glances(store)] == [("show" if shown else "leave-out", "console")]


def test_what_is_put_off_comes_back_in_the_next_sitting(store: Store) -> None:
    first, second, *_ = cards(store)
    seen = sit(store, ["later", "blauw"])

    assert seen.index(first) < seen.index(second)
    assert "Typ het nummer van je keuze" in seen
    assert cards(store)[0] == first


def test_words_are_hidden_and_the_quote_is_shown_as_it_reads_then(store: Store) -> None:
    published(store, demo_study())
    first = cards(store)[0]
    word, other = re.findall(r"\b[a-z]{5,}\b", first)[:2]
    seen = sit(store, ["verberg: olifant", f"verberg: {word.upper()}, “{other}”", "laat zien"])

    assert "In dit citaat staat “olifant” niet" in seen
    assert "Goed, zo staat het er dan:" in seen
    (printed,) = shown_now(store)
    assert printed in seen
    assert word not in printed
    assert other not in printed
    assert "[…]" in printed
    assert [one.decided for one in glances(store)] == ["hide", "hide", "show"]


def test_the_last_choice_is_taken_back_and_its_quote_waits_again(store: Store) -> None:
    published(store, demo_study())
    first = cards(store)[0]
    seen = sit(store, ["laat zien", "laatste keuze terug", "later"])

    assert "Je laatste keuze is teruggedraaid." in seen
    assert seen.count(f"“{first}”") == 2
    assert cards(store)[0] == first
    assert shown_now(store) == set()


def test_at_the_end_all_can_be_looked_at_again(store: Store) -> None:
    store.do(lambda c: look_at_quotes(c, ID, NOW))
    assert "Er wacht geen citaat op jouw blik" in sit(store, [])

    seen = sit(store, ["laat weg"], glimpse=Glimpse(ID, again=True))

    assert "Dit mag nu op de kaart." in seen
    assert "Een ander liet het zien; jouw keuze is de laatste en telt." in seen


def test_of_two_leads_the_last_counts_and_is_told_whom_they_overrule(store: Store) -> None:
    found = store.look(lambda c: find_quote(c, Glimpse(ID), LEAD, NOW))

    def does(by: str, *, shown: bool) -> str | None:
        return store.do(lambda c: decide(c, found.glimpse, by, NOW, shown=shown))

    assert does(LEAD, shown=True) == "quotes.did-show"
    assert does(OTHER, shown=True) == "quotes.did-show"
    assert does(OTHER, shown=False) == "quotes.did-leave-out"
    assert does(LEAD, shown=True) == "quotes.did-show-yet"


# --- what is more private than the rest, and who is forgotten --------------------------------------------------------


def says_instead(store: Store, words: str) -> None:
    """The first quote that waits was these words."""
    card = store.look(lambda c: find_cards(c, ID, NOW))[1][0]

    def change(c) -> None:
        log = interviews.load_interview(c, card.interview).log
        put_answers(c, card.interview, tuple(said(one, card.words, words) for one in log))

    store.do(change)


def said(one: Answer, before: str, words: str) -> Answer:
    return replace(one, value=words) if isinstance(one.value, str) and before in one.value else one


def test_health_and_faith_say_so_and_stand_nowhere_without_a_yes(store: Store) -> None:
    words = "na drie telefoontjes kon ik door mijn diabetes niet langer aan de lijn blijven"
    says_instead(store, words)
    found = store.look(lambda c: find_cards(c, ID, NOW))[1]
    while not any(one.words == words for one in found):
        for one in found:
            store.do(lambda c, one=one: decide(c, Glimpse(ID, card=one), LEAD, NOW, shown=False))
        found = store.look(lambda c: find_cards(c, ID, NOW))[1]
        assert found, "what is private never came"
    at = next(place for place, one in enumerate(found) if one.words == words)
    assert found[at].private == "health"
    seen = sit(store, ["later"] * at)
    assert "Let op, dit gaat over iemands gezondheid. Zonder jouw ja komt het nergens te staan." in seen

    assert words not in own_words(compiled(store).journey_map)
    store.do(lambda c: studies.save_study(c, replace(demo_study(), quotes="redacted")))
    assert words not in own_words(compiled(store).journey_map)

    store.do(lambda c: decide(c, Glimpse(ID, card=found[at]), LEAD, NOW, shown=True))
    assert words in own_words(compiled(store).journey_map)


def test_whoever_is_forgotten_is_decided_about_no_more(store: Store) -> None:
    found = store.look(lambda c: find_quote(c, Glimpse(ID), LEAD, NOW))
    card = found.glimpse.card
    assert card is not None
    hidden = re.findall(r"\b[a-z]{5,}\b", card.words)[0]
    sit(store, [f"verberg: {hidden}", "laat zien"])
    who = store.do(lambda c: people.load_participant(c, interviews.load_interview(c, card.interview).participant))
    store.do(lambda c: forget_participant(c, who, NOW))

    assert card.interview not in {one.interview for one in glances(store)}
    assert store.do(lambda c: decide(c, found.glimpse, LEAD, NOW, shown=True)) is None
    assert card.words not in cards(store)


def test_once_the_words_are_gone_nothing_is_worded_anew(store: Store) -> None:
    told = published(store, demo_study()).journey_map
    store.do(lambda c: studies.save_study(c, replace(demo_study(), words_gone_at=NOW)))
    store.do(store.look(lambda c: requote(c, Requote(ID), NOW)))

    assert store.do(lambda c: latest_map(c, ID)) == told


# --- told to leads alone ---------------------------------------------------------------------------------------------


def posted(store: Store) -> list[tuple[str, str]]:
    """Where something goes out, and what it says."""
    rows = store.do(lambda c: c.execute(select(outbox.c.address, outbox.c.payload).order_by(outbox.c.id)).all())
    return [(row.address, "".join(span["text"] for span in row.payload["text"])) for row in rows]


def test_each_lead_hears_in_private_how_many_wait_and_nobody_hears_when_none_do(store: Store) -> None:
    leads = (("slack", "T1", "U1"), ("telegram", "4242", "7"))
    store.do(lambda c: studies.set_leads(c, ID, leads))
    told = compiled(store)
    store.do(lambda c: tell_unseen(c, told, NOW))

    (slack, in_slack), (telegram, in_telegram) = posted(store)
    assert "U1" in slack
    assert telegram.startswith("telegram|4242|7|")
    assert in_slack == f"{told.unseen} citaten wachten op jouw blik: /journey quotes {ID}"
    assert in_telegram == f"{told.unseen} citaten wachten op jouw blik: /quotes {ID}"

    store.do(lambda c: look_at_quotes(c, ID, NOW))
    store.do(lambda c: tell_unseen(c, compile_study(c, ID, NOW), NOW))
    store.do(lambda c: studies.save_study(c, replace(demo_study(), quotes="redacted")))
    store.do(lambda c: tell_unseen(c, compile_study(c, ID, NOW), NOW))
    assert len(posted(store)) == len(leads)

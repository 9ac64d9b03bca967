"""Colleagues weigh what the map shows: what they are asked, what stays hidden, and what they come to together.

``REISLEIDER_UPDATE=1`` writes the bot's lines of the transcripts anew, to be read before they are committed.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select
from weighing_people import LEAD, NOW, Weighing, a_map

from reisleider.bot.jobs.retention import remove_words
from reisleider.bot.transcripts.transcript import parse, print_message
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask
from reisleider.flows.journey_map import JourneyMap
from reisleider.flows.messages import Message, Said
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.privacy.own_traces import own_words, take_out
from reisleider.flows.weighing.balanced_sets import WIDEST, sets_for
from reisleider.flows.weighing.ballot import Ballot, Weighed, ballot_of, givens_of, tops_for
from reisleider.flows.weighing.outcome import outcome_of
from reisleider.flows.weighing.to_weigh import MOST, Candidate, candidates_of
from reisleider.renderers.chat.wording import word
from reisleider.storage import studies, tables, versions
from reisleider.storage.ballots import ballots_of
from reisleider.storage.codec import dump
from reisleider.storage.rounds import closed_rounds, open_round, reword_rounds
from reisleider.storage.store import Connection, Store

FOLDER = Path(__file__).parent / "transcripts" / "prioritise"
FILES = sorted(FOLDER.glob("*.txt"))
UPDATE = bool(os.environ.get("REISLEIDER_UPDATE"))
TEAM = ("anna", "bram", "cees", "dirk", "esra")
FAVOURITE = "omboeken"
SAYINGS = (
    *("1", "2 en 3", "terug", "overslaan", "wijzigen", "stop", "english", "nederlands", "help", "weet ik niet", "5"),
    *("vraag 2", "heel veel", "niks", "hoe lang duurt dit nog?", "?", "🙂", "wie leest dit?", "alles", "klaar", "10/5"),
)
THINGS = tuple(Candidate(f"w{n}", "need", f"vraag {n}", n=20 - n) for n in range(1, MOST + 1))


def opened(weighing: Weighing) -> Message:
    """The call in the home channel."""
    return next(one for one in weighing.commands("prioritise open") if one.buttons)


def voted_by(weighing: Weighing, team: tuple[str, ...] = TEAM, most: str = FAVOURITE) -> None:
    call = opened(weighing)
    for seed, who in enumerate(team):
        weighing.votes(who, call, most, seed)


@pytest.fixture(name="weighing")
def _weighing(tmp_path: Path) -> Weighing:
    return Weighing(tmp_path / "study.db")


# --- what is asked -------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_colleague_is_talked_with_as_the_transcript_says(file: Path, tmp_path: Path) -> None:
    transcript = parse(file.read_text(encoding="utf-8"), file.name)
    weighing = Weighing(tmp_path / "study.db", transcript.header["language"])
    said = [one for one in weighing.joins("anna", opened(weighing)) if one.interview is not None]
    lines = [line for one in said for line in print_message(one).split("\n")]
    for line in transcript.lines:
        if line.act is not None:
            lines.append(line.source)
            lines += [told for one in weighing.acts("anna", line.act) for told in print_message(one).split("\n")]
    played = "\n".join((*transcript.head, *lines)) + "\n"
    if UPDATE:
        file.write_text(played, encoding="utf-8")

    assert played == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("things", [3, 5, 6, MOST])
def test_at_most_twelve_replies_are_asked_whatever_lies_there(
    things: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weighing = Weighing(tmp_path / "study.db")
    weighing.ask(lambda c: shows(c, things))
    weighing.votes("anna", opened(weighing))
    with capsys.disabled():
        print(f"\nprioritise, {things} things: {weighing.replies['anna']} replies")

    assert weighing.replies["anna"] <= 12
    assert [one.cast_yet for one in weighing.ask(lambda c: ballots_of(c, "zonnevaart", 1))] == [True]


def shows(c: Connection, things: int) -> None:
    """The published map shows so many questions and nothing else."""
    told = a_map(studies.load_study(c, "zonnevaart"))  # type: ignore[arg-type]  # it is there
    needs = tuple(replace(told.columns[0].needs[0], words=f"Hoe zit het met {n}?", n=n + 3) for n in range(things))
    column = replace(told.columns[0], needs=needs, pains=())
    versions.rewrite(c, "zonnevaart", None, 1, dump(replace(told, columns=(column,))))


@pytest.mark.parametrize("things", range(3, MOST + 1))
def test_each_thing_is_shown_equally_often_and_each_pair_about(things: int) -> None:
    rounds = [sets_for(things, colleague) for colleague in range(20)]
    pairs: Counter[tuple[int, int]] = Counter()
    for dealt in rounds:
        assert sorted(place for one in dealt for place in one) == list(range(things))
        assert all(3 <= len(one) <= WIDEST for one in dealt)
        pairs.update(pair for one in dealt for pair in combinations(sorted(one), 2))

    counts = [pairs[pair] for pair in combinations(range(things), 2)]
    assert max(counts) - min(counts) <= 4
    assert len({one[0][0] for one in rounds}) >= things - 2  # what stands first changes


def test_only_what_the_map_shows_is_weighed_of_each_kind_in_turn(weighing: Weighing) -> None:
    found = candidates_of(a_map(weighing.study))

    assert [one.kind for one in found[:3]] == ["pain", "need", "opportunity"]
    assert {one.words for one in found} == {
        *("", "Wat kost het alles bij elkaar?", "Kan ik nog omboeken?"),
        *("Eén scherm met alle kosten", "Een mens aan de telefoon"),
    }
    assert found[0].label == {"nl": "Zoeken op internet", "en": "Searching online"}


def test_without_a_map_or_with_too_little_on_it_no_round_opens(weighing: Weighing) -> None:
    weighing.ask(lambda c: shows(c, 2))
    (told,) = weighing.commands("prioritise open")

    assert "nog te weinig om te wegen" in told.plain
    assert weighing.ask(lambda c: open_round(c, "zonnevaart")) is None


# --- what stays hidden ---------------------------------------------------------------------------------


def test_nothing_is_told_before_enough_colleagues_are_done(weighing: Weighing) -> None:
    voted_by(weighing, TEAM[:4])
    (how,) = weighing.commands("prioritise")
    (close,) = weighing.commands("prioritise close")

    assert "4" not in how.plain.replace("24", "")
    assert "Nog geen 5 collega's" in close.plain
    assert weighing.ask(lambda c: open_round(c, "zonnevaart")) is not None


def test_who_chose_what_is_gone_once_the_round_closes(weighing: Weighing) -> None:
    voted_by(weighing)
    ids = [one.interview.id for one in weighing.ask(lambda c: ballots_of(c, "zonnevaart", 1))]
    told = weighing.commands("prioritise close")
    post = next(one for one in told if one.attachments)

    assert len(ids) == 5
    assert weighing.ask(lambda c: ballots_of(c, "zonnevaart", 1)) == ()
    kept = weighing.ask(lambda c: c.execute(select(tables.outbox.c.id).where(tables.outbox.c.interview.in_(ids))).all())
    assert kept == []
    assert "Van 5 collega's samen" in post.plain
    assert "belangrijkst voor minstens 3 van 5" in post.plain  # all five did, and nobody learns that
    assert "5 van 5" not in post.plain
    assert post.attachments[0].data.startswith(b"\x89PNG")
    assert post.attachments[0].alt.startswith("Wat collega's als eerste aanpakken.")
    assert not any(who in post.plain or who in post.attachments[0].alt for who in TEAM)


def test_who_was_in_the_middle_of_it_hears_that_the_round_closed(weighing: Weighing) -> None:
    call = opened(weighing)
    for seed, who in enumerate(TEAM):
        weighing.votes(who, call, FAVOURITE, seed)
    begun = weighing.presses("fem", weighing.joins("fem", call)[0], "Ja, ik doe mee")[-1]
    told = weighing.commands("prioritise close")
    late = weighing.presses("fem", begun, begun.buttons[0].label)

    assert sum("wat je al koos is gewist" in one.plain.casefold() for one in told) == 1
    assert [one.plain for one in late] == ["Deze ronde is gesloten."]
    (closed,) = weighing.ask(lambda c: closed_rounds(c, "zonnevaart"))
    assert closed.outcome is not None
    assert closed.outcome.voters == 5


@pytest.mark.parametrize("seed", range(40))
def test_whatever_somebody_says_a_vote_goes_on_or_ends(seed: int) -> None:
    chance = Random(seed)
    script, language = load_script("prioritise"), chance.choice(("nl", "en"))
    things = THINGS[: chance.randrange(3, MOST + 1)]
    texts = {one.id: dict.fromkeys(("nl", "en"), f"Vraag: {one.words}") for one in things}
    slots = {name: {"nl": "x", "en": "x"} for name in ("lead", "minimum", "contact", "organisation", "link", "date")}
    givens = givens_of(script, things, texts, seed, tops_for(things, (), 5), slots)
    interview, effects = engine.begin(
        script, id="v1", study="s", participant="", language=language, givens=givens, now=NOW
    )
    for _ in range(60):
        assert word(effects, interview)
        asks = [one for one in effects if isinstance(one, Ask)]
        presses = [choice.id for one in asks for choice in one.choices]
        if presses and chance.random() < 0.6:
            said = Said("press", choice=chance.choice(presses), turn=interview.turn, interview=interview.id)
        else:
            said = Said("text", chance.choice(SAYINGS))
        interview, effects = engine.turn(script, interview, said, NOW)
        if interview.ended:
            break
    ballot = ballot_of(script, interview)
    assert all(one.most in one.shown and one.most != one.least for one in ballot.sets)
    assert len(set(ballot.dots)) == len(ballot.dots) <= 3
    assert all(1 <= score <= 5 for one in (ballot.impact, ballot.effort) for score in one.values())


def test_a_vote_counts_once_and_only_when_it_is_whole(weighing: Weighing) -> None:
    call = opened(weighing)
    weighing.votes("anna", call, seed=1)
    again = weighing.joins("anna", call)
    first = weighing.joins("bram", call)[0]
    weighing.presses("bram", first, "Ja, ik doe mee")

    assert any("Je hebt al gewogen" in one.plain for one in again)
    assert [one.cast_yet for one in weighing.ask(lambda c: ballots_of(c, "zonnevaart", 1))].count(True) == 1


def test_who_goes_on_later_finds_their_question_and_who_declines_leaves_nothing(weighing: Weighing) -> None:
    call = opened(weighing)
    question = weighing.joins("anna", call)[0]
    asked = weighing.presses("anna", question, "Ja, ik doe mee")[-1]
    back = weighing.joins("anna", call)
    declined = weighing.joins("bram", call)[0]
    weighing.presses("bram", declined, "Nee, liever niet")

    assert asked.plain in back[0].plain
    assert [one.account for one in weighing.ask(lambda c: ballots_of(c, "zonnevaart", 1))] == ["anna"]


def test_nobody_elses_button_moves_a_vote_and_only_a_lead_closes(weighing: Weighing) -> None:
    question = weighing.joins("anna", opened(weighing))[0]
    weighing.presses("bram", question, "Ja, ik doe mee")
    (talk,) = weighing.ask(lambda c: ballots_of(c, "zonnevaart", 1))
    (refused,) = weighing.commands("prioritise close", "anna")

    assert talk.interview.turn == 0
    assert "leid" in refused.plain
    assert weighing.ask(lambda c: open_round(c, "zonnevaart")) is not None


# --- what goes -----------------------------------------------------------------------------------------


def test_who_is_forgotten_is_so_in_an_open_round_and_sees_before_what_is_kept(weighing: Weighing) -> None:
    voted_by(weighing, TEAM[:2])
    data = next(one for one in weighing.commands("mydata", "anna") if one.attachments).attachments[0].data
    sure = weighing.commands("forget", "anna")[-1]
    weighing._hear("anna", Said("press", choice=sure.buttons[0].id))

    assert b'"votes"' in data
    assert [one.account for one in weighing.ask(lambda c: ballots_of(c, "zonnevaart", 1))] == ["bram"]


def test_words_that_go_from_the_map_go_from_the_round_and_its_post(weighing: Weighing) -> None:
    voted_by(weighing)
    weighing.commands("prioritise close")
    own = own_words(["Kan ik nog omboeken?"], [])
    weighing.ask(lambda c: reword_rounds(c, "zonnevaart", lambda things: take_out(list(things), own)))
    changed = [one for one in weighing.commands("prioritise outcome") if "Van 5" in one.plain]
    (closed,) = weighing.ask(lambda c: closed_rounds(c, "zonnevaart"))

    assert FAVOURITE not in changed[0].plain
    assert FAVOURITE not in str(closed.things)
    o = tables.outbox.c
    anew = weighing.ask(lambda c: c.execute(select(o.payload).where(o.operation == "redraw")).scalars().all())
    assert anew != []
    assert FAVOURITE not in str(anew)


def test_words_that_go_while_a_round_is_open_go_from_its_talks(weighing: Weighing) -> None:
    voted_by(weighing, TEAM[:1])
    own = own_words(["Kan ik nog omboeken?"], [])
    weighing.ask(lambda c: reword_rounds(c, "zonnevaart", lambda things: take_out(list(things), own)))

    (talk,) = weighing.ask(lambda c: c.execute(select(tables.ballots.c.talk)).scalars().all())
    assert FAVOURITE not in str(talk["givens"])


def test_retention_takes_open_votes_and_peoples_words(weighing: Weighing) -> None:
    voted_by(weighing)
    weighing.commands("prioritise close")
    voted_by(weighing, TEAM[:2])
    with Store.open(weighing.url) as store:
        remove_words(store, "zonnevaart", NOW)

    assert weighing.ask(lambda c: c.execute(select(tables.ballots.c.id)).all()) == []
    left = weighing.ask(lambda c: closed_rounds(c, "zonnevaart"))
    assert {one.kind for one in left[0].things} == {"pain"}


def test_a_study_goes_with_its_rounds(weighing: Weighing) -> None:
    voted_by(weighing, TEAM[:2])
    weighing.ask(lambda c: studies.delete_study(c, "zonnevaart"))

    for table in (tables.ballots, tables.rounds):
        assert weighing.ask(lambda c, table=table: c.execute(select(table.c.study)).all()) == []


# --- what it comes to ----------------------------------------------------------------------------------


def blind(colleagues: int, seed: int) -> list[Ballot]:
    """Votes of people who prefer nothing."""
    chance = Random(seed)
    votes = []
    for colleague in range(colleagues):
        sets = []
        for dealt in sets_for(len(THINGS), colleague):
            shown = tuple(THINGS[place].id for place in dealt)
            sets.append(Weighed(shown, *chance.sample(shown, 2)))
        votes.append(Ballot(tuple(sets), tuple(chance.sample([one.id for one in THINGS], 3))))
    return votes


def test_where_nobody_prefers_anything_at_most_one_round_in_twenty_claims_an_order() -> None:
    rounds = [outcome_of(THINGS, blind(8, seed), 5) for seed in range(100)]

    assert sum(one is not None and one.firm for one in rounds) <= 7  # of 100; 8 or more would be chance once in eight
    loose = next(one for one in rounds if one is not None and not one.firm)
    assert [one.id for one in loose.standings] == [one.id for one in THINGS]


def test_a_clear_choice_is_told_as_firm_with_its_place_and_the_same_whoever_came_first() -> None:
    def favouring(vote: Ballot) -> Ballot:
        sets = tuple(replace(one, most="w7", least=_not(one, "w7")) if "w7" in one.shown else one for one in vote.sets)
        return replace(vote, sets=sets, dots=("w7", "w1", "w2"))

    votes = [favouring(one) for one in blind(8, 1)]
    told = outcome_of(THINGS, votes, 5)

    assert told is not None
    assert told.firm
    best = told.standings[0]
    assert (best.id, best.first, best.last, best.most, best.n) == ("w7", 1, 1, 6, 8)
    assert outcome_of(THINGS, votes[::-1], 5) == told


def _not(one: Weighed, id: str) -> str | None:
    return next(other for other in (one.least, *one.shown) if other != id)


def test_fewer_than_the_smallest_group_come_to_nothing() -> None:
    assert outcome_of(THINGS, blind(4, 1), 5) is None
    assert outcome_of(THINGS, blind(5, 1), 6) is None


def test_impact_and_effort_are_told_of_enough_colleagues_alone_and_asked_so_that_they_get_there() -> None:
    votes: list[Ballot] = []
    for plain in blind(10, 3):
        tops = tops_for(THINGS, votes, 5)
        votes.append(replace(plain, impact=dict.fromkeys(tops, 5), effort=dict.fromkeys(tops, 1)))
    told = outcome_of(THINGS, votes, 5)
    four = outcome_of(THINGS, [*votes[:4], *blind(1, 9)], 5)

    assert told is not None
    assert four is not None
    assert sum(one.rated == 5 for one in told.standings) == 4
    assert all(one.rated is None and one.impact is None for one in four.standings)


def test_what_is_told_is_the_lead_and_the_maps_own_language(weighing: Weighing) -> None:
    assert isinstance(a_map(weighing.study), JourneyMap)
    assert weighing.commands("prioriteer")[0].plain.startswith("Er loopt geen ronde")
    assert weighing.commands("prioritise iets", LEAD)[0].plain.startswith("Met “iets”")

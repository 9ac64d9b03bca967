"""What somebody says their step is, and what it clearly was when they told it: honoured by merging and the codebook."""

from __future__ import annotations

from journey_samples import BOOKED, colleague, journey, study, visit

from reisleider.flows.codebook.codebook import id_of
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.journey import Label, Offered, Usual
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.book import held_labels, keep_book
from reisleider.flows.synthesis.merging.merge import merge
from reisleider.flows.synthesis.offered import labels_now, look_at_labels

WAITED = Label("silence", {"nl": "Wachten op de reis", "en": "Waiting for the trip"})
PAPERS = "gewacht op de papieren"


def places(*said: str | None, overrides: tuple[Override, ...] = ()) -> list[tuple[str | None, str]]:
    """For each of these people's answers the seed label their step came under, and by which method."""
    told = [journey(n, [visit(PAPERS, same_as=one)]) for n, one in enumerate(said)]
    groups = merge(told, [BOOKED, WAITED], overrides)
    found = {m.journey.interview: (g.label and g.label.id, m.method) for g in groups for m in g.mentions}
    return [found[one.interview] for one in told]


def test_what_its_author_says_goes_before_what_the_words_tell() -> None:
    assert places(None) == [("silence", "meaning")]
    assert places("book") == [("book", "said")]
    assert places("") == [(None, "alone")]
    assert places("gone") == [("silence", "meaning")]  # a label that the study no longer has


def test_one_persons_answer_is_not_anothers() -> None:
    assert places("", None, "book") == [(None, "alone"), ("silence", "meaning"), ("book", "said")]


def test_only_a_lead_goes_before_that() -> None:
    lead = (Override("same", PAPERS, other="Online geboekt"),)

    assert places("", "silence", overrides=lead) == [("book", "decided"), ("book", "decided")]


SCENT = "even gesnuffeld"


def matched_under(*matched: str | None, overrides: tuple[Override, ...] = ()) -> list[tuple[str | None, str]]:
    """As ``places``, of a wording that means none of the labels by itself."""
    told = [journey(n, [visit(SCENT, matched=one)]) for n, one in enumerate(matched)]
    groups = merge(told, [BOOKED, WAITED], overrides)
    found = {m.journey.interview: (g.label and g.label.id, m.method) for g in groups for m in g.mentions}
    return [found[one.interview] for one in told]


def test_what_a_step_clearly_was_is_no_word_of_its_author() -> None:
    assert matched_under("book", None, "gone") == [("book", "meaning"), (None, "equal"), (None, "equal")]


def test_what_was_said_or_decided_goes_before_what_it_clearly_was() -> None:
    told = [journey(n, [visit(SCENT, matched="book", same_as=one)]) for n, one in enumerate(("silence", ""))]
    groups = merge(told, [BOOKED, WAITED])

    assert {(g.label and g.label.id, m.method) for g in groups for m in g.mentions} == {
        ("silence", "said"),
        (None, "alone"),
    }
    assert matched_under("book", overrides=(Override("place", SCENT, other=""),)) == [(None, "alone")]
    assert matched_under("book", overrides=(Override("different", SCENT, other="Online geboekt"),)) == [(None, "alone")]


def test_two_steps_of_one_interview_do_not_become_one_for_being_clear() -> None:
    told = journey(1, [visit("op de site geboekt"), visit(SCENT, matched="book")])
    groups = merge([told], [BOOKED])

    assert [len(one.mentions) for one in groups] == [1, 1]


def test_what_was_clear_makes_no_alias_however_many_told_it() -> None:
    told = [journey(n, [visit(SCENT, matched="book")]) for n in range(5)]
    entry = keep_book(study(labels=(BOOKED,)), told).entry("book")

    assert entry is not None
    assert [one.words for one in entry.aliases] == ["op de site geboekt"]


def test_a_colleagues_contact_is_merged_under_once_somebodys_step_clearly_is_it() -> None:
    id = id_of(form("adviesgesprek aan huis"))
    told = [colleague(1, ["adviesgesprek aan huis"]), journey(2, [visit(SCENT, matched=id)])]

    assert held_labels(study(labels=(BOOKED,)), told[:1]) == (BOOKED,)
    assert id in {one.id for one in held_labels(study(labels=(BOOKED,)), told)}


# --- what may be offered -------------------------------------------------------------------------------


def test_what_is_offered_knows_where_it_comes_and_who_told_it() -> None:
    steps = ["op de site geboekt", "rondgekeken", "adviesgesprek aan huis"]
    told = [*(journey(n, steps) for n in range(3)), colleague(9, ["op de site geboekt", "adviesgesprek aan huis"])]
    offered = look_at_labels(study(labels=(BOOKED, WAITED)), told)

    assert offered.usual["book"] == Usual(0.0, customers=3, colleagues=1)
    assert offered.usual["silence"] == Usual(1.0)  # as the lead listed it, for nobody told it
    assert {"Online geboekt", "Rondgekeken", "Adviesgesprek aan huis"} <= {one.words["nl"] for one in offered.labels}


def test_what_one_customer_told_is_never_offered() -> None:
    offered = look_at_labels(study(labels=(BOOKED,)), [journey(1, [SCENT]), journey(2, [SCENT])])

    assert offered.labels == (BOOKED,)


def test_what_a_lead_decided_since_the_last_look_holds_at_once() -> None:
    told = [colleague(1, ["adviesgesprek aan huis"])]
    looked = look_at_labels(study(labels=(BOOKED,)), told)
    id = id_of(form("adviesgesprek aan huis"))
    named = Override("label", "visit", texts={"nl": "Huisbezoek"}, channel="home")

    assert [one.id for one in labels_now(study(labels=(BOOKED,)), (), looked).labels] == ["book", id]
    assert [one.id for one in labels_now(study(labels=(BOOKED, WAITED)), (), looked).labels] == ["book", "silence", id]
    after = labels_now(
        study(labels=(BOOKED,)), (named, Override("place", "adviesgesprek aan huis", other="visit")), looked
    )
    assert [(one.id, one.aliases) for one in after.labels] == [
        ("book", ("op de site geboekt",)),
        ("visit", ("adviesgesprek aan huis",)),
    ]


def test_a_label_that_the_lead_took_away_is_offered_no_more() -> None:
    looked = Offered((BOOKED, WAITED), {"book": Usual(0.5), "silence": Usual(0.9)})

    assert labels_now(study(labels=(WAITED,)), (), looked) == Offered((WAITED,), {"silence": Usual(0.9)})

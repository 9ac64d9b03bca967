"""Where interviews take place, who is away, what arrived in one burst, who was invited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from storage_samples import CHAT, NOW, a_study, an_interview, bytes_of, seed
from two_databases import IN_A_FILE

from reisleider.flows.journey import Answer as Line
from reisleider.flows.messages import Address, Message, Span
from reisleider.storage import chats, interviews, invites, people, queues, studies
from reisleider.storage.fading import fade_study
from reisleider.storage.operations import Answer, Send
from reisleider.storage.store import Connection, Store

OTHER = replace(CHAT, chat="chat-2")


def test_an_interview_takes_place_where_it_went_on_last(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, an_interview("i1")))
    store.do(lambda c: chats.set_chat(c, "i1", CHAT, "anna"))
    store.do(lambda c: chats.set_chat(c, "i1", OTHER, "anna"))

    assert store.do(lambda c: chats.chat_of(c, "i1")) == chats.Chat(OTHER, "anna")
    assert store.do(lambda c: chats.open_here(c, CHAT)) == ()
    assert store.do(lambda c: chats.open_here(c, OTHER)) == ("i1",)


def test_a_burst_is_kept_in_order_corrected_and_taken_once(store: Store) -> None:
    for words, ref in (("een", "m1"), ("twee", "m2")):
        store.do(lambda c, words=words, ref=ref: chats.add_fragment(c, "i1", words, ref))

    assert store.do(lambda c: chats.correct_fragment(c, "i1", "m2", "drie")) is True
    assert store.do(lambda c: chats.correct_fragment(c, "i1", "m9", "vier")) is False
    assert [one.text for one in store.do(lambda c: chats.take_fragments(c, "i1"))] == ["een", "drie"]
    assert store.do(lambda c: chats.take_fragments(c, "i1")) == ()


def test_what_somebody_is_in_the_middle_of_is_theirs_alone(store: Store) -> None:
    store.do(lambda c: chats.set_draft(c, CHAT, "lia", chats.Draft("new", {"title": "x"}), NOW))

    assert store.do(lambda c: chats.draft_of(c, CHAT, "lia")) == chats.Draft("new", {"title": "x"})
    assert store.do(lambda c: chats.draft_of(c, CHAT, "bas")) is None
    store.do(lambda c: chats.set_draft(c, CHAT, "lia", None, NOW))
    assert store.do(lambda c: chats.draft_of(c, CHAT, "lia")) is None


def test_somebody_is_away_once_until_they_are_back(store: Store) -> None:
    assert store.do(lambda c: chats.set_away(c, CHAT, "blocked", NOW)) is True
    assert store.do(lambda c: chats.set_away(c, CHAT, "blocked", NOW)) is False
    assert store.do(lambda c: chats.is_away(c, CHAT)) is True
    store.do(lambda c: chats.set_back(c, CHAT))
    assert store.do(lambda c: chats.is_away(c, CHAT)) is False


def test_a_chat_that_moves_takes_everything_along(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: studies.set_home(c, "holidays", CHAT))
    store.do(lambda c: queues.enqueue(c, CHAT, Send(Message((Span("a"),))), NOW))
    store.do(lambda c: chats.move_chat(c, CHAT, OTHER))

    assert store.do(lambda c: studies.home_of(c, "holidays")) == OTHER
    assert store.do(lambda c: studies.at_home(c, OTHER)) == ("holidays",)
    assert [row.address for row in store.do(lambda c: queues.claim(c, NOW, 60, 9, ("console|local",)))] == [OTHER]


def test_leads_find_their_studies(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: studies.set_leads(c, "holidays", (("slack", "T1", "U1"),)))

    assert store.do(lambda c: studies.led_by(c, "slack", "T1", "U1")) == ("holidays",)
    assert store.do(lambda c: studies.led_by(c, "slack", "T2", "U1")) == ()


@IN_A_FILE
def test_an_invitation_is_kept_by_its_hash_alone(store: Store) -> None:
    store.do(seed)
    until = NOW + timedelta(days=30)
    for token in ("first-token-of-all", "second-token-of-all"):
        store.do(lambda c, token=token: invites.add_invite(c, token, "holidays", "customer", "open", None, NOW, until))
    store.do(lambda c: invites.add_invite(c, "for-one", "holidays", "customer", "personal", "p", NOW, until))
    store.do(lambda c: invites.use_invite(c, "for-one", NOW))

    assert store.do(lambda c: invites.find_invite(c, "first-token-of-all")) is None  # a new open link ends the old
    assert store.do(lambda c: invites.find_invite(c, "second-token-of-all")).used_at is None
    assert store.do(lambda c: invites.find_invite(c, "for-one")).used_at == NOW
    assert store.do(lambda c: invites.find_invite(c, "unknown")) is None
    assert b"second-token-of-all" not in bytes_of(store.file)


@IN_A_FILE
def test_a_study_takes_its_chats_and_invitations_along(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, an_interview("i1")))
    store.do(lambda c: chats.set_chat(c, "i1", CHAT, "anna"))
    store.do(lambda c: chats.add_fragment(c, "i1", "spinazietaart", None))
    store.do(lambda c: invites.add_invite(c, "token", "holidays", "customer", "open", None, NOW, NOW))
    store.do(lambda c: studies.delete_study(c, "holidays"))

    assert store.do(lambda c: chats.chat_of(c, "i1")) is None
    assert store.do(lambda c: invites.find_invite(c, "token")) is None
    assert b"spinazietaart" not in bytes_of(store.file)


@pytest.mark.parametrize("ends", [studies.delete_study, lambda c, id: fade_study(c, id, ())])
def test_a_study_whose_words_go_takes_along_what_a_lead_looks_at(
    store: Store, ends: Callable[[Connection, str], None]
) -> None:
    store.do(seed)
    for who, study, kind in (("lia", "s1", "sort"), ("bas", "s2", "sort"), ("eva", "s1", "merge"), ("mo", "s1", "new")):
        held = chats.Draft(kind, {"study": study, "words": "gebeld"})
        store.do(lambda c, who=who, held=held: chats.set_draft(c, CHAT, who, held, NOW))
    store.do(lambda c: ends(c, "s1"))

    left = [who for who in ("lia", "bas", "eva", "mo") if store.do(lambda c, who=who: chats.draft_of(c, CHAT, who))]
    assert left == ["bas", "mo"]


def test_a_question_is_found_by_its_turn(store: Store) -> None:
    put = lambda text, turn: store.do(  # noqa: E731 - shorter than a function of its own
        lambda c: queues.enqueue(c, CHAT, Send(Message((Span(text),), interview="i1", turn=turn)), NOW)
    )
    first, again = put("vraag", 3), put("vraag nog eens", 3)
    put("volgende", 4)
    store.do(lambda c: queues.sent(c, first, Answer("9", text="vraag"), NOW))

    assert store.do(lambda c: queues.question_of(c, "i1", 3)) == queues.Question(again, buttons=False)
    assert store.do(lambda c: queues.answered(c, first)) == Answer("9", text="vraag")
    assert store.do(lambda c: queues.answered(c, again)) is None


def test_giving_up_on_an_address_leaves_the_others(store: Store) -> None:
    store.do(lambda c: queues.enqueue(c, CHAT, Send(Message((Span("private"),))), NOW))
    store.do(lambda c: queues.enqueue(c, OTHER, Send(Message((Span("b"),))), NOW))

    assert store.do(lambda c: queues.give_up_address(c, CHAT, "blocked")) == 1
    assert store.do(queues.waiting) == 1
    assert store.do(lambda c: queues.next_due(c, ("console|local",))) == NOW
    assert store.do(lambda c: queues.next_due(c, ("slack|local",))) is None


def test_somebody_who_changed_is_written_back(store: Store) -> None:
    store.do(seed)
    who = store.do(lambda c: people.load_participant(c, "p1"))
    store.do(lambda c: people.save_participant(c, replace(who, excluded=True, timezone="Asia/Tokyo")))

    kept = store.do(lambda c: people.load_participant(c, "p1"))
    assert (kept.excluded, kept.timezone) == (True, "Asia/Tokyo")
    assert a_study().timezone == "Europe/Amsterdam"
    assert Address("a", "b", "c").thread is None


def test_a_message_is_known_by_the_interview_it_told_something_in(store: Store) -> None:
    store.do(seed)
    store.do(lambda c: interviews.add_interview(c, an_interview()))
    store.do(lambda c: chats.set_chat(c, "i1", CHAT, "u1"))

    def answer(c: Connection) -> None:
        before = interviews.load_interview(c, "i1")
        assert before is not None
        line = Line(len(before.log) + 1, "steps", "i9", "gebeld", "gebeld", NOW, ref="m9")
        interviews.save_interview(c, before, replace(before, turn=before.turn + 1, log=(*before.log, line)))

    store.do(answer)

    assert store.do(lambda c: chats.told_in(c, CHAT, "m9")) == "i1"
    assert store.do(lambda c: chats.told_in(c, CHAT, "m8")) is None
    assert store.do(lambda c: chats.told_in(c, OTHER, "m9")) is None


def test_there_is_something_to_draw_once_somebody_who_counts_told_a_step(store: Store) -> None:
    store.do(seed)

    def begun(c: Connection) -> None:
        interviews.add_interview(c, an_interview())

    def told(c: Connection) -> None:
        before = interviews.load_interview(c, "i1")
        assert before is not None
        lines = Line(1, "consent", None, "yes", "ja", NOW), Line(2, "steps", "i1", "gebeld", "gebeld", NOW)
        interviews.save_interview(c, before, replace(before, turn=before.turn + 1, log=lines))

    def leave_out(c: Connection) -> None:
        who = people.load_participant(c, "p1")
        assert who is not None
        people.save_participant(c, replace(who, excluded=True))

    found = []
    for act in (begun, told, leave_out):
        store.do(act)
        found.append(store.do(lambda c: interviews.any_step_told(c, "holidays")))
    assert found == [False, True, False]

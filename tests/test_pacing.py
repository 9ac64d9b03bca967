"""How fast platforms are written to: never faster than they take, and one chat never waits for another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reisleider.bot.outbox.pace import LIMITS, Pacer
from reisleider.flows.messages import Address

ANNA, BEA = Address("telegram", "b", "1"), Address("telegram", "b", "2")
GROUP = Address("telegram", "b", "-55")


def times(pacer: Pacer, address: Address, count: int, now: float = 0.0) -> list[float]:
    return [now + pacer.reserve(address, now) for _ in range(count)]


def test_a_few_messages_go_at_once_and_the_rest_a_second_apart() -> None:
    sent = times(Pacer(LIMITS), ANNA, 6)

    assert all(moment < 0.2 for moment in sent[:3])
    assert [round(later - earlier) for earlier, later in pairwise(sent[2:])] == [1, 1, 1]


def test_another_chat_does_not_wait_for_a_busy_one() -> None:
    pacer = Pacer(LIMITS)
    times(pacer, ANNA, 3)

    assert times(pacer, BEA, 1)[0] < 0.5


def test_a_group_gets_at_most_twenty_a_minute() -> None:
    sent = times(Pacer(LIMITS), GROUP, 60)

    assert max(sum(start <= moment < start + 60 for moment in sent) for start in sent) <= 20


def test_a_platform_without_limits_never_waits() -> None:
    assert times(Pacer(LIMITS), Address("console", "local", "me"), 100) == [0.0] * 100


@given(st.lists(st.sampled_from(["1", "2", "3", "4", "5", "6", "-7"]), min_size=1, max_size=120))
def test_overall_at_most_thirty_a_second_in_any_order(chats: list[str]) -> None:
    pacer = Pacer(LIMITS)
    sent = [pacer.reserve(Address("telegram", "b", chat), 0.0) for chat in chats]

    assert max(sum(start <= moment < start + 1 for moment in sent) for start in sent) <= 30

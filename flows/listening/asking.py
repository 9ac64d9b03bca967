"""What is asked of the bot: who reads this, how long still, is this anonymous; with a question mark or without.

Law: a question asks by its mark, or by its order: a word that asks, or a verb before who does it, and not who does it
before. One whose subject the bot knows is sure; another is sure where it is aimed at the bot or has its mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import cast

from reisleider.flows.listening.acts import Heard, QuestionToBot, Topic
from reisleider.flows.listening.composing import past, roles_of
from reisleider.flows.listening.typed.phrases import Book, kinds, run_at, runs, stripped
from reisleider.flows.listening.typed.tokens import Typed
from reisleider.flows.words.vocabulary import lists

TOPICS: tuple[Topic, ...] = ("robot", "name", "delete", "reward", "why", "what-happens", "how-long", "who")
"""What is asked of the bot (``[questions]``), the first that fits first."""
PERSONAL: tuple[Topic, ...] = ("robot", "name", "delete", "reward")
"""What nobody asks but of who interviews them."""
_BARE = 5  # words: "verwachting? waarvan?"; what is longer and in no question's order tells something
_SHORT = 4  # words: "why this survey"
_BETWEEN = 3  # words between what asks and its verb: "hoeveel vragen komen"


def asked_of_bot(typed: Typed, bare: tuple[str, ...]) -> Heard | None:
    """The question that the reply asks of the bot, or None."""
    if not typed.raw.strip(" ?!."):
        return None
    words, about = _led_in(typed.words)
    whole = _whole().find(words, stripped(words))
    if whole is not None:
        return Heard(QuestionToBot(cast(Topic, whole)))
    aimed = any(word in kinds("aimed") for word in words)
    ordered = about or in_question_order(words)
    addressed = words[0] in kinds("addressed")
    if not (typed.asks or ordered or addressed or (aimed and _begins(words))):
        return None
    topic = _topics().find(words, bare or words)
    if topic is not None:
        told = "told" in roles_of(words) or past(words[-1])
        return (
            None
            if told and not (typed.asks or ordered)
            else Heard(QuestionToBot(cast(Topic, topic)), sure=typed.asks or ordered)
        )
    if not ordered and not (typed.asks and len(words) <= _BARE):
        return None
    if not typed.asks and words[0] in kinds("first-person") and words[1:2] and words[1] in kinds("self-asked"):
        return None
    if not (aimed or typed.asks or words[0] in kinds("asks")):
        return None
    return Heard(QuestionToBot("other"), sure=ordered and (aimed or typed.asks))


def in_question_order(words: tuple[str, ...]) -> bool:
    """Whether the words stand as in a question: what asks and a verb, or a verb and who does it."""
    first = words[0]
    if first in kinds("before-asks") and words[1:2] and words[1] in kinds("asks"):
        return len(words) == 2 or in_question_order(words[1:])
    if first in kinds("contracted") or (first in kinds("asks") and len(words) == 1):
        return True
    if len(words) > 1 and words[1] in kinds("verb-before") and first not in kinds("linking") | kinds("asks"):
        return True
    if first in kinds("asks"):
        rest = words[1:]
        if len(rest) > 1 and rest[1] in kinds("verb-before") and rest[0] not in kinds("subjects-asked"):
            return True
        verbs = [place for place, word in enumerate(rest[:_BETWEEN]) if word in kinds("asked-verbs")]
        return bool(verbs) and not any(word in kinds("subjects-asked") for word in rest[: verbs[0]])
    if first not in kinds("asking") or len(words) < 2 or words[1] not in kinds("subjects-asked"):
        return False
    if words[1] in kinds("self-asked") and any(word in kinds("negations") for word in words[2:]):
        return False
    return first not in kinds("first-person") or words[1] in _who()


def _begins(words: tuple[str, ...]) -> bool:
    """Whether it begins as a question does, whatever its order: "waarom al die vragen", "does anybody see this"."""
    if words[0] in kinds("first-person") or "was" in roles_of(words[:1]):
        return False
    by_subject = words[1:2] and words[1] in kinds("subjects-asked")
    return words[0] in kinds("asking") or (words[0] in kinds("asks") and (not by_subject or len(words) <= _SHORT))


@cache
def _who() -> frozenset[str]:
    return frozenset((*lists("roles")["self"], *lists("roles")["you"]))


def _led_in(words: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The words without those that lead in ("en wie leest dit"), and whether these say that something is asked."""
    place, about = 0, False
    while place < len(words) - 1:
        length = run_at(words, place, runs("asks-about"))
        if length and place + length < len(words):
            about = True
        elif words[place] in kinds("leads-in"):
            length = 1
        else:
            break
        place += length
    return words[place:], about


@cache
def _topics() -> Book:
    table = lists("questions")
    return Book({topic: table[topic] for topic in TOPICS if topic in table}, whole=False)


@cache
def _whole() -> Book:
    """What asks by itself, whatever its order: "wis alles", "delete my data"."""
    table: Mapping[str, tuple[str, ...]] = lists("questions")
    return Book({topic: table[f"{topic}-whole"] for topic in TOPICS if f"{topic}-whole" in table})

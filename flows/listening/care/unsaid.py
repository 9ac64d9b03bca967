"""What an answer leaves unsaid, so that one question more is worth asking: what is meant, what followed, what was
expected.

Law: pure. What is concrete is never asked on about, nor what was hard to tell, nor "I don't know", nor a refusal; how
long an answer is decides nothing. What is quoted back are whole words, four at most.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from reisleider.flows.listening.care.need import need_told
from reisleider.flows.listening.care.reactions import weight_of
from reisleider.flows.listening.care.telltales import says, sentences
from reisleider.flows.words.cues import content_words, is_stop_word
from reisleider.flows.words.replies import meanings
from reisleider.flows.words.vocabulary import lists, one_of

Gap = Literal["meaning", "followed", "expected"]
QUOTED = 4  # words
LONGEST = 40  # letters of all of them; a longer one is no word that can be asked about
TELLING = 2  # words of content, beside those that only say how it was, that make an answer concrete
SHORT = 4  # words of content; who tells of a mishap in more has told what followed
FEW = 7  # words; in more, somebody who "does not know" tells something all the same
_NOTHING = frozenset({"yes", "no", "nothing", "forgot", "no-idea", "unknown", "none", "not-applicable", "skip", "done"})
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@lru_cache(maxsize=4096)
def gap_in(answer: str, question: str = "") -> Gap | None:
    """What is worth asking about this answer, or None."""
    content = content_words(answer)
    if not content or "?" in answer or meanings(answer) & _NOTHING or _is_unasked(answer):
        return None
    if need_told(answer) or weight_of(answer):
        return None
    said = sentences(answer)
    if any(says("gap", "expected", one) and not says("gap", "expected-said", one) for one in said):
        return "expected"
    if any(sign.isdigit() for sign in answer):
        return None
    if len(content) <= SHORT and any(says("gap", "event", one) for one in said):
        return "followed"
    asked = content_words(question)
    telling = [word for word in content if word not in asked and not _vague().fullmatch(word)]
    return "meaning" if len(telling) < TELLING and quote(answer) else None


def tells_nothing(answer: str) -> bool:
    """Whether somebody does not know, would rather not say, or has nothing to add, and says no more than that: no
    answer to be kept."""
    return bool(meanings(answer) & _NOTHING) or (len(answer.split()) <= FEW and _is_unasked(answer))


def _is_unasked(answer: str) -> bool:
    return any(says("gap", "unasked", one) for one in sentences(answer))


def quote(answer: str) -> str:
    """The words of an answer that can be asked about: four whole words at most, its last where it has more; "" where
    there are none."""
    words = [found[0] for found in _WORD.finditer(answer)]
    whole = answer.strip().rstrip(".!?…").rstrip()
    if len(words) <= QUOTED and words:
        return whole if len(whole) <= LONGEST and "\n" not in whole else ""
    kept = words[-QUOTED:]
    while kept and is_stop_word(kept[0]):
        del kept[0]
    return " ".join(kept) if len(" ".join(kept)) <= LONGEST else ""


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(one_of(lists("cues", "gap")["vague"]))

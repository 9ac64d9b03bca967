"""Reads a reply to what stands open: one act, and whether it is sure.

Law: pure. A choice's own words come first, then what is plainly an answer, then what is said to the bot; what is left
is an answer in own words where these are asked for. Consent, quotes, recontact, deletion and a face's sign are never
guessed: what is unsure is heard with its likely meaning, to be asked back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reisleider.flows.effects import Choice
from reisleider.flows.evolve import evolve
from reisleider.flows.listening.acts import (
    Act,
    Answer,
    Asked,
    Back,
    DontKnow,
    Finish,
    GoOn,
    Greeting,
    Heard,
    Help,
    NoneHere,
    Pause,
    QuestionToBot,
    RefuseToAnswer,
    Stop,
    Thanks,
)
from reisleider.flows.listening.agreement import Agreed, agrees
from reisleider.flows.listening.asking import PERSONAL
from reisleider.flows.listening.composing import composed, roles_of
from reisleider.flows.listening.feeling.litotes import denies_the_opposite
from reisleider.flows.listening.feeling.turned_out import is_told, turned_out
from reisleider.flows.listening.feeling.valence import felt
from reisleider.flows.listening.naming import by_content, by_label, by_list, by_place, by_start, specially
from reisleider.flows.listening.talk import said_in_part, said_to_bot, said_whole_or_in_part
from reisleider.flows.listening.times import days_back, lasts
from reisleider.flows.listening.traits import EMPTY, UNKNOWN
from reisleider.flows.listening.trust.given import is_given, leave
from reisleider.flows.listening.typed.phrases import has_run, is_only, kinds, stripped
from reisleider.flows.listening.typed.tokens import Typed, read
from reisleider.flows.listening.weighing import weighed
from reisleider.flows.words.cues import as_figures

NOTHING = Heard(None)
_FELT = ("score", "time")
"""Read out of single words, so that what is said to the bot as a whole comes first."""
_MILD = (GoOn, Greeting, Thanks)
_PERHAPS = (DontKnow, Greeting, Thanks)
"""What a part of an answer may sound like."""
_GUARDED = {"yes", "right"}
"""Choices that are never guessed from a part of their label."""
_NAMELESS = ("consent", "quotes")
"""What was asked with the promise that no name is told."""
CROSS, SLASH = "x", "/"  # typed for nothing: no words
A_STORY = 20  # spaces; so many words are told, and never said to the bot
_FIT = 0.6  # the part of a stretch of time that must lie in one bucket
_ASKS_TO_DO = ("wish", "improvement")  # its answer tells somebody what to do, as the bot is told: "let me see it first"
_ASKS_TO_DO = ("wish", "improvement")  # its answer tells somebody what to do
_OF_OTHERS = "question"  # what customers ask: a colleague who repeats it asks nothing, or says so
_ASKS_A_QUESTION = ("need", "question", "need-at")  # its answer is a question, that the bot was not asked


_DIGIT = re.compile(r"\d")
BRIEF = 16  # signs; so little is said alike by many: "ja", "klaar", "weet ik niet"
QUESTIONS = 16  # to which one brief reply is remembered at once
ALIKE = 4096  # brief replies that are remembered, each to the questions that it answered
BRIEFLY: dict[str, list[tuple[Asked, Heard]]] = {}
_LAST: list[tuple[str, Asked, Heard]] = []
"""The last reply read: a turn asks twice about the same one, whether it was said to the bot and what it answers."""


def read_reply(text: str, asked: Asked) -> Heard:
    """What the reply does, to what was asked."""
    if asked.numbers and _DIGIT.search(as_figures(text)) is None:
        asked = evolve(asked, numbers=False)  # it reads alike, and was perhaps read so
    if len(text) <= BRIEF:
        return _read_briefly(text, asked)
    for before, to, heard in _LAST:
        if before == text and to == asked:
            return heard
    heard = _read(text, asked)
    _LAST[:] = [(text, asked, heard)]
    return heard


def _read_briefly(text: str, asked: Asked) -> Heard:
    known = BRIEFLY.get(text)
    if known is None:
        if len(BRIEFLY) >= ALIKE:
            BRIEFLY.clear()
        known = BRIEFLY[text] = []
    for to, heard in known:
        if to == asked:
            return heard
    heard = _read(text, asked)
    if len(known) >= QUESTIONS:
        known.clear()
    known.append((asked, heard))
    return heard


def _read(text: str, asked: Asked) -> Heard:
    typed = read(text.strip())
    plain = plainly(text, typed, asked)
    if plain is not None:
        return plain
    heard = by_grammar(typed, asked)
    if asked.by == "score" and heard.sure and denies_the_opposite(typed):
        return heard
    meant = leave(heard, typed, asked) if is_given(asked) else weighed(heard, typed, asked)
    of_others = asked.saves == _OF_OTHERS and isinstance(meant.act, QuestionToBot)
    return Heard(meant.act, False) if of_others else meant


def plainly(text: str, typed: Typed, asked: Asked) -> Heard | None:
    """What needs no reading: a story, marks alone, a choice's own words or its place; None where it is none of them."""
    if asked.by in ("words", "item") and text.count(" ") > A_STORY:
        return Heard(Answer(None, text.strip()))
    if not typed.words or text.strip().casefold() in (CROSS, SLASH):
        return _only_marks(text, asked)
    chosen = by_label(text, (*asked.choices, *asked.hidden)) or by_place(typed, asked)
    return None if chosen is None else Heard(Answer(chosen.id))


def by_grammar(typed: Typed, asked: Asked) -> Heard:
    """What words and grammar make of it."""
    if asked.by == "words":
        return _open(typed, asked)
    if asked.by == "item":
        return _listed(typed, asked)
    if asked.by == "go-on":
        return _nudged(typed)
    return _offered(typed, asked, (*asked.choices, *asked.hidden))


def _only_marks(text: str, asked: Asked) -> Heard:
    """A reply without a word: "?" asks for help, "-" is nothing."""
    if "?" in text:
        return Heard(Help())
    if text.strip().casefold() in ("-", "–", "—", SLASH, CROSS) and asked.by in ("words", "item"):
        return _none(asked) if asked.by == "words" else Heard(Finish())
    return NOTHING


def _first(ids: Sequence[str], choices: Sequence[Choice]) -> Choice | None:
    return next((choice for id in ids for choice in choices if choice.id == id), None)


def _open(typed: Typed, asked: Asked) -> Heard:
    """To an open question: what is said to the bot comes before words of one's own."""
    heard = said_whole_or_in_part(typed)
    choices = (*asked.choices, *asked.hidden)
    if heard is not None and not (isinstance(heard.act, GoOn) and agrees(typed).yes):
        act = heard.act
        if isinstance(act, NoneHere | Finish):
            return _none(asked) if heard.sure else Heard(NoneHere(), False)
        if isinstance(act, DontKnow) and heard.sure and (chosen := _first(UNKNOWN, choices)) is not None:
            return Heard(Answer(chosen.id))
        if not _is_content(heard, typed, asked):
            return heard
    return NOTHING if _says_nothing(typed) else Heard(Answer(None, typed.raw))


def _says_nothing(typed: Typed) -> bool:
    """Whether there is nothing in it but filling: "eh", "nou ja"."""
    return not stripped(typed.words)


def _is_content(heard: Heard, typed: Typed, asked: Asked) -> bool:
    """Whether a question is itself the answer in own words, and not asked of the bot: none of what the bot knows, or
    where a question is what was asked for."""
    act = heard.act
    if asked.saves in _ASKS_A_QUESTION and not heard.sure and (typed.asks or isinstance(act, QuestionToBot)):
        return True
    if asked.saves in _ASKS_TO_DO and not heard.sure and isinstance(act, QuestionToBot):
        return True  # "say how much longer it takes" is what somebody wishes for
    if not isinstance(act, QuestionToBot):
        return asked.saves in _ASKS_A_QUESTION and isinstance(act, Pause) and _asks_for_a_fact(typed)
    if act.topic in PERSONAL and (act.topic != "reward" or asked.saves not in _ASKS_A_QUESTION):
        return False
    if asked.saves not in _ASKS_A_QUESTION:
        return False
    of_talk = kinds("talk-itself") if act.topic == "why" else kinds("bot")
    return act.topic == "other" or of_talk.isdisjoint(typed.words)


def _asks_for_a_fact(typed: Typed) -> bool:
    """Whether it asks who or which, and so asks nothing to be done: "whom do I call on Saturday?"."""
    return typed.asks and typed.words[0] in kinds("asks-who")


def _none(asked: Asked) -> Heard:
    chosen = _first(EMPTY, (*asked.choices, *asked.hidden))
    return Heard(NoneHere() if chosen is None else Answer(chosen.id))


def _listed(typed: Typed, asked: Asked) -> Heard:
    """To a list: closing words close it, what is said to the bot is not an item, and everything else is."""
    heard = said_whole_or_in_part(typed, but=("go-on",))
    if heard is None or _is_content(heard, typed, asked):
        mere = _says_nothing(typed) or all(word in kinds("yes") for word in stripped(typed.words))
        return NOTHING if mere else Heard(Answer(None, typed.raw))
    if isinstance(heard.act, NoneHere):
        return Heard(Finish(), heard.sure)
    return _closing(typed, heard)


def _closing(typed: Typed, heard: Heard) -> Heard:
    """ "Stop hier" beside a list closes it; "stop" stops."""
    finishing = said_to_bot(typed, but=tuple(name for name in _BEFORE_FINISH if name != "stop" or len(typed.words) > 1))
    return finishing if finishing is not None and isinstance(finishing.act, Finish) else heard


_BEFORE_FINISH = ("back", "correct", "stop", "pause", "refuse", "help", "dont-know", "none")


def _nudged(typed: Typed) -> Heard:
    """After "shall we go on?": yes goes on, and so does who is back; no pauses."""
    made = composed(typed, but=("finish", "none"))
    if made is not None and made.sure and made.act == "go-on":
        return Heard(GoOn())
    heard = said_to_bot(typed, but=("finish", "none"))
    if heard is not None and heard.sure and isinstance(heard.act, RefuseToAnswer):
        return Heard(Pause())
    if heard is not None and heard.sure and not isinstance(heard.act, GoOn | QuestionToBot):
        return heard
    agreed = agrees(typed)
    if agreed.yes is None:
        return heard or NOTHING
    act: Act = GoOn() if agreed.yes else Pause()
    return Heard(act, agreed.sure or isinstance(act, GoOn))


def _offered(typed: Typed, asked: Asked, everything: Sequence[Choice]) -> Heard:
    """To choices: an answer that is sure, else what is said to the bot, else an answer that is not."""
    heard = said_to_bot(typed, but=("finish", "none", "go-on"))
    if heard is not None and isinstance(heard.act, Greeting) and _answers_first(typed):
        heard = None
    first = _first_heard(heard, typed, asked) if asked.by in _FELT else None
    if first is not None:
        return _unknown(first, typed, asked, everything) if isinstance(first.act, DontKnow) else first
    answer = _answer(typed, asked, everything)
    if answer is None and not (heard is not None and isinstance(heard.act, Stop)):
        answer = _nothing_chosen(typed, asked)
    if answer is not None and answer.sure:
        return Heard(
            answer.act, not (asked.by == "score" and heard is not None and isinstance(heard.act, Thanks)), answer.remark
        )
    if heard is not None and _GUARDED & {choice.id for choice in asked.choices}:
        heard = _beside_consent(heard, typed)
    if heard is not None and isinstance(heard.act, DontKnow):
        return _unknown(heard, typed, asked, everything)
    if heard is not None and not (answer is not None and _gives_way(heard, asked)):
        return heard
    return answer or said_in_part(typed, but=("finish", "none", "go-on")) or NOTHING


def _answers_first(typed: Typed) -> bool:
    """Whether it begins with a yes or no and more follows, so that a time of day in it greets nobody."""
    return len(typed.words) > _GREETS and typed.words[0] in kinds("yes") | kinds("no")


_GREETS = 3  # words; "ja goedemorgen hoor" may still greet


def _unknown(heard: Heard, typed: Typed, asked: Asked, everything: Sequence[Choice]) -> Heard:
    """Not knowing, as the choice that says so where there is one."""
    if is_only(typed.words, "hedging"):
        return Heard(None, False)
    chosen = _first(UNKNOWN, everything)
    if chosen is None and (known := specially(asked.saves).get("dont_know")) is not None:
        chosen = _first((known,), everything)
    return heard if chosen is None else Heard(Answer(chosen.id), heard.sure)


def _gives_way(heard: Heard, asked: Asked) -> bool:
    """Whether an answer that is not sure is likelier: "ok but make it quick, my bus is in 10" is no pause, but "good
    morning" is no "good"."""
    if _GUARDED.isdisjoint(choice.id for choice in asked.choices):
        return isinstance(heard.act, Greeting | Thanks)
    return isinstance(heard.act, Thanks | Pause) or (isinstance(heard.act, Greeting) and not heard.sure)


def _first_heard(heard: Heard | None, typed: Typed, asked: Asked) -> Heard | None:
    """What goes before a feeling or a time: words listed for a time's choice, and what is said to the bot."""
    listed = by_list(typed, asked, mere=False) if asked.by == "time" else None
    if listed is not None:
        return Heard(Answer(listed.id))
    if heard is None:
        return None
    if not _comes_first(heard, typed) or _is_when(heard, typed, asked):
        return None
    return heard


def _is_when(heard: Heard, typed: Typed, asked: Asked) -> bool:
    """Whether it only says when: "on friday" asks for no pause there, and "lang geleden" is not forgotten."""
    if asked.by != "time" or not isinstance(heard.act, _SOUNDS_LIKE_WHEN):
        return False
    if isinstance(heard.act, DontKnow) and has_run(typed.words, "contrast"):
        return days_back(typed, asked.today) is not None  # "not precisely, but over a year"
    if not _DOING.isdisjoint(roles_of(stripped(typed.words))) or not kinds("excess").isdisjoint(typed.words):
        return False
    return days_back(typed, asked.today) is not None


_SOUNDS_LIKE_WHEN = (Pause, Back, DontKnow, RefuseToAnswer, Greeting)
_DOING = frozenset(
    {"modal", "carry", "wait", "busy", "must", "talk", "go", "want", "know", "unknown", "contact", "private", "say"}
) | {"arrives"}
"""What words do beside a time that say more than when."""


def _comes_first(heard: Heard, typed: Typed) -> bool:
    """Whether it goes before a feeling or a time read out of single words: "geen flauw idee" is not "niet flauw"."""
    if isinstance(heard.act, Stop) and typed.words[0].isalpha():
        return True
    if isinstance(heard.act, QuestionToBot):
        return True
    if isinstance(heard.act, DontKnow | Greeting):
        return heard.sure and len(typed.words) > 1 and not is_only(typed.words, "hedging")
    return heard.sure and not isinstance(heard.act, _PERHAPS)


def _beside_consent(heard: Heard, typed: Typed) -> Heard:
    """What is said to the bot where it asks whether it may: not knowing is no answer, and not wanting is a no."""
    if isinstance(heard.act, DontKnow | RefuseToAnswer):
        return Heard(None, False)
    if isinstance(heard.act, Pause) and typed.words[0] in kinds("no"):
        return Heard(Answer("no"), False)
    if isinstance(heard.act, Pause) and "later" not in roles_of(typed.words):
        return Heard(Pause(), False)
    if (
        isinstance(heard.act, Stop)
        and heard.sure
        and typed.words[0] not in kinds("strong")
        and has_run(typed.words, "negations")
    ):
        return Heard(Answer("no"), True, typed.raw)
    return heard


def _answer(typed: Typed, asked: Asked, everything: Sequence[Choice]) -> Heard | None:
    if asked.by == "score":
        listed = by_list(typed, asked)
        return Heard(Answer(listed.id)) if listed is not None else _face(typed, asked)
    plain = _bucket(typed, asked) if asked.by == "time" else _half(typed, everything)
    if plain is not None:
        return plain
    started = by_start(typed, everything)
    if started is not None and not _GUARDED & {choice.id for choice in asked.choices}:
        return Heard(Answer(started.id))
    told = turned_out(typed, asked.saves)
    if told is not None and (told.sure or by_list(typed, asked, mere=False) is None):
        chosen = _first((told.choice or "",), everything)
        return Heard(None if chosen is None else Answer(chosen.id), told.sure)
    listed = by_list(typed, asked)
    if listed is not None:
        return Heard(Answer(listed.id))
    ids = {choice.id for choice in asked.choices}
    if {"yes", "no"} <= ids or {"right", "change"} <= ids:
        return _agreed(agrees(typed, nameless=asked.saves in _NAMELESS), typed, ids)
    special = specially(asked.saves)
    if special and (score := felt(typed)).score:
        chosen = _first((special.get("good" if score.score > 0 else "bad", ""),), everything)
        if chosen is not None:
            return Heard(Answer(chosen.id), score.sure and not is_told(asked.saves))
    named = by_content(typed, everything)
    if named.choice is not None:
        return Heard(Answer(named.choice.id), named.sure)
    return None


def _half(typed: Typed, everything: Sequence[Choice]) -> Heard | None:
    """ "Ja en nee", where something in between is on offer: likely that."""
    half = _first(("partly",), everything) if is_only(typed.words, "both") else None
    return None if half is None else Heard(Answer(half.id), False)


def _nothing_chosen(typed: Typed, asked: Asked) -> Heard | None:
    """A plain no to steps or several: none of them, where that is on offer."""
    agreed = agrees(typed)
    chosen = _first(EMPTY, (*asked.choices, *asked.hidden)) if agreed.yes is False and agreed.sure else None
    return Heard(Answer(chosen.id)) if chosen is not None else None


def _agreed(agreed: Agreed, typed: Typed, ids: set[str]) -> Heard | None:
    if agreed.yes is None:
        return None if agreed.sure else Heard(None, False)
    yes, no = ("yes", "no") if "yes" in ids else ("right", "change")
    return Heard(Answer(yes if agreed.yes else no), agreed.sure, typed.raw if agreed.beside else None)


def _face(typed: Typed, asked: Asked) -> Heard | None:
    found = felt(typed)
    chosen = next((choice for choice in asked.choices if choice.face == found.score and found.score is not None), None)
    if chosen is None:
        return None if found.sure else Heard(None, False)
    return Heard(Answer(chosen.id), found.sure)


def _bucket(typed: Typed, asked: Asked) -> Heard | None:
    stretch = days_back(typed, asked.today)
    if stretch is None:
        return None
    shares = _shares(stretch, asked.days)
    if not shares:
        return None
    best = max(shares, key=lambda id: shares[id])
    return Heard(Answer(best), shares[best] >= _FIT and not lasts(typed))


def _shares(stretch: tuple[float, float], days: Mapping[str, int]) -> dict[str, float]:
    """What part of the stretch lies in each bucket."""
    fewest, most = stretch
    shares, begin = {}, -1.0
    for id, bound in days.items():
        if fewest == most:
            shares[id] = float(begin < fewest <= bound)
        else:
            shares[id] = max(0.0, min(most, bound) - max(fewest, begin)) / (most - fewest)
        begin = float(bound)
    return shares

"""Whether what the grammar heard is taken or asked back: weighed against what replies like it meant.

Law: pure. What was learnt takes by itself only what does no harm where it is mistaken: never consent, quotes, recontact
or deletion, never a face of another sign than was heard, never an act that ends something. Whatever else it doubts is
asked back, the likelier meaning on the button. The bounds were chosen on replies that it had not learnt from, so that
about one in a hundred is taken wrongly (Chow, On optimum recognition error and reject tradeoff, 1970).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from reisleider.flows.effects import Choice
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
    Language,
    NoneHere,
    Pause,
    QuestionToBot,
    RefuseToAnswer,
    Stop,
    Thanks,
    Topic,
)
from reisleider.flows.listening.composing import parts
from reisleider.flows.listening.feeling.grades import graded
from reisleider.flows.listening.feeling.litotes import denies_gladness
from reisleider.flows.listening.feeling.valence import felt
from reisleider.flows.listening.learnt import Subject, likely_of
from reisleider.flows.listening.telling.clauses import is_act
from reisleider.flows.listening.traits import (
    EMPTY,
    FILLING,
    TOLD,
    UNHEARD,
    UNKNOWN,
    act_name,
    chosen_traits,
    place_of,
    said_traits,
    traits,
)
from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.listening.typed.tokens import Typed

LONGEST = 14  # words; a longer reply is told
ONE_ACT = 0.08  # share of the likeliest act; where it is spread over many, the words were only strange
SPREAD = 0.3  # share of what is told; below it a reply may as well be a question to the bot
PLAUSIBLE = 0.5  # share from which it is asked whether it was meant, though nothing was heard
A_BUTTON = 0.3  # share of a choice from which it is offered where nothing was heard
FEW = 3  # words; what is shorter and sure is listed, or nearly so
OWN: Mapping[str, Subject] = {"emotion": "emotion", "outcome": "outcome", "expectation": "expectation"}
"""What was learnt of the choices of a question, by what its answer is kept as."""
UNSURE, SIGH = "?", "sigh"
"""What practice replies mean that nobody could know, and at a list what is a feeling and no step."""
ACTS: Mapping[str, Act] = {
    "stop": Stop(),
    "pause": Pause(),
    "back": Back(),
    "skip": RefuseToAnswer(),
    "help": Help(),
    "dont-know": DontKnow(),
    "none": NoneHere(),
    "finish": Finish(),
    "go-on": GoOn(),
    "greeting": Greeting(),
    "thanks": Thanks(),
    "language": QuestionToBot("other"),
}
"""The acts as the practice replies name them; every other name is a question's topic."""
MILD = ("greeting", "thanks", "go-on")
"""Never asked back."""
HARMFUL = ("stop", "back", "delete", "skip")
"""Never taken where the grammar did not hear it."""
LEAVING = ("stop", "pause", "back", "skip", "help")
"""What is meant by "nothing more" too: "that's all you get", which is asked."""
_ASKS_TO_DO = ("wish", "improvement")  # its answer tells somebody what to do, as the bot is told: "let me see it first"
_ASKS_A_QUESTION = ("need", "question", "need-at")  # its answer is a question, that the bot was not asked
_GUARDED = {"yes", "right"}


@dataclass(frozen=True)
class Bounds:
    """How likely a meaning must be to be taken, 0..1: where the grammar is sure of it too, where it heard it and was
    not sure, and where it heard something else or nothing."""

    agreed: float
    hinted: float
    alone: float


NEVER = 2.0
ENDING = 0.5  # share from which what ends or leaves something is no feeling: "that'll do"
FELT_ENDING = 0.7  # the same where it says how it was too: "waste of time"
TELLING = 0.55  # share from which it is told, where words of one's own are asked for
WISHING = 0.4  # the same where a wish is asked for, that is worded as the bot is told what to do: "show me the price"
LONG, AT_LENGTH = 8, 0.4  # words; who says so much mostly tells, and is told so sooner
A_STEP = 0.75  # the same at a list, where else it may be a language or a sigh
AN_END = 0.9  # share from which a step that ends on something done is an end: "that's all she wrote"
NO_SIGN = 9
A_DEGREE = 0.15  # share from which a face that is surely heard stays, though another of its sign is likelier
ANOTHER_SIGN = 0.36
"""A face is asked back where it is likelier than this that it has another sign, or is none."""
BOUNDS: Mapping[str, Bounds] = {
    "question": Bounds(0.25, 0.25, 0.6),
    "words": Bounds(0.5, 0.6, 0.8),
    "none": Bounds(0.7, 0.7, 0.6),
    "list": Bounds(0.6, 0.8, 0.8),
    "go-on": Bounds(0.5, 0.6, 0.95),
    "time": Bounds(0.3, NEVER, NEVER),
    "score": Bounds(0.4, 0.75, 0.9),
    "emotion": Bounds(0.4, 0.75, 0.78),
    "outcome": Bounds(0.45, 0.6, 0.7),
    "expectation": Bounds(0.5, 0.7, 0.97),
}
"""By what was heard where that is a question that the bot knows, by the choices of what was asked, else by the kind of
question it is."""


def weighed(heard: Heard, typed: Typed, asked: Asked) -> Heard:
    """What the grammar heard, or what is likelier, to be asked back where neither is likely enough."""
    if not is_weighed(typed, asked) or is_listed(heard, typed, asked):
        return heard
    known_by = traits(typed)
    said = likely_of("talk", known_by | said_traits(typed, heard, asked))
    own = OWN.get(asked.saves)
    if not said and own is None:
        return heard
    if own is None:
        return decided(heard, typed, asked, said, {})
    chosen = likely_of(own, known_by | chosen_traits(typed, heard, asked.saves), frozenset(typed.words))
    return decided(heard, typed, asked, said or {TOLD: 1.0}, chosen)


def is_weighed(typed: Typed, asked: Asked) -> bool:
    """Whether what was learnt is heard here: a yes or no to what is guarded is the grammar's alone, and so is what is
    said beside a question of the interview, where steps are put right in words."""
    if asked.by == "one":
        return asked.saves in OWN
    if not asked.saves and not (asked.by == "go-on" and asked.choices):
        return False
    if asked.by in ("words", "item"):
        return len(typed.words) <= LONGEST
    return _GUARDED.isdisjoint(choice.id for choice in asked.choices)


def is_listed(heard: Heard, typed: Typed, asked: Asked) -> bool:
    """Whether so little was said that words and grammar know it, or that only a number was."""
    if len(typed.words) >= FEW:
        return False
    if all(map(str.isnumeric, typed.words)):
        return True
    if heard.act is None:
        return False
    if asked.by == "score" and act_name(heard.act, asked) in LEAVING and felt(typed).score is not None:
        return False  # "tired" may be how it was
    return not isinstance(heard.act, Answer) or (heard.sure and heard.act.choice is not None)


def decided(heard: Heard, typed: Typed, asked: Asked, said: Mapping[str, float], chosen: Mapping[str, float]) -> Heard:
    """``said``: how likely it was told, or which act it is; ``chosen``: which choice it is, if it was told."""
    shares = _joined(said, chosen)
    key = _key(heard, asked, shares)
    best, second = sorted(shares, key=lambda name: -shares[name])[:2]
    if _is_plain(heard, key, typed, asked, shares):
        return heard
    if asked.by == "score" and _may_turn(key, best, asked, shares) and not _has_sign(heard, best, key, typed):
        return _asked_back(best, heard, asked)
    bounds = _bounds(heard, asked)
    if best == key:
        return _agreed(best, second, heard, typed, asked, shares, bounds)
    if key == TOLD and _is_told_there(best, typed, asked):
        return heard
    if heard.act is None and (not heard.sure or best == TOLD or shares[best] < PLAUSIBLE):
        return _asked_back(best, heard, asked) if _is_worth_a_button(best, shares) else heard
    if shares[best] >= bounds.alone and _is_harmless(best, heard, asked):
        return _taken(best, heard, typed, asked)
    if asked.by == "time" and _is_left_alike(heard, best, shares):
        return heard
    if heard.sure and shares.get(key, 0.0) >= A_DEGREE and _is_same_sign(key, best, asked):
        return heard
    if best == f"{_CHOICE}{UNSURE}":
        return Heard(heard.act, False) if isinstance(heard.act, Answer) else _asked_back(second, heard, asked)
    return _asked_back(second if best == TOLD else best, heard, asked)


def _is_left_alike(heard: Heard, best: str, shares: Mapping[str, float]) -> bool:
    """Whether it leaves the question either way, and which way grammar is surer: "can we carry on next friday"."""
    leaves = isinstance(heard.act, Pause | RefuseToAnswer) and best in LEAVING
    return heard.sure and leaves and shares[best] < PLAUSIBLE


def _is_plain(heard: Heard, key: str, typed: Typed, asked: Asked, shares: Mapping[str, float]) -> bool:
    """Whether it stays what it was heard as, whatever the shares: "nothing" where few practised it, and a story."""
    if heard.sure and asked.by == "words" and isinstance(heard.act, NoneHere | Finish | DontKnow):
        return all(shares.get(name, 0.0) < PLAUSIBLE for name in LEAVING)
    if key == TOLD and asked.by == "item" and heard.sure and _ends_on_act(typed):
        return max(shares, key=lambda name: shares[name]) == "finish" and shares["finish"] < AN_END
    if key != TOLD or len(typed.words) < LONG:
        return False
    if asked.by == "item":
        return max(shares, key=lambda name: shares[name]) == "finish" and shares["finish"] < PLAUSIBLE
    return asked.by == "words" and shares.get(TOLD, 0.0) >= AT_LENGTH


def _ends_on_act(typed: Typed) -> bool:
    """Whether it ends on something done, and denies nothing: "en toen een heel eind gelopen"."""
    denies = kinds("negations") | kinds("noes")
    return (
        is_act(typed.words[-1], "done") and denies.isdisjoint(typed.words) and parts(typed.words)[-1].roles <= FILLING
    )


def _is_worth_a_button(best: str, shares: Mapping[str, float]) -> bool:
    """Whether a choice is likelier than that nobody could know: "hard to say"."""
    unknown = sum(shares.get(name, 0.0) for name in (f"{_CHOICE}{UNSURE}", "dont-know"))
    return best.startswith(_CHOICE) and shares[best] > max(unknown, A_BUTTON)


def _bounds(heard: Heard, asked: Asked) -> Bounds:
    known = isinstance(heard.act, QuestionToBot) and (heard.sure or heard.act.topic != "other")
    return BOUNDS["question" if known else OWN.get(asked.saves) or place_of(asked)]


def _agreed(
    best: str,
    second: str,
    heard: Heard,
    typed: Typed,
    asked: Asked,
    shares: Mapping[str, float],
    bounds: Bounds,
) -> Heard:
    """What was heard is the likeliest too: taken where it is likely enough."""
    if best == "other" and not heard.sure:
        return heard  # whom it is asked of is not sure, however much it is a question
    agreed = max(bounds.agreed, _ending(typed)) if best in HARMFUL and asked.by == "score" else bounds.agreed
    if best == TOLD and asked.by != "item":
        agreed = WISHING if asked.saves in _ASKS_TO_DO else TELLING
    elif best == TOLD and second in ("language", SIGH):
        agreed = A_STEP  # a language is hardly one, nor is a sigh
    if best == "finish" and not heard.sure and is_act(typed.words[0], "done"):
        return heard  # "heard nothing more from them" may be the next step
    if shares[best] >= (agreed if heard.sure else bounds.hinted):
        return heard if heard.sure else _taken(best, heard, typed, asked)
    if best != TOLD:
        return _asked_back(best, heard, asked)
    asks = typed.asks or typed.words[0] in kinds("asks") or shares[best] < SPREAD
    tells = second not in (*ACTS, SIGH) and not asks
    told = tells or shares[second] < ONE_ACT or _is_told_there(second, typed, asked)
    return heard if told else _asked_back(second, heard, asked)


def _ending(typed: Typed) -> float:
    return ENDING if felt(typed).score is None else FELT_ENDING


def _joined(said: Mapping[str, float], chosen: Mapping[str, float]) -> Mapping[str, float]:
    """How likely each act and each choice is, 1 in all."""
    if not chosen:
        return said
    told = said.get(TOLD, 0.0)
    return {
        **{name: share for name, share in said.items() if name != TOLD},
        **{f"{_CHOICE}{id}": told * share for id, share in chosen.items()},
    }


_CHOICE = "="
"""What stands before a choice's id, beside the names of acts."""


def _key(heard: Heard, asked: Asked, shares: Mapping[str, float]) -> str:
    """What was heard, by the name that it has among the shares."""
    act = heard.act
    if isinstance(act, Answer) and f"{_CHOICE}{act.choice}" in shares:
        return f"{_CHOICE}{act.choice}"
    name = act_name(act, asked)
    return "finish" if name == "none" and asked.by == "item" else name


def _is_told_there(best: str, typed: Typed, asked: Asked) -> bool:
    """Whether what sounds like it is what was asked for: a wish, or a question that somebody had."""
    act = ACTS.get(best)
    if best in ("none", "finish") and asked.by == "words" and (place_of(asked) == "words" or len(typed.words) == 1):
        return True  # "fine" tells how a handover goes
    if asked.saves in _ASKS_TO_DO:
        return best not in ("none", "finish", "dont-know")
    asking = typed.asks or typed.words[0] in kinds("asks")
    if asked.saves in _ASKS_A_QUESTION and (asking or act is None or best in ("help", "skip")):
        return True
    return best == "other" and not typed.asks


def _is_harmless(best: str, heard: Heard, asked: Asked) -> bool:
    """Whether it may be taken though the grammar did not hear it."""
    if best in HARMFUL or best in (UNSURE, f"{_CHOICE}{UNSURE}", SIGH):
        return False
    if asked.by != "score" or not best.startswith(_CHOICE):
        return best != TOLD or not isinstance(heard.act, QuestionToBot | None)
    signs = _signs(asked)
    return isinstance(heard.act, Answer) and signs.get(f"{_CHOICE}{heard.act.choice}") == signs.get(best, NO_SIGN)


def _may_turn(key: str, best: str, asked: Asked, shares: Mapping[str, float]) -> bool:
    """Whether a face was heard that may well have another sign."""
    signs = _signs(asked)
    if key not in signs or best not in signs:
        return False
    return 1 - sum(share for name, share in shares.items() if signs.get(name) == signs[key]) > ANOTHER_SIGN


def _is_same_sign(key: str, best: str, asked: Asked) -> bool:
    """Whether two faces only differ in how strongly it was felt."""
    signs = _signs(asked)
    return key in signs and signs[key] == signs.get(best, NO_SIGN)


def _has_sign(heard: Heard, best: str, key: str, typed: Typed) -> bool:
    """Whether it says by itself which sign it has: by a grade, "niet slecht, een 6", or as gladness that is denied."""
    return heard.sure and (graded(typed) is not None or (best == key and denies_gladness(typed)))


def _signs(asked: Asked) -> Mapping[str, int]:
    """The signs of the faces on offer."""
    faces = ((f"{_CHOICE}{choice.id}", choice.face) for choice in asked.choices)
    return {name: (face > 0) - (face < 0) for name, face in faces if face is not None}


def _taken(best: str, heard: Heard, typed: Typed, asked: Asked) -> Heard:
    if best == "language" and isinstance(heard.act, Language):
        return heard  # which one it is, only the grammar knows
    return Heard(_act(best, typed, asked), True, heard.remark)


def _asked_back(best: str, heard: Heard, asked: Asked) -> Heard:
    """The likelier meaning, on the button; nothing where that cannot be asked."""
    if best == TOLD:  # told by what it seems: then what was heard is what must be asked
        return Heard(heard.act, False) if act_name(heard.act, asked) not in (*MILD, UNHEARD) else heard
    if best in MILD:
        return heard
    if best == "language" and isinstance(heard.act, Language):
        return Heard(heard.act, False)  # which one it is, only the grammar knows
    act = _act(best, None, asked)
    if act is None and heard.act is None:
        return heard
    if isinstance(act, Answer) and act.choice in EMPTY and asked.by == "words":
        act = NoneHere()
    return Heard(act, False)


def _act(name: str, typed: Typed | None, asked: Asked) -> Act | None:
    """The act of this name at this question; None where there is none that can be offered."""
    choices = (*asked.choices, *asked.hidden)
    if name.startswith(_CHOICE):
        id = name.removeprefix(_CHOICE)
        return next((Answer(choice.id) for choice in choices if choice.id == id), None)
    if name == TOLD:
        return None if typed is None else Answer(None, typed.raw)
    if name in ("none", "finish"):
        if asked.by == "item":
            return Finish()
        if asked.by != "words":
            return None
        return _first(EMPTY, choices) or NoneHere()
    if name == "dont-know":
        return _first(UNKNOWN, choices) or DontKnow()
    if name in (SIGH, UNHEARD, UNSURE):
        return None
    return ACTS.get(name) or QuestionToBot(cast(Topic, name))


def _first(ids: Sequence[str], choices: Sequence[Choice]) -> Answer | None:
    return next((Answer(choice.id) for id in ids for choice in choices if choice.id == id), None)

"""Whether what the grammar heard is taken or asked back: weighed against what replies like it meant.

Law: pure. What was learnt takes by itself only what does no harm where it is mistaken: never consent, quotes, recontact
or deletion, never a face of another sign than was heard (where none was heard, only one that two readings are as good
as sure of), never an act that ends something. Whatever else it doubts is asked back, the likelier meaning on the
button. The bounds were chosen on replies that it had not learnt from, so that about one in a hundred is taken wrongly
(Chow, On optimum recognition error and reject tradeoff, 1970).
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
from reisleider.flows.listening.composing import parts, says_what
from reisleider.flows.listening.feeling.grades import graded
from reisleider.flows.listening.feeling.litotes import denies_gladness
from reisleider.flows.listening.feeling.valence import felt
from reisleider.flows.listening.learnt import Subject, knows, likely_of
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
from reisleider.flows.listening.trust.trusted import TRUST, Reading, trusted
from reisleider.flows.listening.typed.phrases import kinds
from reisleider.flows.listening.typed.tokens import Typed

A_STEP = 0.6  # share from which it is a step, unless it may be an end
ONE_ACT = 0.1  # share of the likeliest act; where it is spread over many, the words were only strange
ASKED = 0.3  # share of all that could be told, under which a question is one to the bot
AT_WORDS = 0.1  # the same where somebody's own words were asked for, and told is the likeliest
LONGEST = 14  # words; a longer reply is told
PLAUSIBLE = 0.5  # share from which it is asked whether it was meant, though nothing was heard
A_BUTTON = 0.5  # share of a choice from which it is offered where nothing was heard
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
HARMFUL = ("stop", "back", "delete", "language")
"""Never taken where the grammar did not hear it."""
LEAVING = ("stop", "pause", "back", "skip", "help")
"""What is meant by "nothing more" too: "that's all you get", which is asked."""
_ASKS_TO_DO = ("wish", "improvement")  # its answer tells somebody what to do, as the bot is told: "let me see it first"
_ASKS_A_QUESTION = ("need", "question", "need-at")  # its answer is a question, that the bot was not asked
_GUARDED = {"yes", "right"}


@dataclass(frozen=True)
class Bounds:
    """How likely a meaning must be to be taken, 0..1: what is told or chosen, what is said to the bot, and what the
    grammar did not hear."""

    told: float
    act: float
    alone: float = 0.0


AT_A_LIST = 0.14  # the same at a list, which ends more often than words do
NOTHING_LIKELY = 0.4  # share of the likeliest, under which what was told stays told
FACES: Mapping[str, int] = {"😞": -2, "🙁": -1, "😐": 0, "🙂": 1, "😄": 2}
"""The faces as they stand on the buttons, by their scores."""
NEVER = 2.0
UNTOLD = 0.9  # share from which it is told, though the grammar is sure that it is said to the bot
FELT_ENDING = 0.7  # share, by itself, from which what ends or leaves something is no feeling
A_SIGN = 0.35  # share that a face's sign must have without what the grammar heard
A_SIGN_ALONE = 0.9  # the same of a face that the grammar did not hear
FACE_ALONE = 0.93  # share from which a face is taken where the grammar heard nothing whatever
FACE_UNSURE = 0.85  # share from which a face is taken that the grammar was not sure of
ANOTHER_ACT = 0.9  # share from which it is something else than to ask for a language
A_WORD = 1  # word
BRIEF_END, LONG_END = 5, 0.65  # words; share from which who says so much ends a list
WISHING = 0.4  # share from which it is told where a wish is asked for, worded as the bot is told what to do
LONG, AT_LENGTH = 8, 0.4  # words; who says so much mostly tells, and is told so sooner
AN_END = 0.9  # share from which a step that ends on something done is an end: "that's all she wrote"
NO_SIGN = 9
BOUNDS: Mapping[str, Bounds] = {
    "words": Bounds(0.6, 0.65),
    "none": Bounds(0.75, 0.8),
    "list": Bounds(0.85, 0.5),
    "go-on": Bounds(0.65, 0.65, 0.85),
    "time": Bounds(0.3, 0.6),
    "score": Bounds(0.4, 0.6),
    "emotion": Bounds(0.65, 0.6),
    "outcome": Bounds(0.8, 0.6),
    "expectation": Bounds(0.8, 0.6, 0.95),
}
"""By what the answer is kept as, else by the kind of question it is."""


def weighed(heard: Heard, typed: Typed, asked: Asked) -> Heard:
    """What the grammar heard, or what is likelier, to be asked back where neither is likely enough."""
    if not is_weighed(typed, asked) or all(map(str.isnumeric, typed.words)) or _is_settled(heard, typed, asked):
        return heard
    if typed.asks and asked.saves in _ASKS_A_QUESTION and act_name(heard.act, asked) == "none":
        return Heard(Answer(None, typed.raw))  # a question was asked for, and this is one
    known_by = traits(typed)
    said = likely_of("talk", known_by | said_traits(typed, heard, asked))
    own = OWN.get(asked.saves)
    if not said and own is None:
        return heard
    if own is None:
        told = decided(heard, typed, asked, said, {})
        return Heard(NoneHere(), False) if _is_strange(told, typed, asked) else told
    words = frozenset(typed.words)
    chosen = likely_of(own, known_by | chosen_traits(typed, heard, asked.saves), words)
    told = decided(heard, typed, asked, said or {TOLD: 1.0}, chosen)
    if asked.by != "score" or not told.sure or not isinstance(told.act, Answer):
        return told
    key = f"{_CHOICE}{told.act.choice}"
    if heard.sure and _has_sign(key, key, typed, asked):
        return told
    unheard = likely_of(own, known_by | chosen_traits(typed, None, asked.saves), words)
    least = A_SIGN if heard.act is not None else A_SIGN_ALONE
    return told if _says_sign(key, unheard, asked, least) else Heard(told.act, False)


def _is_strange(told: Heard, typed: Typed, asked: Asked) -> bool:
    """Whether what was told, where there may be nothing to tell, is one word that nobody ever said: a "nothing" in
    a spelling of somebody's own looks so."""
    if not isinstance(told.act, Answer) or told.act.choice is not None or place_of(asked) != "none":
        return False
    return len(typed.words) <= A_WORD and not any(knows("talk", word) for word in typed.words)


def _says_sign(key: str, unheard: Mapping[str, float], asked: Asked, least: float) -> bool:
    """Whether replies like it have the sign that was taken too, whatever the grammar heard: the second of two readings
    that must agree. Nothing is said of what was never seen, nor of a face without a sign."""
    signs = _signs(asked)
    if not unheard or not signs.get(key):
        return True
    return sum(unheard.get(name.removeprefix(_CHOICE), 0.0) for name in signs if signs[name] == signs[key]) >= least


def _is_settled(heard: Heard, typed: Typed, asked: Asked) -> bool:
    """Whether so little was said that practice changes nothing of it, so that it need not be looked up."""
    if asked.by not in ("time", "one") or not is_listed(heard, typed, asked):
        return False
    return asked.by == "time" or (heard.sure and isinstance(heard.act, Answer) and heard.act.choice is not None)


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
    """Whether so little was said that words and grammar know it."""
    if len(typed.words) >= FEW or heard.act is None:
        return False
    if asked.by == "score" and act_name(heard.act, asked) in LEAVING and felt(typed).score is not None:
        return False  # "tired" may be how it was
    return not isinstance(heard.act, Answer) or (heard.sure and heard.act.choice is not None)


def decided(heard: Heard, typed: Typed, asked: Asked, said: Mapping[str, float], chosen: Mapping[str, float]) -> Heard:
    """``said``: how likely it was told, or which act it is; ``chosen``: which choice it is, if it was told."""
    listed, joined = is_listed(heard, typed, asked), _joined(said, chosen)
    if listed and (asked.by == "time" or (isinstance(heard.act, Stop) and not heard.sure)):
        return heard
    shares = _counted(joined, heard, listed, asked)
    key = _key(heard, asked, shares)
    best, second = sorted(shares, key=lambda name: -shares[name])[:2]
    if (
        _is_none(heard, key, joined)
        or _is_plain(heard, key, typed, asked, shares)
        or _stays(heard, key, best, listed, typed, asked, shares)
    ):
        return heard
    if _may_be_felt(best, joined, typed, asked):
        return _asked_back(best, heard, asked)
    if shares[best] >= _bound(best, key, heard, typed, asked) and (
        best == key or _is_harmless(best, heard, typed, asked)
    ):
        kept = best == key and (heard.sure or (best == TOLD and asked.by not in ("words", "item")))
        return heard if kept else _taken(best, heard, typed, asked)
    if key == TOLD and shares[TOLD] >= AT_LENGTH and not _asks(best if best != TOLD else second, typed):
        return heard
    if best == TOLD == key and _is_told_after_all(second, shares, typed, asked):
        return heard
    if heard.act is None and (not heard.sure or best == TOLD or shares[best] < PLAUSIBLE):
        return _asked_back(best, heard, asked) if _is_worth_a_button(best, shares) else heard
    if asked.by == "time" and _is_left_alike(heard, best, shares):
        return heard
    if best == f"{_CHOICE}{UNSURE}":
        return Heard(heard.act, False) if isinstance(heard.act, Answer) else _asked_back(second, heard, asked)
    return _asked_back(second if best == TOLD else best, heard, asked)


def _is_none(heard: Heard, key: str, joined: Mapping[str, float]) -> bool:
    """Whether words and practice say alike that there is nothing."""
    return key == "none" and heard.sure and joined.get(key, 0.0) >= PLAUSIBLE


def _is_told_after_all(second: str, shares: Mapping[str, float], typed: Typed, asked: Asked) -> bool:
    """Whether nothing else is likely enough to be asked: at a list only an end, a sigh or a language is."""
    if asked.by == "item" and shares[TOLD] >= A_STEP and second not in ("finish", "none", SIGH, "language"):
        return True
    least = {"words": AT_WORDS, "item": AT_A_LIST}.get(asked.by, ONE_ACT)
    return shares[second] < least or _is_told_there(second, typed, asked)


def _is_asked(typed: Typed, shares: Mapping[str, float]) -> bool:
    """Whether it asks, and is hardly an answer: then the likeliest of the topics is as good as sure."""
    return typed.asks and sum(share for name, share in shares.items() if _is_told(name)) < ASKED


def _stays(
    heard: Heard, key: str, best: str, listed: bool, typed: Typed, asked: Asked, shares: Mapping[str, float]
) -> bool:
    """Whether what was heard stays as it is, sure or not, though something else is as likely."""
    if key == TOLD != best and _is_told_there(best, typed, asked):
        return True
    if key == TOLD and _is_what_was_asked(heard, best, typed, asked):
        return True
    if heard.sure and isinstance(heard.act, QuestionToBot) and best == key and _is_asked(typed, shares):
        return True
    if heard.sure and isinstance(heard.act, Language):
        return best == key or shares[best] < ANOTHER_ACT
    if heard.sure and _has_sign(key, best, typed, asked):
        return True
    if heard.sure and key == _NOT_HERE and best == "dont-know":
        return True  # who was not there cannot say either
    if listed and heard.sure and (_is_same_sign(key, best, asked) or (asked.by == "one" and key.startswith(_CHOICE))):
        return True
    if heard.sure or best != key:
        return False
    if best == "finish":
        return is_act(typed.words[0], "done")  # "heard nothing more from them" may be the next step
    return best == "other" or asked.by == "time"  # whom it is asked of is not sure, however much it is a question


def _is_what_was_asked(heard: Heard, best: str, typed: Typed, asked: Asked) -> bool:
    """Whether words of one's own have the form that was asked for: a clause that says what, a question."""
    if heard.sure and asked.by == "words" and says_what(typed.words):
        return True
    return typed.asks and asked.saves in _ASKS_A_QUESTION and best in ACTS


def _asks(name: str, typed: Typed) -> bool:
    """Whether it may be this, in words that ask: "we count how many finish" asks nothing."""
    return name in ACTS or name == SIGH or typed.asks or typed.words[0] in kinds("asks") | kinds("asking")


def _has_sign(key: str, best: str, typed: Typed, asked: Asked) -> bool:
    """Whether a face says by itself which it is: by a grade, "niet slecht, een 6", or as gladness that is denied. What
    is rather said to the bot grades nothing: "my battery is at 2%"."""
    if key not in _signs(asked):
        return False
    if best == key and (denies_gladness(typed) or _is_drawn(key, typed, asked)):
        return True
    return (_is_told(best) or best == "dont-know") and graded(typed) is not None


def _is_drawn(key: str, typed: Typed, asked: Asked) -> bool:
    """Whether the very face that is on offer was typed, and no other."""
    offered = {choice.face: f"{_CHOICE}{choice.id}" for choice in asked.choices if choice.face is not None}
    drawn = {offered.get(score) for face, score in FACES.items() if face in typed.raw}
    return drawn == {key}


def _may_be_felt(best: str, joined: Mapping[str, float], typed: Typed, asked: Asked) -> bool:
    """Whether what ends or leaves something says how it was too: "waste of time"."""
    perhaps = asked.by == "score" and best in (*LEAVING, "dont-know") and joined[best] < FELT_ENDING
    return perhaps and felt(typed).score is not None


def _counted(shares: Mapping[str, float], heard: Heard, listed: bool, asked: Asked) -> Mapping[str, float]:
    """The shares with what the grammar heard."""
    trust = TRUST.get(asked.saves) or TRUST.get(place_of(asked))
    if trust is None:
        return shares
    key, signs = _key(heard, asked, shares), _signs(asked)
    alike = [name for name in shares if key in signs and signs.get(name) == signs[key]]
    acts = [name for name in shares if not _is_told(name)]
    return trusted(shares, Reading(key, heard.sure, listed, _is_told(key), alike), acts, trust)


def _is_told(name: str) -> bool:
    return name == TOLD or name.startswith(_CHOICE)


def _bound(best: str, key: str, heard: Heard, typed: Typed, asked: Asked) -> float:
    bounds = BOUNDS.get(asked.saves) or BOUNDS[place_of(asked)]
    bound = bounds.told if _is_told(best) else bounds.act
    if best == TOLD and asked.saves in _ASKS_TO_DO:
        bound = WISHING
    if asked.by == "time":
        return bound if best == key else NEVER
    if asked.by == "score" and best.startswith(_CHOICE) and not (heard.sure and heard.act is not None):
        return FACE_ALONE if heard.act is None else FACE_UNSURE
    if asked.by == "item" and best == "finish" != key and key == TOLD and len(typed.words) >= BRIEF_END:
        return LONG_END
    if best == TOLD != key and heard.sure and heard.act is not None:
        return UNTOLD
    if best == key or (heard.act is None and asked.by != "go-on"):
        return bound
    return max(bound, bounds.alone)


def _is_left_alike(heard: Heard, best: str, shares: Mapping[str, float]) -> bool:
    """Whether it leaves the question either way, and which way grammar is surer: "can we carry on next friday"."""
    leaves = isinstance(heard.act, Pause | RefuseToAnswer) and best in LEAVING
    return heard.sure and leaves and shares[best] < PLAUSIBLE


def _is_plain(heard: Heard, key: str, typed: Typed, asked: Asked, shares: Mapping[str, float]) -> bool:
    """Whether it stays what it was heard as, whatever the shares: "nothing" where few practised it, and a story."""
    if heard.sure and asked.by == "words" and isinstance(heard.act, NoneHere | Finish | DontKnow):
        names = (TOLD, *LEAVING) if isinstance(heard.act, DontKnow) else LEAVING
        return all(shares.get(name, 0.0) < PLAUSIBLE for name in names)
    if key == TOLD and asked.by == "item" and heard.sure and _ends_on_act(typed):
        return max(shares, key=lambda name: shares[name]) in ("finish", TOLD) and shares["finish"] < AN_END
    if key == TOLD and heard.sure and asked.by in ("words", "item") and max(shares.values()) < NOTHING_LIKELY:
        return True
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


def _joined(said: Mapping[str, float], chosen: Mapping[str, float]) -> Mapping[str, float]:
    """How likely each act and each choice is, 1 in all."""
    if not chosen:
        return said
    told = said.get(TOLD, 0.0)
    return {
        **{name: share for name, share in said.items() if name != TOLD},
        **{f"{_CHOICE}{id}": told * share for id, share in chosen.items()},
    }


_CHOICE, _NOT_HERE = "=", "=not-applicable"
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
    return best == "other" and not asking


def _is_harmless(best: str, heard: Heard, typed: Typed, asked: Asked) -> bool:
    """Whether it may be taken though the grammar did not hear it."""
    if best in HARMFUL or best in (UNSURE, f"{_CHOICE}{UNSURE}", SIGH):
        return False
    if best == "pause" and asked.by in ("words", "item") and len(typed.words) >= LONG:
        return False  # "it crashed in the middle of a meeting" is what happened
    if asked.by != "score" or not best.startswith(_CHOICE):
        return best != TOLD or not isinstance(heard.act, QuestionToBot | None)
    if heard.act is None:
        return heard.sure
    signs = _signs(asked)
    return isinstance(heard.act, Answer) and signs.get(f"{_CHOICE}{heard.act.choice}") == signs.get(best, NO_SIGN)


def _is_same_sign(key: str, best: str, asked: Asked) -> bool:
    """Whether two faces only differ in how strongly it was felt."""
    signs = _signs(asked)
    return key in signs and signs[key] == signs.get(best, NO_SIGN)


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

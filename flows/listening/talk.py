"""What somebody says to the bot instead of an answer: stop, later, back, "are you a robot?", hello.

Law: an act is the whole reply, but for words that fill, or is made by the roles its words have; what is unsure is told
apart from what is sure. A clause by itself counts where nothing is told in the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from reisleider.flows.journey import Language as Code
from reisleider.flows.languages import LANGUAGES, words_file
from reisleider.flows.listening.acts import (
    Act,
    Back,
    Correct,
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
)
from reisleider.flows.listening.asking import asked_of_bot
from reisleider.flows.listening.composing import Composed, composed, roles_of, tells
from reisleider.flows.listening.typed.phrases import Book, kinds, stripped
from reisleider.flows.listening.typed.tokens import Typed
from reisleider.flows.words.vocabulary import lists

ACTS: Mapping[str, Act] = {
    "back": Back(),
    "correct": Correct(),
    "stop": Stop(),
    "pause": Pause(),
    "refuse": RefuseToAnswer(),
    "help": Help(),
    "dont-know": DontKnow(),
    "finish": Finish(),
    "none": NoneHere(),
    "greeting": Greeting(),
    "thanks": Thanks(),
    "go-on": GoOn(),
    "delete": QuestionToBot("delete"),
}
"""The acts by their table in the words files (``[acts]``), the first that fits first."""
SHORT = 8  # words; a longer reply is no act unless it plainly is
ASKED_FOR = ("pause", "stop", "delete", "language")
"""What the bot may be asked to do in the order of a question."""
PLAIN = (Stop, Pause, Back, RefuseToAnswer, Help, DontKnow, Language, QuestionToBot)
"""What is heard in a part of a reply."""
MILD = ("none", "finish", "greeting", "thanks", "go-on")
"""What is heard only where it is sure: content that sounds like it is likelier."""
LONGEST = 14  # words; a longer reply is a story, and no act


def said_to_bot(typed: Typed, *, but: tuple[str, ...] = ()) -> Heard | None:
    """The act that the whole reply is, or None. ``but``: acts that mean something else here."""
    words = typed.words
    if not words or len(words) > LONGEST:
        return None
    bare = stripped(words)
    if (language := _language(words, bare)) is not None:
        return Heard(Language(language))
    found = _acts(but).find(words, bare)
    if found is not None:
        return Heard(ACTS[found])
    made = composed(typed, but)
    question = asked_of_bot(typed, bare)
    if question is not None and _known(question) and (words[0] in kinds("asks") or not _is_asked_for(made)):
        return question
    found = _acts(but).find(words, _plainer(bare))
    if found is not None:
        return Heard(ACTS[found])
    if made is not None and made.act == "language":
        named = _named_language(words)
        return question if named is None or not made.sure else Heard(Language(named))
    if made is not None and made.sure:
        return Heard(ACTS[made.act])
    if question is not None:
        return question
    maybe = _maybe(but).find(words, bare) if len(words) <= SHORT and not tells(words) else None
    if maybe is not None:
        return Heard(ACTS[maybe.removesuffix("-maybe")], sure=False)
    return None if made is None or made.act in MILD else Heard(ACTS[made.act], sure=False)


def said_whole_or_in_part(typed: Typed, *, but: tuple[str, ...] = ()) -> Heard | None:
    """The act that the whole reply is; else that of a clause, where it is surer."""
    if _lists_names(typed.clauses):
        return said_in_part(typed, but=but)
    whole = said_to_bot(typed, but=but)
    if whole is not None and whole.sure:
        return whole
    part = said_in_part(typed, but=but)
    return part if part is not None and (whole is None or part.sure) else whole


def said_in_part(typed: Typed, *, but: tuple[str, ...] = ()) -> Heard | None:
    """The act that the first or the last clause is by itself, where nothing is told in the others: "ik ben te oud
    hiervoor, ik stop"; None where none is, or only mildly."""
    clauses = typed.clauses
    if len(clauses) < 2 or len(typed.words) > LONGEST or tells(typed.words):
        return None
    for clause in (clauses[-1], clauses[0]):
        heard = said_to_bot(clause, but=but)
        if heard is not None and heard.sure and isinstance(heard.act, PLAIN):
            if isinstance(heard.act, QuestionToBot) and not _known(heard):
                continue
            if isinstance(heard.act, Pause) and clause.words[0] in kinds("hence"):
                continue  # "pay. then wait" tells what came after
            if not isinstance(heard.act, Back | GoOn) or not _lists_names(clauses):
                return Heard(heard.act, "was" not in roles_of(typed.words) and not _lists_names(clauses))
    return None


def _lists_names(clauses: Sequence[Typed]) -> bool:
    """Whether these are names of things with commas between, of which one may read like a word to the bot: "home,
    station, event, back". Most of such a list says nothing to it, no name is long, and nobody speaks of themselves."""
    if not FEW < len(clauses) <= MANY or any(len(one.words) > FEW for one in clauses):
        return False
    if any("self" in roles_of(one.words) for one in clauses):
        return False
    return 2 * sum(bool(stripped(one.words)) and said_to_bot(one) is None for one in clauses) > len(clauses)


MANY = 20  # names; of more nobody looks for a word to the bot
FEW = 3
"""Words of a name in a list at most; and what is more than so many names is a list."""


def _is_asked_for(made: Composed | None) -> bool:
    """Whether the bot is asked to do something: "kan ik later verder?" asks nothing that it knows."""
    return made is not None and made.sure and made.act in ASKED_FOR


def _known(question: Heard) -> bool:
    """Whether the bot knows what is asked."""
    return isinstance(question.act, QuestionToBot) and question.act.topic != "other"


def _plainer(bare: tuple[str, ...]) -> tuple[str, ...]:
    """Without what is only polite, at either end."""
    first, last = 0, len(bare)
    while last - first > 1 and bare[last - 1] in kinds("polite"):
        last -= 1
    while last - first > 1 and bare[first] in kinds("polite"):
        first += 1
    return bare[first:last]


@cache
def _acts(but: tuple[str, ...]) -> Book:
    table = lists("acts")
    return Book({name: table[name] for name in ACTS if name in table and name not in but})


@cache
def _maybe(but: tuple[str, ...]) -> Book:
    names = tuple(name for name in ("stop", "pause", "back", "refuse", "help", "finish", "none") if name not in but)
    return Book({f"{name}-maybe": lists("acts").get(f"{name}-maybe", ()) for name in names})


@cache
def _languages() -> Book:
    return Book({one: words_file(one).get("speaking", {}).get("asked", ()) for one in LANGUAGES})


def _language(words: tuple[str, ...], bare: tuple[str, ...]) -> Code | None:
    return _languages().find(words, bare)


def _named_language(words: tuple[str, ...]) -> Code | None:
    """The language that is named last, and not denied: "ik spreek geen Engels, Nederlands graag"."""
    denied, found = False, None
    for word in words:
        if word in _language_names() and not denied:
            found = _language_names()[word]
        denied = word in kinds("negations") or (denied and word not in _language_names())
    return found


@cache
def _language_names() -> Mapping[str, Code]:
    return {name: one for one in LANGUAGES for name in words_file(one).get("speaking", {}).get("named", ())}

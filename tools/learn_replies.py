"""Learns from the practice replies what replies mean, and writes it where the reader looks.

Law: the same practice replies make the same files, to the byte; a test holds that the files are made of those that are
there. ``make learn``; with ``--judge`` nothing is written: what was learnt of four fifths is tried on the fifth.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reisleider.flows.listening import learnt
from reisleider.flows.listening.acts import Asked, Heard
from reisleider.flows.listening.care.cue_traits import need_traits
from reisleider.flows.listening.reader import by_grammar, plainly
from reisleider.flows.listening.traits import TOLD, chosen_traits, said_traits, traits
from reisleider.flows.listening.trust.given import ASKED_SO, given, given_traits, is_given
from reisleider.flows.listening.typed.tokens import Typed, read
from reisleider.flows.listening.weighing import OWN, SIGH, decided, is_weighed

ROOT = Path(__file__).parent.parent
LISTENING = ROOT / "tests" / "listening"
sys.path.append(str(LISTENING))

from score import Row as Reply  # noqa: E402 - found by the path above
from score import asked, verdict  # noqa: E402 - as above

TALK = sorted(
    (
        *(LISTENING / "practice").glob("*.tsv"),
        *LISTENING.glob("fresh_*.tsv"),
        *LISTENING.glob("third_*.tsv"),
        LISTENING / "handed.tsv",
    )
)
NEED = sorted((*(LISTENING / "practice" / "need").glob("*.tsv"), LISTENING / "need_practice.tsv"))
SHAPED = ("ended6", "felt6", "fresh", "handed", "more", "practice", "talk", "third", "wishes")
"""Practice replies by which words and grammar were made: how they read those says nothing of how far they are right."""
PLACES = {"list": "list", "open-question-none": "open-question-none", "nudge": "nudge"}
ANSWERED = {"faces": "emotion", "outcome": "outcome", "expectation": "expectation", "when": "recency"}
"""The questions with choices of their own, and what their answers are kept as."""
SAID = ("command", "question", "anywhere")
AROUND = ("list", "open-question-none", "outcome", "expectation", "when")
"""Where else what is said to the bot is said, each reply at one of these besides."""
SAME = {
    "item": TOLD,
    "done": "finish",
    "forgot": "dont-know",
    "refuse": "skip",
    "language-nl": "language",
    "language-en": "language",
    "later": "pause",
    "tomorrow": "pause",
    "wait": "pause",
}
UNTAUGHT = ("?", "not-applicable")
FOLDS, TRUSTING, SPELLING, SEEN = 5, 0.1, 3.0, 2
"""How much more or less weights are held down for what the grammar heard, and for how a word is spelled; ``SEEN``: how
many replies must hold a trait."""
HELD_DOWN = {"=": TRUSTING, "~": SPELLING}
PART = 256  # sums made at once
LEAST = 4  # hundredths; a smaller weight is not kept


@dataclass(frozen=True)
class Learning:
    """How weights are found: how strongly they are held down, in how many rounds, whether each trait has a step of its
    own, so that what is seldom seen is learnt as soon as what is often, and how loud it is what the grammar heard."""

    decay: float = 0.5
    rounds: int = 100
    each: bool = False
    heard: int = 1


PLAINLY, SAID_SOON, SOON = Learning(), Learning(1.0, 60, True, 2), Learning(1.0, 60, True, 4)
"""How need is learnt, how what is said is, and how the choices are; chosen on files that were not learnt from."""
NEAR = ("near", "plain")
"""Practice files written to the brief of the yardsticks, or as plainly: the nearest there are to what people type."""
COUNTS = {"talk": 4.0, "given": 3.0}
"""How often each of their replies counts, by what is learnt of it; ``OFTEN`` for the choices."""
OFTEN = 6.0


@dataclass(frozen=True)
class Row:
    """What a reply is known by, its meanings with their shares, and how much it counts."""

    known_by: Collection[str]
    meant: Mapping[str, float]
    weight: float = 1.0


@dataclass(frozen=True)
class Said:
    """A practice reply at a place: ``heard`` by the grammar alone, ``shaped`` where that was made with it at hand."""

    reply: Reply
    at: str
    typed: Typed
    asked: Asked
    heard: Heard
    shaped: bool
    weight: float
    near: bool


def main(arguments: Sequence[str]) -> int:
    """Write the files, or judge."""
    said = list(_said())
    if "--judge" in arguments:
        print("\n".join(judged(said)))
        return 0
    for subject in (*OWN.values(), "given", "need", "talk"):
        rows = list(_need()) if subject == "need" else _rows(subject, said)
        table = {"made_of": made_of(subject), **kept(*fitted(rows, learning(subject)))}
        text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        Path(str(learnt.file_of(subject))).write_text(text + "\n", "utf-8")
    return 0


def learning(subject: learnt.Subject) -> Learning:
    """How what is said of this is learnt."""
    if subject == "need":
        return PLAINLY
    return SOON if subject in OWN.values() else SAID_SOON


def made_of(subject: learnt.Subject) -> str:
    """The digest of the practice replies it is learnt from."""
    digest = hashlib.sha256()
    for path in (*NEED, *TALK) if subject == "need" else TALK:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _said() -> Iterator[Said]:
    """Every practice reply at every place where it is learnt from."""
    for path in TALK:
        shaped, near = path.stem.split("_")[0] in SHAPED, path.stem.startswith(NEAR)
        for number, row in enumerate(_read(path)):
            language = row.get("language") or path.stem.rsplit("_", 1)[-1]
            reply = Reply(
                language, row["question"], row["reply"], tuple(one.strip() for one in row["meaning"].split("/"))
            )
            places = _places(reply, number)
            for at in places:
                typed, open_at = read(reply.reply.strip()), asked(at)
                if plainly(reply.reply, typed, open_at) is None and (is_given(open_at) or is_weighed(typed, open_at)):
                    heard = by_grammar(typed, open_at)
                    yield Said(reply, at, typed, open_at, heard, shaped, 1 / len(places), near)


def _places(reply: Reply, number: int) -> Sequence[str]:
    if reply.question in SAID:
        if reply.meanings[0] == TOLD:
            return ("open question", "list")
        if reply.meanings[0] in ("none", "finish"):
            return ("list", "open-question-none")
        return ("open question", "faces", AROUND[number % len(AROUND)])
    return (reply.question,) if reply.question in (*ANSWERED, *PLACES, *ASKED_SO) else ()


def _rows(subject: learnt.Subject, said: Sequence[Said]) -> list[Row]:
    return [row for one in said if (meant := _meant(subject, one)) for row in _known_so(subject, one, meant)]


def _known_so(subject: learnt.Subject, said: Said, meant: Mapping[str, float]) -> Iterator[Row]:
    """The reply as it is known; a face half without what the grammar heard, so that it is known by its words too."""
    weight = said.weight * (COUNTS.get(subject, OFTEN) if said.near else 1.0)
    known = known_by(subject, said)
    words = [trait for trait in known if not trait.startswith("==")] if subject == "emotion" else known
    if len(words) < len(known):
        yield from (Row(held, meant, weight / 2) for held in (known, words))
        return
    yield Row(known, meant, weight)


def known_by(subject: learnt.Subject, said: Said) -> Collection[str]:
    """What the reply is known by, without what the grammar heard where that was made with it at hand."""
    heard = None if said.shaped else said.heard
    if subject == "talk":
        return traits(said.typed) | said_traits(said.typed, heard, said.asked)
    spelled = (trait for word in sorted(set(said.typed.words)) for trait in learnt.spelling(word))
    if subject == "given":
        return (*(traits(said.typed) | given_traits(said.typed, heard, said.asked)), *spelled)
    return (*(traits(said.typed) | chosen_traits(said.typed, heard, said.asked.saves)), *spelled)


def _meant(subject: learnt.Subject, said: Said) -> Mapping[str, float]:
    """The shares of what a reply means; none where it teaches nothing of this."""
    if (subject == "given") is not is_given(said.asked):
        return {}
    if subject == "given":
        return _shared([SAME.get(one, one) for one in said.reply.meanings])
    if subject != "talk":
        return _chosen(said) if ANSWERED.get(said.reply.question) == subject else {}
    if said.at == "list" and said.reply.meanings == ("?",):
        return {SIGH: 1.0}
    names = [SAME.get(one, one) for one in said.reply.meanings if one not in UNTAUGHT]
    if said.reply.question in ANSWERED:
        names = [one if one == "dont-know" else TOLD for one in names] or [TOLD]
    return _shared(names)


def _shared(names: Sequence[str]) -> Mapping[str, float]:
    return {name: count / len(names) for name, count in Counter(names).items()}


def _chosen(said: Said) -> Mapping[str, float]:
    ids = {str(choice.face): choice.id for choice in said.asked.choices if choice.face is not None}
    offered = {"?", *(choice.id for choice in (*said.asked.choices, *said.asked.hidden))}
    names = [ids.get(one, one) for one in said.reply.meanings if SAME.get(one) != "dont-know"]
    return _shared([one for one in names if one in offered])


def _need() -> Iterator[Row]:
    for path in NEED:
        for row in _read(path):
            yield Row(_need_known(row["said"].strip()), {row["kind"]: 1.0})
    for path in TALK:
        for row in _read(path):
            yield Row(_need_known(row["reply"].strip()), {"none": 1.0})


def _need_known(text: str) -> Collection[str]:
    spelled = (trait for word in sorted(set(read(text).words)) for trait in learnt.spelling(word))
    return (*need_traits(text), *(trait for trait in spelled if trait.startswith("~")))


def kept(names: Sequence[str], known: Sequence[str], weights: np.ndarray) -> dict[str, object]:
    """The weights as the reader keeps them: whole numbers, none that are slight."""
    lasting = {}
    for place, trait in enumerate(known):
        row = {
            str(one): round(float(weights[place, one]) * learnt.UNITS)
            for one in range(len(names))
            if abs(weights[place, one]) * learnt.UNITS >= LEAST
        }
        if row:
            lasting[trait] = row
    begin = [round(float(one) * learnt.UNITS) for one in weights[-1]]
    return {"names": names, "begin": begin, "weights": lasting}


def fitted(rows: Sequence[Row], learning: Learning = PLAINLY) -> tuple[list[str], list[str], np.ndarray]:
    """The meanings, the traits that are known, and the weights of each trait for each meaning, the last of none."""
    names = sorted({name for row in rows for name in row.meant})
    counts = Counter(trait for row in rows for trait in row.known_by)
    known = sorted(trait for trait, count in counts.items() if count >= SEEN)
    places = {trait: place for place, trait in enumerate(known)}
    loud = {trait: learning.heard for trait in known if trait.startswith("=")}
    held = [
        [*sorted(places[one] for one in row.known_by if one in places for _ in range(loud.get(one, 1))), len(known)]
        for row in rows
    ]
    shares = np.array([[row.meant.get(name, 0.0) for name in names] for row in rows])
    decay = np.array([*([learning.decay * HELD_DOWN.get(trait[0], 1.0)] for trait in known), [0.0]])
    weights = _descended(_Held(held), shares, np.array([[row.weight] for row in rows]), decay, learning)
    return names, known, weights * np.array([*([loud.get(trait, 1)] for trait in known), [1]])


class _Held:
    """Which traits each reply holds: a matrix of ones and noughts, kept by its ones."""

    def __init__(self, held: Sequence[Sequence[int]]) -> None:
        lengths = np.array([len(one) for one in held])
        self.traits = np.concatenate([np.array(one) for one in held])
        self.begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        order = np.argsort(self.traits, kind="stable")
        self.replies = np.repeat(np.arange(len(held)), lengths)[order]
        self.found, self.first = np.unique(self.traits[order], return_index=True)
        self.width = int(self.traits.max()) + 1

    def summed(self, weights: np.ndarray) -> np.ndarray:
        """For each reply the sum of its traits' weights."""
        return _sums(weights, self.traits, self.begins)

    def gathered(self, errors: np.ndarray) -> np.ndarray:
        """For each trait the sum of its replies' errors."""
        sums = np.zeros((self.width, errors.shape[1]))
        sums[self.found] = _sums(errors, self.replies, self.first)
        return sums


def _sums(rows: np.ndarray, picked: np.ndarray, begins: np.ndarray) -> np.ndarray:
    """The rows that were picked, summed from each begin to the next; by parts, so that what is picked stays small."""
    ends = np.append(begins[1:], len(picked))
    parts = []
    for start in range(0, len(begins), PART):
        each = begins[start : start + PART]
        last = ends[min(start + PART, len(begins)) - 1]
        parts.append(np.add.reduceat(rows[picked[each[0] : last]], each - each[0], axis=0))
    return np.concatenate(parts)


def _descended(
    held: _Held, meant: np.ndarray, counted: np.ndarray, decay: np.ndarray, learning: Learning
) -> np.ndarray:
    """Weights by Nesterov's accelerated gradient, from nothing; the step is safe for the largest curvature there is, or
    each trait's for its own (Gershgorin)."""
    if learning.each:
        step = 1.0 / (0.5 * held.gathered(counted * held.summed(np.ones((held.width, 1)))) + decay)
    else:
        step = np.array(1.0 / (0.5 * _spread(held) + learning.decay))
    weights = np.zeros((held.width, meant.shape[1]))
    ahead, momentum = weights, 1.0
    for _ in range(learning.rounds):
        scores = held.summed(ahead)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        after = ahead - step * (held.gathered(counted * (shares - meant)) + decay * ahead)
        later = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead = after + (momentum - 1) / later * (after - weights)
        weights, momentum = after, later
    return weights


def _spread(held: _Held) -> float:
    """The largest eigenvalue of what the replies hold times itself, by power iteration."""
    one = np.ones((held.width, 1))
    for _ in range(50):
        one = held.gathered(held.summed(one))
        one /= _squares(one) ** 0.5
    return _squares(held.summed(one))


def _squares(column: np.ndarray) -> float:
    """The sum of squares; not by the library for vectors, whose sums differ with how many processors there are."""
    return float((column * column).sum())


def tried(said: Sequence[Said]) -> list[tuple[Said, Mapping[str, float], Mapping[str, float]]]:
    """Every reply that words were not made with, with the shares that the other four fifths of the replies give it: of
    what is said, and of what is chosen. Replies of the same words are always in the same fifth."""
    folds = {one.reply.reply.casefold() for one in said}
    fold_of = {text: place % FOLDS for place, text in enumerate(sorted(folds, key=lambda one: one[::-1]))}
    found = []
    for fold in range(FOLDS):
        others = [one for one in said if fold_of[one.reply.reply.casefold()] != fold]
        models = {}
        for subject in ("talk", "given", *OWN.values()):
            names, known, weights = fitted(_rows(subject, others), learning(subject))
            models[subject] = (names, {trait: place for place, trait in enumerate(known)}, weights)
        for one in said:
            if not one.shaped and fold_of[one.reply.reply.casefold()] == fold:
                if is_given(one.asked):
                    found.append((one, likely(*models["given"], known_by("given", one)), {}))
                    continue
                own = OWN.get(one.asked.saves)
                chosen = likely(*models[own], known_by(own, one)) if own is not None else {}
                found.append((one, likely(*models["talk"], known_by("talk", one)), chosen))
    return found


def likely(
    names: list[str], known: Mapping[str, int], weights: np.ndarray, held: Collection[str]
) -> Mapping[str, float]:
    """How likely each meaning is of what holds these traits."""
    at = [known[trait] for trait in sorted(held) if trait in known]
    sums = (weights[-1] + weights[at].sum(axis=0)) * learnt.UNITS
    return learnt.shared(names, [round(float(one)) for one in sums])


def judged(said: Sequence[Said]) -> Iterator[str]:
    """What goes right, is asked back and goes wrong of replies that were not learnt from, by question and language."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for one, told, chosen in tried(said):
        if one.at in (*AROUND[2:], "list") and one.reply.question in SAID and one.reply.meanings[0] != TOLD:
            continue  # only where it is scored
        if is_given(one.asked):
            heard = given(one.heard, one.typed, told)
        else:
            heard = decided(one.heard, one.typed, one.asked, told, chosen)
        counts.setdefault((one.reply.language, one.reply.question), Counter())[verdict(one.reply, heard, one.at)] += 1
    for (language, question), each in sorted(counts.items()):
        total = sum(each.values())
        shares = "  ".join(f"{name} {100 * each[name] / total:.1f} %" for name in ("right", "asked back", "wrong"))
        yield f"{language} {question:20} n {total:4}  {shares}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

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
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from reisleider.flows.listening import learnt
from reisleider.flows.listening.typed.tokens import read

ROOT = Path(__file__).parent.parent
LISTENING = ROOT / "tests" / "listening"
TALK = sorted((LISTENING / "practice").glob("*.tsv"))
NEED = sorted((*(LISTENING / "practice" / "need").glob("*.tsv"), LISTENING / "need_practice.tsv"))
MADE_OF: Mapping[learnt.Subject, Sequence[Path]] = {"talk": TALK, "need": (*NEED, *TALK)}
"""The practice replies by what is learnt from them; who practises talking to the bot is in no need."""
ASKED = ("anywhere", "command", "question", "list", "open-question-none")
"""The questions where practice replies say whether something was told, or said to the bot."""
ANSWERED = ("faces", "when", "outcome", "expectation")
"""The questions whose choices are told too, when they are told in words of one's own."""
SAME = {"item": "words", "done": "finish", "forgot": "dont-know"}
UNTAUGHT, NO_NEED = "?", "none"
FOLDS, ROUNDS, DECAY, SEEN = 5, 150, 0.5, 2
"""``DECAY``: how strongly weights are held down; ``SEEN``: how many replies must hold a feature."""
LEAST = 3  # hundredths; a smaller weight is not kept

Row = tuple[frozenset[str], Mapping[str, float]]


def main(arguments: Sequence[str]) -> int:
    """Write the files, or judge."""
    told: Mapping[learnt.Subject, Sequence[Row]] = {"talk": list(_talk()), "need": list(_need())}
    for subject, rows in told.items():
        if "--judge" in arguments:
            print("\n".join((subject, *judged(rows, learnt.TOLD if subject == "talk" else NO_NEED))))
            continue
        table = {"made_of": made_of(subject), **_learn(rows)}
        text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        Path(str(learnt.file_of(subject))).write_text(text + "\n", "utf-8")
    return 0


def made_of(subject: learnt.Subject) -> str:
    """The digest of the practice replies it is learnt from."""
    digest = hashlib.sha256()
    for path in MADE_OF[subject]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _talk() -> Iterator[Row]:
    for path in TALK:
        for row in _read(path):
            meant = _meant(row["question"], row["meaning"])
            if meant:
                yield learnt.features(read(row["reply"].strip())), meant


def _need() -> Iterator[Row]:
    for path in NEED:
        for row in _read(path):
            yield learnt.features(read(row["said"].strip())), {row["kind"]: 1.0}
    for path in TALK:
        for row in _read(path):
            yield learnt.features(read(row["reply"].strip())), {NO_NEED: 1.0}


def _meant(question: str, meaning: str) -> Mapping[str, float]:
    """The shares of what a reply means; none where the question teaches nothing."""
    if question not in ASKED + ANSWERED:
        return {}
    meanings = [one for one in (each.strip() for each in meaning.split("/")) if one != UNTAUGHT]
    names = [SAME.get(one, one) for one in meanings]
    if question in ANSWERED:
        names = [one if one == "dont-know" else learnt.TOLD for one in names]
    return {name: count / len(names) for name, count in Counter(names).items()}


def _learn(rows: Sequence[Row]) -> dict[str, object]:
    names, known, weights = _fitted(rows)
    kept = {}
    for place, feature in enumerate(known):
        row = {
            str(one): round(float(weights[place, one]) * learnt.UNITS)
            for one in range(len(names))
            if abs(weights[place, one]) * learnt.UNITS >= LEAST
        }
        if row:
            kept[feature] = row
    begin = [round(float(one) * learnt.UNITS) for one in weights[-1]]
    return {"names": names, "begin": begin, "weights": kept}


def _fitted(rows: Sequence[Row]) -> tuple[list[str], list[str], np.ndarray]:
    names = sorted({name for _, meant in rows for name in meant})
    counts = Counter(feature for seen, _ in rows for feature in seen)
    known = sorted(feature for feature, count in counts.items() if count >= SEEN)
    places = {feature: place for place, feature in enumerate(known)}
    x = np.zeros((len(rows), len(known) + 1), dtype=np.float64)
    y = np.zeros((len(rows), len(names)), dtype=np.float64)
    for at, (seen, meant) in enumerate(rows):
        for feature in seen:
            if feature in places:
                x[at, places[feature]] = 1.0
        x[at, -1] = 1.0
        for name, share in meant.items():
            y[at, names.index(name)] = share
    return names, known, _descended(x, y)


def _descended(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights by Nesterov's accelerated gradient, from nothing; the step is safe for the largest curvature there is."""
    step = 1.0 / (0.5 * _spread(x) + DECAY)
    weights = np.zeros((x.shape[1], y.shape[1]))
    ahead, momentum = weights, 1.0
    for _ in range(ROUNDS):
        scores = x @ ahead
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        held = DECAY * ahead
        held[-1] = 0.0
        after = ahead - step * (x.T @ (shares - y) + held)
        later = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead = after + (momentum - 1) / later * (after - weights)
        weights, momentum = after, later
    return weights


def _spread(x: np.ndarray) -> float:
    """The largest eigenvalue of x'x, by power iteration."""
    one = np.ones(x.shape[1])
    for _ in range(50):
        one = x.T @ (x @ one)
        one /= np.linalg.norm(one)
    return float(np.linalg.norm(x @ one) ** 2)


def judged(rows: Sequence[Row], plain: str) -> Iterator[str]:
    """How what is learnt of four fifths does on the fifth, by how small the share of what is ``plain`` must be: what is
    heard of what is not plain, with its meaning right, and what is doubted of what is."""
    shares: list[tuple[float, bool, bool]] = []
    for fold in range(FOLDS):
        names, known, weights = _fitted([row for at, row in enumerate(rows) if at % FOLDS != fold])
        places = {feature: place for place, feature in enumerate(known)}
        at_plain = names.index(plain)
        for seen, meant in rows[fold::FOLDS]:
            sums = weights[-1] + sum((weights[places[one]] for one in seen if one in places), np.zeros(len(names)))
            likely = np.exp(sums - sums.max())
            likely /= likely.sum()
            share = float(likely[at_plain])
            likely[at_plain] = 0.0
            shares.append((share, plain in meant, names[int(likely.argmax())] in meant))
    for bound in (0.05, 0.1, 0.15, 0.2, 0.3, 0.5):
        others = [(share < bound, right) for share, is_plain, right in shares if not is_plain]
        doubted = [share < bound for share, is_plain, _ in shares if is_plain]
        heard = [right for low, right in others if low]
        yield (
            f"{plain} < {bound:.2f}: of what is not, {len(heard) / len(others):.3f} is heard, its meaning right in "
            f"{sum(heard) / max(1, len(heard)):.3f}; of what is, {sum(doubted) / len(doubted):.3f} is doubted"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The people of a gallery study: plain journeys that together give exactly the figures its file names.

Law: deterministic; who names what rotates, so that no two people went the same way; nobody says a word that is not in
the file.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from reisleider.flows.journey import Importance, Journey, Remark, Touchpoint, Track

SCORES = (-2, -1, 0, 1, 2)
SAID = {"pain": "pain", "gain": "gain", "need": "need", "wish": "wish", "stopped": "drop-off"}
"""What a touchpoint's sentences are called in a file -> the kind of remark."""
SHOWN = 4  # touchpoints in one most-and-least question
Row = Mapping[str, Any]


class Miscount(ValueError):
    """A file asks for more people than there are."""


@dataclass
class Crowd:
    """The respondents of one track while they are given their parts. ``met``: person -> rows they name, in order."""

    study: str
    track: Track
    people: tuple[str, ...]
    speaks: Mapping[str, str]
    rows: Sequence[Row]
    first: str
    met: dict[str, list[int]] = field(default_factory=dict)
    scores: dict[tuple[str, int], int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)
    remarks: dict[str, list[tuple[str, str, int]]] = field(default_factory=dict)
    spoke: set[tuple[int, str]] = field(default_factory=set)

    def namers(self, row: int) -> list[str]:
        """Who names this row, in the order in which parts are dealt."""
        return [one for one in self.people if row in self.met[one]]

    def deal(self, what: str, able: Mapping[int, Sequence[str]] | None = None) -> dict[str, int]:
        """One row per person, as many people per row as the row's ``what`` says; from those who named it."""
        wanted = {place: n for place, row in enumerate(self.rows) if (n := int(row.get(what, 0)))}
        return seat(wanted, able or {place: self.namers(place) for place in wanted})


def _all(crowd: Crowd) -> range:
    return range(len(crowd.rows))


def seat(wanted: Mapping[int, int], able: Mapping[int, Sequence[str]]) -> dict[str, int]:
    """Person -> seat, so that every seat gets as many as it wants (augmenting paths). Raises Miscount."""
    taken: dict[str, int] = {}

    def find(place: int, tried: set[str]) -> bool:
        for one in able[place]:
            if one in tried or taken.get(one) == place:
                continue
            tried.add(one)
            if one not in taken or find(taken[one], tried):
                taken[one] = place
                return True
        return False

    for place, count in wanted.items():
        for _ in range(count):
            if not find(place, set()):
                raise Miscount(f"touchpoint {place + 1}: not enough people for its {count}.")
    return taken


def customers(study: str, side: Row, rows: Sequence[Row], now: datetime, first: str) -> tuple[Journey, ...]:
    """The customers of one side of a study: ``side`` holds its numbers, ``first`` the language most speak."""
    crowd = _crowd(study, "customer", side, int(side["customers"]), rows, first)
    crowd.ended = seat(
        {place: n for place, row in enumerate(rows) if (n := int(row.get("gave_up", 0)))},
        {place: crowd.people[place % max(1, len(crowd.people)) :] + crowd.people for place in _all(crowd)},
    )
    _name(crowd, "faces", "named")
    _speak(crowd)
    most = crowd.deal("most")
    others = {
        place: [one for one in crowd.namers(place) if one in most and most[one] != place] for place in _all(crowd)
    }
    least = crowd.deal("least", others)
    decided, nearly, remembered = crowd.deal("decided"), crowd.deal("nearly"), crowd.deal("remembered")
    partial = set(crowd.people[len(crowd.people) - int(side.get("partial", 0)) :])
    silent = set(crowd.people[: int(side.get("silent", 0))])
    done = [one for one in crowd.people if one not in partial]
    outcomes = dict(
        zip([one for one in done if one not in crowd.ended], _spread(side.get("outcome", {})), strict=False)
    )
    outcomes |= dict.fromkeys(crowd.ended, "gave-up")
    recency = dict(zip(crowd.people, _spread(side.get("recency", {})), strict=False))
    ends = dict(zip(done[::-1], _faces(side.get("end", ())), strict=False))
    wishes = dict(zip(done, side.get("wishes", ()), strict=False))
    found = []
    for one in crowd.people:
        ids = _ids(crowd.met[one])
        remarks = tuple(Remark(kind, words, ids[row]) for kind, words, row in crowd.remarks.get(one, ()))
        said = (Remark("wish", wishes[one]),) if one in wishes else ()
        found.append(
            _journey(
                crowd,
                one,
                now,
                persona=side.get("persona"),
                finished=one not in partial,
                touchpoints=_touchpoints(crowd, one, "emotion"),
                remarks=(*remarks, *said),
                importance=_importance(crowd, one, most, least, ids),
                decided_at=ids.get(decided.get(one, -1)),
                nearly_stopped_at=ids.get(nearly.get(one, -1)),
                remembered=ids.get(remembered.get(one, -1)),
                recency=recency.get(one),
                outcome=outcomes.get(one),
                end_emotion=ends.get(one),
                quotes_allowed=one not in silent,
            )
        )
    return tuple(found)


def colleagues(study: str, side: Row, rows: Sequence[Row], now: datetime, first: str) -> tuple[Journey, ...]:
    """The colleagues who told how they think it goes."""
    crowd = _crowd(study, "stakeholder", side, int(side.get("staff", 0)), rows, first)
    _name(crowd, "guess", "named_by_staff")
    votes = _votes(crowd)
    found = []
    for one in crowd.people:
        ids = _ids(crowd.met[one])
        facts: dict[str, Any] = {"top-three": [ids[row] for row in votes.get(one, ())]} if votes.get(one) else {}
        if side.get("persona"):
            facts["persona"] = side["persona"]
        found.append(_journey(crowd, one, now, touchpoints=_touchpoints(crowd, one, "guess"), facts=facts))
    return tuple(found)


def _crowd(study: str, track: Track, side: Row, count: int, rows: Sequence[Row], first: str) -> Crowd:
    """``speak`` names how many speak another language than the first; they stand spread among the others."""
    people = tuple(f"{track}-{study}-{number:02}" for number in range(1, count + 1))
    others = [language for language, n in side.get("speak", {}).items() for _ in range(int(n))]
    speaks = dict.fromkeys(people, first)
    for place, language in enumerate(others):
        speaks[people[place * count // len(others)]] = language
    return Crowd(study, track, people, speaks, rows, first, {one: [] for one in people})


def _name(crowd: Crowd, faces: str, count: str) -> None:
    """Deals out who names each row and which face they give: those who gave up there, then by a seeded draw."""
    for place, row in enumerate(crowd.rows):
        given = _faces(row.get(faces, ()))
        number = int(row.get(count, len(given)))
        forced = [one for one in crowd.people if crowd.ended.get(one) == place]
        free = [one for one in crowd.people if crowd.ended.get(one, len(crowd.rows)) > place]
        if not len(forced) <= number <= len(forced) + len(free):
            raise Miscount(f"touchpoint {place + 1}: {number} people of {len(crowd.people)} cannot name it.")
        chance = random.Random(f"{crowd.study} {crowd.track} {place}")
        free.sort(key=lambda one: (len(crowd.met[one]) // 3, chance.random()))
        chosen = forced + free[: number - len(forced)]
        for at, one in enumerate(chosen):
            crowd.met[one].append(place)
            if at < len(given):
                crowd.scores[one, place] = given[at]


def _faces(counts: Iterable[int]) -> list[int]:
    """Five counts as so many scores, the worst first."""
    return [score for score, n in zip(SCORES, counts, strict=False) for _ in range(n)]


def _spread(counts: Mapping[str, int]) -> list[str]:
    return [id for id, n in counts.items() for _ in range(n)]


def _speak(crowd: Crowd) -> None:
    """Gives every sentence to somebody who was there, speaks its language and felt so, who said least until then."""
    for place, row in enumerate(crowd.rows):
        for field_, kind in SAID.items():
            for sentence in row.get(field_, ()):
                told = {"words": sentence} if isinstance(sentence, str) else sentence
                for one in _speakers(crowd, place, field_, told):
                    crowd.remarks.setdefault(one, []).append((kind, told["words"], place))


def _speakers(crowd: Crowd, place: int, what: str, told: Row) -> list[str]:
    wanted = told.get("language", crowd.first)
    able = [one for one in crowd.namers(place) if crowd.speaks[one] == wanted and (place, one) not in crowd.spoke]
    able.sort(key=lambda one: (not _felt(crowd, one, place, what), len(crowd.remarks.get(one, ()))))
    chosen = able[: int(told.get("n", 1))]
    for one in chosen:
        if not _felt(crowd, one, place, what):
            _swap(crowd, one, place, what)
    if len(chosen) < int(told.get("n", 1)) or not all(_felt(crowd, one, place, what) for one in chosen):
        raise Miscount(f"touchpoint {place + 1}: nobody who speaks {wanted} and felt so can say “{told['words']}”.")
    crowd.spoke |= {(place, one) for one in chosen}
    return chosen


def _felt(crowd: Crowd, one: str, place: int, what: str) -> bool:
    """Whether what they say fits the face they chose; where no faces were asked, anything does."""
    score = crowd.scores.get((one, place))
    if what in ("pain", "stopped") and score is not None:
        return score < 0
    return what != "gain" or score is None or score > 0


def _swap(crowd: Crowd, one: str, place: int, what: str) -> None:
    """Gives somebody the face their sentence needs, in return for theirs, from one who said nothing there yet."""
    for other in crowd.namers(place):
        if (place, other) not in crowd.spoke and (other, place) in crowd.scores and _felt(crowd, other, place, what):
            mine, theirs = crowd.scores[one, place], crowd.scores[other, place]
            crowd.scores[one, place], crowd.scores[other, place] = theirs, mine
            return


def _votes(crowd: Crowd) -> Mapping[str, list[int]]:
    """Three votes a colleague, dealt to those who voted least."""
    votes: dict[str, list[int]] = {one: [] for one in crowd.people}
    for place, row in enumerate(crowd.rows):
        able = sorted(crowd.namers(place), key=lambda one: len(votes[one]))[: int(row.get("votes", 0))]
        if len(able) < int(row.get("votes", 0)) or any(len(votes[one]) == 3 for one in able):
            raise Miscount(f"touchpoint {place + 1}: not enough colleagues with a vote left.")
        for one in able:
            votes[one].append(place)
    return votes


def _ids(met: Sequence[int]) -> dict[int, str]:
    return {row: f"i{row + 1}" for row in met}


def _touchpoints(crowd: Crowd, one: str, score: str) -> tuple[Touchpoint, ...]:
    """One person's way: the file's order, some the other way round, some back again."""
    line = list(crowd.met[one])
    for row in crowd.met[one]:
        at = line.index(row)
        if at and row - 1 == line[at - 1] and one in crowd.namers(row)[: int(crowd.rows[row].get("earlier", 0))]:
            line[at - 1], line[at] = line[at], line[at - 1]
    made = {row: _touchpoint(crowd, one, row, score) for row in line}
    way = [made[row] for row in line]
    for row in crowd.met[one]:
        if one in crowd.namers(row)[: int(crowd.rows[row].get("again", 0))]:
            after = min(len(way), way.index(made[row]) + 2)
            way.insert(after, replace(made[row], id=f"{made[row].id}-again"))
    return tuple(replace(touchpoint, position=place) for place, touchpoint in enumerate(way))


def _touchpoint(crowd: Crowd, one: str, place: int, score: str) -> Touchpoint:
    row, order = crowd.rows[place], crowd.namers(place).index(one)
    more: dict[str, Any] = {score: crowd.scores.get((one, place))}
    if crowd.track == "stakeholder":
        more |= {what: _nth(_spread(row.get(what, {})), order) for what in ("certainty", "basis")}
        more |= {what: _figure(row, what, order) for what in ("target", "today")}
        more["designed"] = bool(row.get("designed"))
    else:
        more["expectation"] = _nth(_spread(row.get("expectation", {})), order)
    return Touchpoint(
        id=f"i{place + 1}",
        words=_words(row, crowd.speaks[one], order),
        position=place,
        channel=row.get("channel"),
        phase=row["phase"],
        control=row.get("control"),
        wait=bool(row.get("wait")),
        **more,
    )


def _words(row: Row, language: str, order: int) -> str:
    """What this person calls it: the label in their language, every third person one of its other names."""
    label = row["label"]
    if isinstance(label, str):
        return label
    also = row.get("also", ())
    if also and order % 3 == 2:
        return str(also[order // 3 % len(also)])
    return str(label.get(language) or next(iter(label.values())))


def _nth(values: Sequence[str], place: int) -> str | None:
    return values[place] if place < len(values) else None


def _figure(row: Row, what: str, order: int) -> dict[str, Any] | None:
    """A colleague's number: around the middle that the file names, in its unit."""
    if what not in row:
        return None
    number, unit = row[what]
    return {"number": max(0, number + ((0, 1, -1)[order % 3] if number > 2 else 0)), "unit": unit}


def _importance(
    crowd: Crowd, one: str, most: Mapping[str, int], least: Mapping[str, int], ids: Mapping[int, str]
) -> Importance | None:
    if one not in most:
        return None
    asked = [most[one], *([least[one]] if one in least else [])]
    others = [row for row in crowd.met[one] if row not in asked]
    start = len(others) and (crowd.people.index(one) * 3) % len(others)
    shown = [*asked, *others[start:], *others[:start]][:SHOWN]
    return Importance(tuple(ids[row] for row in sorted(shown)), ids[most[one]], ids.get(least.get(one, -1)))


def _journey(crowd: Crowd, one: str, now: datetime, **more: Any) -> Journey:
    fields: dict[str, Any] = {
        "interview": f"interview-{one}",
        "study": crowd.study,
        "participant": one,
        "track": crowd.track,
        "language": crowd.speaks[one],
        "finished": True,
        "began_at": now,
        "ended_at": now,
    }
    return Journey(**{**fields, **more})

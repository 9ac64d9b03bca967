"""The ledger of a study: who stood behind every figure that went out, so that no later one tells a few of them apart.

Law: nothing new goes out before the minimum group told something since. The people behind the figures of one kind fall
into blocks that went out together; a block is made of the minimum group, and is only ever cut into parts of the minimum
group, so that whatever is published, and however it is subtracted, covers whole blocks. Who leaves, is left out or
changes an answer stays in the number that went out until so many of their block do; who is forgotten is in it as an
opaque token that belongs to nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from reisleider.flows.journey import Texts, Track
from reisleider.flows.synthesis.merging.own_steps import Voice

PERSON, SAID = 12, 12  # hex digits of a token's two parts: nobody else has them by chance in any study
TOKEN = PERSON + SAID
SALT = 64  # hex digits of a salt

Alive = tuple[str, Voice, str]
"""Where a token stands now: at which figure, whose answer it is, and what they answered."""
Figure = Mapping[Voice, str]
"""What each voice answered; the number that is published is how many answered what."""
MadeOf = Mapping[Track, Mapping[str, str]]
"""What each person of a track added to what is no number: an order, a middle, a way."""


@dataclass(frozen=True)
class Name:
    """What a touchpoint is called, per language. ``neutral``: no wording of it is common enough to be its name;
    ``own``: it is a lead's, or a colleague's who sorts; ``least``: the minimum groups that it was made under (where
    that was not kept: the smallest there can be)."""

    label: Texts
    neutral: bool = False
    own: bool = False
    least: Mapping[Track, int] = field(default_factory=lambda: {"customer": 3, "stakeholder": 5})

    def stands(self, least: Mapping[Track, int]) -> bool:
        """Whether it may be shown under these minimum groups: others may have worded it, but then as many."""
        return self.neutral or self.own or all(least[track] <= then for track, then in self.least.items())


@dataclass(frozen=True)
class Block:
    """People who went out together in one figure: ``kind`` of figure, ``at`` a touchpoint, a phase or "" (the map).

    ``people``: tokens, each a person and an answer; ``counts``: how many of them answered what. ``persona``: of whom
    all of them are, else ""; ``out``: whether the figure that stands holds them.
    """

    kind: str
    at: str
    people: tuple[str, ...]
    counts: Mapping[str, int]
    persona: str = ""
    out: bool = True


@dataclass(frozen=True)
class Ledger:
    """Everything of one study that went out. ``salt``: without it no token and no touchpoint's id can be made again.

    ``groups``: of what is no number (an order, a middle, a way) the tokens of whom it was made, by what went out
    together; ``names``: what each touchpoint is called, by its id; ``ways``: of each way that went out, as ids, every
    number of people that was told to have walked it; ``made``: touchpoint ids given so far; ``turn``: rises with every
    change.
    """

    salt: str = ""
    blocks: tuple[Block, ...] = ()
    groups: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    made: int = 0
    turn: int = 0
    names: Mapping[str, Name] = field(default_factory=dict)
    ways: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Behind:
    """Who stands behind every figure of a study that was just compiled: per kind, by merged touchpoint, phase or "".

    ``people``: who told anything, and all that they told; ``personas``: of whom each participant is; ``own_names``:
    touchpoints whose id is no form of anybody's words.
    """

    figures: Mapping[str, Mapping[str, Figure]]
    people: Mapping[Track, Mapping[str, str]]
    personas: Mapping[str, str | None] = field(default_factory=dict)
    own_names: frozenset[str] = frozenset()


def track_of(kind: str) -> Track:
    """Whose answers a kind of figure counts."""
    return "stakeholder" if kind.startswith("staff-") else "customer"


SEGMENT = "segment"
"""A kind of figures that splits one track by what people are: like a persona, never under the group of a split."""


class Judge:
    """Judges one map against a ledger, and keeps what goes out with it. ``least``: the minimum group of each track;
    ``split``: of one persona; ``keep_ids``: touchpoints go out under the ids that merging gave them, as they did
    before there were ledgers; ``faded``: people's words are gone, and with them whose answers stand behind what is out
    cannot be found any more, so that what went out stays as it is."""

    def __init__(
        self,
        ledger: Ledger,
        behind: Behind,
        least: Mapping[Track, int],
        split: int,
        *,
        keep_ids: bool = False,
        faded: bool = False,
    ) -> None:
        self.before, self.behind, self.least, self.split = ledger, behind, least, split
        self.faded = faded
        self.keep_ids = keep_ids or not ledger.salt
        self.salt = bytes.fromhex(ledger.salt)
        self._person = blake2b(key=self.salt, digest_size=PERSON // 2)  # keyed once, and copied for each token
        self._said = blake2b(key=self.salt, digest_size=SAID // 2)
        self._people: dict[str, dict[str, str]] = {}  # how the tokens of each kind begin, by participant
        self.groups = dict(ledger.groups)
        self.names = dict(ledger.names)
        self.ways = dict(ledger.ways)
        self.made = ledger.made
        self.told: dict[Track, int] = {}
        self.open = self._opens()
        self.ids: dict[str, str] = {}
        self.blocks: dict[str, list[Block]] = {}
        for one in ledger.blocks:
            self.blocks.setdefault(one.kind, []).append(one)
        self.standing: dict[tuple[str, str], list[Block]] = {}
        self.add(behind.figures)

    def add(self, figures: Mapping[str, Mapping[str, Figure]]) -> None:
        """Judge these kinds of figures, each once; the touchpoints that figures are of must be known."""
        placed = {kind: list(self._place(kind, self.blocks.get(kind, ()), found)) for kind, found in figures.items()}
        self._name(placed)
        for kind, rows in placed.items():
            self.blocks[kind] = [replace(one, at=self.ids.get(at, at) if one.out else one.at) for at, one in rows]
            for one in self.blocks[kind]:
                if one.out:
                    self.standing.setdefault((kind, one.at), []).append(one)

    def _opens(self) -> bool:
        """Whether enough people told since anything went out for something new to go out: else whatever appeared now
        would be about a few. A first map is of the minimum group of either track. Where nobody told or changed or left
        anything, only leads did, and what they decided about the same answers may go out."""
        keys = {track: f"told/{track}" for track in self.least}
        people = self.behind.people
        tokens = {
            track: set(self._tokens(key, dict.fromkeys(people.get(track, ()), ""))) for track, key in keys.items()
        }
        answers = {
            f"answers/{track}": (tuple(sorted(self._tokens(f"answers/{track}", people[track]))),)
            for track in self.least
            if people.get(track)
        }
        new = {track: tokens[track].difference(*self.groups.get(key, ())) for track, key in keys.items()}
        self._count_told(keys, tokens)
        enough = [track for track, least in self.least.items() if len(new[track]) >= least]
        first = not any(key in self.groups for key in keys.values())
        told = enough and (first or all(not new[track] or track in enough for track in self.least))
        last = {key: self.groups[key] for key in (f"answers/{track}" for track in self.least) if key in self.groups}
        if not told and (first or answers != last):
            return False
        if self.faded and not first:
            return False
        for track, key in keys.items():
            if new[track]:
                self.groups[key] = (*self.groups.get(key, ()), tuple(sorted(new[track])))
        self.groups.update(answers)
        self._count_told(keys, tokens)
        return True

    def _count_told(self, keys: Mapping[Track, str], tokens: Mapping[Track, set[str]]) -> None:
        """How many people of each track stand behind what is out, as long as any of those they came with is there."""
        for track, key in keys.items():
            self.told[track] = sum(len(one) for one in self.groups.get(key, ()) if tokens[track].intersection(one))

    @property
    def ledger(self) -> Ledger:
        """What is out once the map that was judged is."""
        if not self.open:
            return self.before
        blocks = tuple(one for kind in sorted(self.blocks) for one in self.blocks[kind])
        after = replace(self.before, blocks=blocks, groups=self.groups, names=self.names)
        after = replace(after, ways=self.ways, made=self.made)
        return after if after == self.before else replace(after, turn=self.before.turn + 1)

    def counts(self, kind: str, at: str, persona: str | None = None) -> Mapping[str, int]:
        """The figure that may go out: how many answered what, of everyone or one persona; empty for too few."""
        blocks = [one for one in self.standing.get((kind, at), ()) if persona is None or one.persona == persona]
        told: Counter[str] = Counter()
        for one in blocks:
            told.update(one.counts)
        least = self._least(kind)
        return told if told.total() >= (least if persona is None else max(least, self.split)) else {}

    def _least(self, kind: str) -> int:
        least = self.least[track_of(kind)]
        return max(least, self.split) if kind == SEGMENT else least

    def may(self, name: str, at: str, made_of: MadeOf, view: str = "") -> bool:
        """Whether what is no number may be told anew: nobody, or the minimum group of a track, joined or left since
        any time that it went out. It is then out. ``at``: a touchpoint's id, a phase or ""; ``view``: a persona."""
        if not self.open:
            return False
        cut: dict[str, tuple[tuple[str, ...], ...]] = {}
        for track, least in self.least.items():
            key = _place_of(name, at, track, view)
            tokens = set(self._tokens(key, made_of.get(track, {})))
            known = self.groups.get(key, ())
            groups = _cut(known, tokens, max(least, self.split) if view else least)
            if groups is None:
                return False
            cut[key] = groups
        self.groups.update({key: groups for key, groups in cut.items() if groups})
        return True

    def was_made(self, name: str, at: str, track: Track, view: str = "") -> bool:
        """Whether what is no number and out was ever made of a track."""
        return bool(self.groups.get(_place_of(name, at, track, view)))

    def walk(self, ways: Mapping[tuple[str, ...], int]) -> bool:
        """Whether ways may be told anew: whose they are is chosen together, so that somebody may be in another one than
        before; each number must be the same as any that was told of that way, or differ by the minimum group. They are
        then out."""
        least = self.least["customer"]
        told = {" ".join(way): people for way, people in ways.items()}
        if any(0 < abs(people - then) < least for way, people in told.items() for then in self.ways.get(way, ())):
            return False
        for way, people in told.items():
            self.ways[way] = tuple(sorted({*self.ways.get(way, ()), people}))
        return True

    def hide(self, words: str) -> str:
        """A place in the ledger that is called by somebody's words, without them."""
        return _digest(self.salt, f"words {words}", SAID)

    def _tokens(self, kind: str, people: Mapping[str, str]) -> list[str]:
        """The token of each of these people and what they said, in their order: ``person_of``, and that digested. A map
        has tens of these of each person, so each digest of a kind is made once, without a call between."""
        begin = self._begin(kind)
        begun, copied = self._people.setdefault(kind, {}), self._said.copy
        digests: dict[str, str] = {}
        found = []
        for who, said in people.items():
            told = digests.get(said)
            if told is None:
                digest = copied()
                digest.update(f"\0{said}".encode())
                told = digests[said] = digest.hexdigest()
            found.append((begun.get(who) or begin(who)) + told)
        return found

    def _alive(self, kind: str, figures: Mapping[str, Figure]) -> dict[str, Alive]:
        """What each token of a kind of figures stands for now."""
        begin = self._begin(kind)
        begun, copied = self._people.setdefault(kind, {}), self._said.copy
        alive: dict[str, Alive] = {}
        for at, figure in figures.items():
            for voice, said in figure.items():
                who, mention = voice
                digest = copied()
                digest.update(f"{mention}\0{said}".encode())
                alive[(begun.get(who) or begin(who)) + digest.hexdigest()] = (at, voice, said)
        return alive

    def _begin(self, kind: str) -> Callable[[str], str]:
        """Makes how somebody's token of a kind begins."""
        known, copied, before = self._people.setdefault(kind, {}), self._person.copy, f"{kind}\0"

        def begin(who: str) -> str:
            person = copied()
            person.update((before + who).encode())
            made = known[who] = person.hexdigest()
            return made

        return begin

    def _place(self, kind: str, earlier: Iterable[Block], figures: Mapping[str, Figure]) -> Iterable[tuple[str, Block]]:
        """Every block with the place it stands at now: those that went out, whole or cut, then those that are new."""
        least = self._least(kind)
        alive = self._alive(kind, figures)
        known: set[str] = set()
        held: set[tuple[str, str]] = set()
        spoken: set[str] = set()
        for block in earlier:
            known.update(block.people)
            for at, part in self._cut(block, alive, least):
                yield at, part
                if part.out:
                    held.update((at, token[:PERSON]) for token in part.people)
                    spoken.update(part.people)
        people: dict[str, dict[str, Alive]] = {}
        mentions = {alive[one][1] for one in spoken if one in alive}
        for token, told in alive.items() if self.open else ():
            if token not in known and told[1] not in mentions and (told[0], token[:PERSON]) not in held:
                people.setdefault(told[0], {})[token] = told
        for at, new in people.items():
            if len(new) >= least:
                whole = Block(kind, at, tuple(sorted(new)), Counter(said for _, _, said in new.values()))
                yield from ((at, one) for one in self._by_persona(whole, new))

    def _cut(self, block: Block, alive: Mapping[str, Alive], least: int) -> Iterable[tuple[str, Block]]:
        """A block as it stands now: its people may be at several places, or gone; parted only where each part is
        enough."""
        parts: dict[str, list[str]] = {}
        for token in block.people:
            if token in alive:
                parts.setdefault(alive[token][0], []).append(token)
        gone = [token for token in block.people if token not in alive]
        if not parts or (not block.out and gone):
            return [(block.at, replace(block, out=False))]
        if len(parts) == 1 and not gone:
            at = next(iter(parts))
            whole = replace(block, at=at, out=True)
            return [(at, one) for one in ((whole,) if block.persona else self._by_persona(whole, alive))]
        enough = all(len(part) >= least for part in (*parts.values(), *([gone] if gone else [])))
        if self.open and enough:
            left = Counter(block.counts)
            found = []
            for at, part in parts.items():
                said = Counter(alive[token][2] for token in part)
                left.subtract(said)
                found.append((at, replace(block, at=at, people=tuple(part), counts=said, out=True)))
            if gone:
                found.append((block.at, replace(block, people=tuple(gone), counts=+left, out=False)))
            return found
        at = max(sorted(parts), key=lambda at: len(parts[at]))
        return [(at, replace(block, out=True))]

    def _by_persona(self, block: Block, alive: Mapping[str, Alive]) -> Iterable[Block]:
        """A block per persona where each has enough people in it; else one, of a persona where all are of it."""
        shares: dict[str, list[str]] = defaultdict(list)
        of = self.behind.personas
        for token in block.people:
            shares[of.get(alive[token][1][0]) or ""].append(token)
        if len(shares) == 1:
            return [replace(block, persona=next(iter(shares)))]
        if not all(len(part) >= max(self.split, self.least[track_of(block.kind)]) for part in shares.values()):
            return [block]
        return [
            replace(block, people=tuple(part), counts=Counter(alive[one][2] for one in part), persona=persona)
            for persona, part in sorted(shares.items())
        ]

    def _name(self, placed: Mapping[str, Iterable[tuple[str, Block]]]) -> None:
        """The id of every touchpoint that goes out: the one it had, else a new one that no words can be tried for."""
        had: dict[str, Counter[str]] = {}
        size: Counter[str] = Counter()
        former = {token: one.at for one in self.before.blocks if one.kind in NAMED.values() for token in one.people}
        for kind in NAMED.values():
            for at, block in placed.get(kind, ()):
                if block.out:
                    size[at] += len(block.people)
                    had.setdefault(at, Counter()).update(former[one] for one in block.people if one in former)
        taken = {*self.behind.own_names, *self.ids.values()}
        for at in sorted(size, key=lambda at: (-had[at].total(), -size[at], at)):
            known = sorted((one for one in had[at] if one not in taken), key=lambda one: (-had[at][one], one))
            keeps = at in self.behind.own_names or self.keep_ids
            self.ids[at] = at if keeps else known[0] if known else self._new_id()
            taken.add(self.ids[at])

    def _new_id(self) -> str:
        self.made += 1
        return f"t-{_digest(self.salt, f'touchpoint {self.made}', SAID)}"


NAMED: Mapping[Track, str] = {"customer": "named", "stakeholder": "staff-named"}
"""The kinds of figures by which a touchpoint is on the map at all."""


def person_of(salt: bytes, kind: str, participant: str) -> str:
    """How a token of one kind of figure begins, for one participant: other kinds begin otherwise."""
    return _digest(salt, f"{kind}\0{participant}", PERSON)


def _digest(salt: bytes, said: str, length: int) -> str:
    return blake2b(said.encode(), key=salt, digest_size=length // 2).hexdigest()


def _place_of(name: str, at: str, track: Track, view: str) -> str:
    return f"{view}/{name}/{at}/{track}"


def _cut(groups: tuple[tuple[str, ...], ...], tokens: set[str], least: int) -> tuple[tuple[str, ...], ...] | None:
    """The groups, cut by who is in it now; None where a part would be too few."""
    new = tokens.difference(*groups)
    if 0 < len(new) < least:
        return None
    cut: list[tuple[str, ...]] = []
    for group in groups:
        inside = tuple(one for one in group if one in tokens)
        outside = tuple(one for one in group if one not in tokens)
        if any(0 < len(part) < min(least, len(group)) for part in (inside, outside)):
            return None
        cut.extend(part for part in (inside, outside) if part)
    return (*cut, tuple(sorted(new))) if new else tuple(cut)


def forget(ledger: Ledger, participant: str, opaque: Iterable[str]) -> Ledger:
    """The ledger once somebody is forgotten: what they stand behind stays as it went out, and every token of theirs is
    another, of ``opaque``, random and without end."""
    salt, fresh = bytes.fromhex(ledger.salt), iter(opaque)

    def without(kind: str, tokens: tuple[str, ...]) -> tuple[str, ...]:
        mine = person_of(salt, kind, participant)
        return tuple(next(fresh) if one.startswith(mine) else one for one in tokens)

    return replace(
        ledger,
        blocks=tuple(replace(one, people=without(one.kind, one.people)) for one in ledger.blocks),
        groups={key: tuple(without(key, group) for group in groups) for key, groups in ledger.groups.items()},
        turn=ledger.turn + 1,
    )

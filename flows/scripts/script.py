"""Compiles an interview script into steps and ONE shared ``transitions.Machine``: the rules of the dialogue.

Rule 1: every way from one state to another is an edge of this machine; nothing else moves an interview.
Rule 2: the edges know no wording, no answer values and no platform. The diagrams in docs/interviews.md are
drawn from them.
"""

from __future__ import annotations

import hashlib
import itertools
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, Protocol

from transitions import Event, Machine, Transition
from transitions import EventData as EventData

from reisleider.flows.faults import ScriptFault
from reisleider.flows.journey import ENDINGS, Language, Texts, Track
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.check import check
from reisleider.flows.scripts.read import read_outline
from reisleider.flows.shipped import names_in, text_of
from reisleider.flows.steps import REVIEW as REVIEW
from reisleider.flows.steps import Block, HeldFor, Loop, Outline, Step


class Walker(Protocol):
    """What moves over the machine: a throw-away object that holds a position while one turn is taken."""

    state: str
    item: str | None

    def more_items(self, event: EventData) -> bool: ...
    def fewer_items(self, event: EventData) -> bool: ...
    def wanted(self, event: EventData) -> bool: ...
    def arrive(self, event: EventData) -> None: ...


class _Way(Transition):
    """An edge that has guards, and no callbacks of its own: what every edge calls afterwards is the machine's."""

    def execute(self, event_data: EventData) -> bool:
        model: Any = event_data.model  # a Walker; the library takes whatever it is
        for guard in self.conditions:
            if getattr(model, str(guard.func))(event_data) is not guard.target:
                return False
        model.state = self.dest
        for then in event_data.machine.after_state_change:
            (getattr(model, then) if isinstance(then, str) else then)(event_data)
        return True


class _Trigger(Event):
    """A trigger whose edges are tried in their order, without what is asked of an event elsewhere: a turn follows
    several."""

    def trigger(self, model: Any, *_: object, **about: object) -> bool:  # the same
        if model.state not in self.transitions:
            return bool(super().trigger(model, **about))  # says what is wrong
        event = EventData(None, self, self.machine, model, (), about)
        for way in self.transitions[model.state]:
            event.transition = way
            if way.execute(event):
                return True
        return False


class _Machine(Machine):
    """The library's machine, with edges that do no more than ours need."""

    transition_cls = _Way
    event_cls = _Trigger


class Script:
    """One revision of an interview script, checked and compiled; shared by all its interviews, never changed.

    ``revision`` is a content hash: a running interview keeps the revision it began with. ``source`` is the TOML.
    """

    def __init__(self, outline: Outline, source: str) -> None:
        self.outline = outline
        self.source = source
        self.id: str = outline.id
        self.track: Track = outline.track
        self.title: Texts = outline.title
        self.steps: tuple[Step, ...] = outline.steps
        self.loops: Mapping[str, Loop] = outline.loops
        self.blocks: tuple[Block, ...] = outline.blocks
        self.probes: Mapping[str, Texts] = outline.probes
        self.revision: str = hashlib.sha256(source.encode()).hexdigest()[:16]
        self.lists: tuple[str, ...] = tuple(
            s.id for s in outline.steps if type_of(s.kind).builds_list and s.adds is None
        )
        self.places: Mapping[str, int] = {step.id: place for place, step in enumerate(outline.steps)}
        self._parts: dict[tuple[str, ...], Mapping[str, tuple[int, int, Texts]]] = {}
        self._saving: dict[str, tuple[Step, ...]] = {}
        for step in outline.steps:
            self._saving[step.saves] = (*self._saving.get(step.saves, ()), step)

    def step(self, id: str) -> Step:
        """The step with this id. Raises KeyError where the script has none."""
        return self.steps[self.places[id]]

    def saving(self, saves: str) -> tuple[Step, ...]:
        """The steps that fill this domain record."""
        return self._saving.get(saves, ())

    def parts(self, blocks: tuple[str, ...]) -> Mapping[str, tuple[int, int, Texts]]:
        """For a respondent who gets these blocks: which part of how many each block is in, and the part's title."""
        if blocks not in self._parts:
            heads = {block.id: head for head, block in zip(self._heads(), self.blocks, strict=True)}
            given = [heads[block.id] for block in self.blocks if block.id in blocks]
            parts = list(dict.fromkeys(head.id for head in given))
            self._parts[blocks] = {
                id: (parts.index(head.id) + 1, len(parts), head.title) for id, head in heads.items() if id in blocks
            }
        return self._parts[blocks]

    def _heads(self) -> Iterator[Block]:
        """For every block, the one that began its part."""
        return itertools.accumulate(self.blocks, lambda head, block: block if block.title else head)

    def loop_steps(self, loop: str) -> tuple[Step, ...]:
        """The steps of a loop, in order; they stand together."""
        return tuple(step for step in self.steps if step.loop == loop)

    @cached_property
    def machine(self) -> Machine:
        """The machine of this revision: flat, synchronous, without a model of its own."""
        machine = _Machine(
            model=None,
            states=[*(step.id for step in self.steps), *ENDINGS],
            initial=self.steps[0].id,
            auto_transitions=False,
            send_event=True,
            after_state_change="arrive",
        )
        for edge in edges(self.outline):
            machine.add_transition(edge.trigger, edge.source, edge.dest, conditions=edge.guard)  # type: ignore[arg-type]  # a list of str is a list of states
        return machine


class Edge:
    """One way from a state to another: what triggers it and which guard must let it pass."""

    __slots__ = ("dest", "guard", "source", "trigger")

    def __init__(self, trigger: str, source: str | list[str], dest: str, guard: str | None = None) -> None:
        self.trigger = trigger
        self.source = source
        self.dest = dest
        self.guard = guard


def edges(outline: Outline) -> Iterator[Edge]:
    """Every edge of a script, in the order in which the machine tries them."""
    steps = outline.steps
    first, last = _loop_ends(steps)
    for step, follower in itertools.pairwise(steps):
        if step.loop is not None and last[step.loop] == step.id and outline.loops[step.loop].limit != 1:
            yield Edge("next", step.id, first[step.loop], "more_items")
        yield Edge("next", step.id, follower.id)
    for step, before in zip(steps[1:], steps, strict=False):
        if step.loop is not None and first[step.loop] == step.id and outline.loops[step.loop].limit != 1:
            yield Edge("previous", step.id, last[step.loop], "fewer_items")
        yield Edge("previous", step.id, before.id)
    asked = [step.id for step in steps if step.id != REVIEW]
    for step in steps:
        if type_of(step.kind).revisable and not step.required:
            yield Edge("edit", REVIEW, step.id, "wanted")
    yield Edge("complete", REVIEW, "completed")
    declining = [step.id for step in steps if any(option.ends for option in step.options)]
    if declining:
        yield Edge("decline", declining, "declined")
    everywhere = [*asked, REVIEW]
    yield Edge("stop", everywhere, "stopped")
    yield Edge("withdraw", everywhere, "withdrawn")
    yield Edge("expire", everywhere, "expired")


def _loop_ends(steps: tuple[Step, ...]) -> tuple[dict[str, str], dict[str, str]]:
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for step in steps:
        if step.loop is not None:
            first.setdefault(step.loop, step.id)
            last[step.loop] = step.id
    return first, last


def read_script(source: str, file: str) -> Script:
    """Read, check and compile a script's TOML. Raises ScriptFault: one sentence per fault, naming file and step."""
    outline = read_outline(source, file)
    faults = tuple(check(outline, file))
    if faults:
        raise ScriptFault(*faults)
    return Script(outline, source)


@lru_cache(maxsize=2)
def script_names(held_for: HeldFor = "respondent") -> tuple[str, ...]:
    """The scripts that are shipped, by name: those a study can hold, or those that whoever leads is asked."""
    told = {name: tomllib.loads(text_of("scripts", name)) for name in names_in("scripts")}
    return tuple(name for name, script in told.items() if script.get("for", "respondent") == held_for)


@lru_cache(maxsize=32)
def load_script(name: str) -> Script:
    """A shipped script by its name. Raises ScriptFault that names the ones there are."""
    if name not in names_in("scripts"):
        raise ScriptFault(f"There is no script {name}; choose one of {', '.join(script_names())}.")
    return read_script(text_of("scripts", name), f"{name}.toml")


def spoken_by(names: Iterable[str]) -> tuple[Language, ...]:
    """The languages that all of these shipped scripts speak."""
    titles = [load_script(name).title for name in names]
    return tuple(language for language in LANGUAGES if all(language in title for title in titles))

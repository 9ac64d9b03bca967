"""What a turn asks of the world: ask, say, remember to remind, erase.

Law: ids, own words and texts-in-every-language only; choosing the wording is the renderers' work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reisleider.flows.journey import Ending, Language, Texts, Value


@dataclass(frozen=True)
class Words:
    """Somebody's own words in a slot: shown as said, shortened where a label needs it."""

    text: str


@dataclass(frozen=True)
class Face:
    """A score -2..+2 in a slot, shown as its face (and its name where there is room)."""

    score: int


@dataclass(frozen=True)
class Key:
    """A catalogue message in a slot or label, e.g. ``Key("choice.stop-keep")``."""

    id: str


@dataclass(frozen=True)
class Languages:
    """Languages somebody can go on in, each on a line of its own with the word that does so."""

    codes: tuple[Language, ...]


@dataclass(frozen=True)
class RecapNote:
    """Words of a play-back and what they are about: the record they were saved as; None: what happened there."""

    words: str
    saves: str | None = None


@dataclass(frozen=True)
class RecapLine:
    """One line of a play-back: a touchpoint in own words, its face if any, what was said about it, and the name of the
    label it was taken for, where that says more."""

    words: str
    score: int | None = None
    notes: tuple[RecapNote, ...] = ()
    label: Texts | None = None


@dataclass(frozen=True)
class Recap:
    """Somebody's story as understood: how it began, numbered touchpoints, then what else was said about the whole."""

    lines: tuple[RecapLine, ...]
    began: tuple[RecapNote, ...] = ()
    whole: tuple[RecapNote, ...] = ()


@dataclass(frozen=True)
class Several:
    """Several slot values read as a list: "1. zoeken, 2. geboekt" where numbered, else "zoeken, geboekt"."""

    items: tuple[Slot, ...]
    numbered: bool = False


Slot = str | int | Words | Face | Key | Languages | Recap | Several | Mapping[str, str]
"""A slot's value. A mapping is Texts: the wording takes the interview's language."""


@dataclass(frozen=True)
class Choice:
    """One answer on offer. Exactly one of ``text`` (every language), ``words`` (own words), ``key`` (catalogue)
    names it; ``face`` marks a face; ``chosen`` a choice already ticked in a several-question."""

    id: str
    text: Texts | None = None
    words: str | None = None
    key: str | None = None
    face: int | None = None
    chosen: bool = False


@dataclass(frozen=True)
class Place:
    """Where in the interview a question stands: part i of n by the block's title, and item i of n in its loop."""

    part: int
    parts: int
    title: Texts
    i: int | None = None
    n: int | None = None


@dataclass(frozen=True)
class Ask:
    """Put one question. ``text`` is the script's, or ``key`` names a catalogue message; slots fill either.

    ``numbered``: a typed number means the choice at that place; ``ticks``: choices are ticked one by one on the
    question as it stands; ``review``: it plays the interview back.
    """

    step: str
    item: str | None
    turn: int
    text: Texts | None = None
    key: str | None = None
    slots: Mapping[str, Slot] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    place: Place | None = None
    numbered: bool = False
    ticks: bool = False
    review: bool = False


@dataclass(frozen=True)
class Say:
    """Say something that needs no answer; joined to the question that follows it in one message."""

    key: str
    slots: Mapping[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True)
class Tell:
    """Say something that a script says; joined to the question that follows it in one message."""

    text: Texts
    slots: Mapping[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """The receipt: how the reply was taken. ``choice`` is what was accepted, for the used buttons.

    ``echo``: the reply was typed where buttons were offered, so its meaning is said back before the next question.
    """

    how: str
    """accepted, refused, stale, repeated, corrected or ignored."""
    choice: Choice | None = None
    echo: bool = False


@dataclass(frozen=True)
class Remind:
    """Come back to this person after so many days, if they have not moved by then."""

    days: int


@dataclass(frozen=True)
class Notify:
    """Tell a lead something in a sentence (catalogue key, slots). Never a participant's words."""

    key: str
    slots: Mapping[str, Slot] = field(default_factory=dict)


@dataclass(frozen=True)
class Erase:
    """Throw away everything this interview holds."""


@dataclass(frozen=True)
class End:
    """The interview is over; the closing words are the wording's."""

    ending: Ending
    slots: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Bring:
    """What the end of a script brings about, by the name that the script gives: a study, for one."""

    what: str


Effect = Ask | Say | Tell | Heard | Remind | Notify | Erase | End | Bring

"""The nouns of journey mapping, in the field's standard terms.

Law: frozen dataclasses without behaviour that needs a clock, a database, a platform or a language.
A score is an integer -2..+2; every time is an aware UTC datetime; own words are kept as they were said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from reisleider.flows.records import records_of, saved

Language = str
Texts = Mapping[Language, str]
"""One text in every language it exists in, by language code: ``{"nl": ..., "en": ...}``."""
Value = Any  # whoever reads one looks at what it is
"""A JSON value: str, int, float, bool, None, or lists and string-keyed dicts of these."""
Track = Literal["customer", "stakeholder"]
Control = Literal["ours", "partner", "outside"]
Glancing = Literal["lead", "redacted"]
"""Who looks before words stand on a map: a lead, or redaction alone."""
Ending = Literal["completed", "stopped", "declined", "withdrawn", "expired"]
EMPTY: Mapping[str, Any] = MappingProxyType({})  # of whatever values: there are none

SCORES = (-2, -1, 0, 1, 2)
ENDINGS: tuple[Ending, ...] = ("completed", "stopped", "declined", "withdrawn", "expired")
CHANNELS = ("website", "app", "phone", "mail", "chat", "letter", "shop", "site", "home", "elsewhere")
"""Where a touchpoint may happen: the answers of the channel question."""
CANONICAL_PHASES = ("need", "orient", "consider", "decide", "buy", "deliver", "use", "loyal", "advocate")


# --- what a study is made of -------------------------------------------------------------------------


@dataclass(frozen=True)
class Phase:
    """A column of the map: ``label`` for the lead, ``plain`` as a customer would say it ("when I chose")."""

    id: str
    label: Texts
    plain: Texts
    canonical: tuple[str, ...]
    side: Literal["buyer", "customer"] | None = None


@dataclass(frozen=True)
class PhaseModel:
    """Phases in order. ``loop``: the last leads back to the first (drawn so); ``own``: named by the lead."""

    id: str
    name: Texts
    phases: tuple[Phase, ...]
    loop: bool = False
    own: bool = False


@dataclass(frozen=True)
class Persona:
    """Whose journey it is: who they are, what they want, what worries them, through what they hear of things, and
    what they have to see to."""

    id: str
    name: Texts
    note: Texts = field(default_factory=dict)
    who: Texts = field(default_factory=dict)
    goals: Texts = field(default_factory=dict)
    worries: Texts = field(default_factory=dict)
    media: Texts = field(default_factory=dict)
    duties: Texts = field(default_factory=dict)


PERSONA_TEXTS = ("note", "who", "goals", "worries", "media", "duties")
"""What may be told of a persona beside its name."""


@dataclass(frozen=True)
class Team:
    """A group of colleagues that can own a touchpoint."""

    id: str
    name: Texts


@dataclass(frozen=True)
class Label:
    """A touchpoint the lead expects (a seed label): steers merging, never shown before an outline is complete.

    ``aliases``: other wordings that are placed under it; ``channel``: one of CHANNELS.
    """

    id: str
    words: Texts
    phase: str | None = None
    control: Control | None = None
    aliases: tuple[str, ...] = ()
    channel: str | None = None


@dataclass(frozen=True)
class Fact:
    """One segment fact the study asks every respondent at the close (age group, household, ...)."""

    id: str
    question: Texts
    options: tuple[tuple[str, Texts], ...]


@dataclass(frozen=True)
class Measurement:
    """A figure that somebody measured outside the interviews: ``metric`` of a touchpoint (its id on the map) is
    ``number`` in ``unit`` ("" where it is a bare count), as ``source`` said of the day ``on``; ``taken_at``: when it
    was taken in. It is about no respondent."""

    touchpoint: str
    metric: str
    number: float
    unit: str
    source: str
    on: date
    taken_at: datetime


REVIEWED = 91
"""After how many days a map is looked at anew, where its study does not say: a quarter."""
REPLIES = 30
"""How many replies an interview asks for, where its study does not say: about ten minutes."""


@dataclass(frozen=True)
class Study:
    """One question about one journey: its scope, its people and the promises made to them.

    ``attempt`` is a clause ("een vakantie wilde boeken"), ``start`` and ``end`` are nouns ("het eerste idee").
    ``minimum_customers`` and ``minimum_staff`` are the smallest groups a figure may cover (method 4.12:
    3 and 5; they can be raised, never lowered). ``scripts`` names the interviews it holds; ``blocks`` names per script
    the blocks switched on; a script left out gets its defaults. ``invited`` counts per track who was asked.
    ``retention_days`` after closing (and at the latest after ``keep_until``) people's words go and counts stay;
    ``words_gone_at`` says they did. ``likeness``: how wordings are compared, by the lexicon, or by sentence embeddings
    too (an extra). ``living``: the map posted at home is kept up to date. ``tell_lead_of_danger``: its leads hear
    that somebody wrote of a life in danger, and no more than that. ``replies``: about how many replies an interview
    asks for; ``b2b``: the customers are businesses. ``quotes``: whether a lead sees what people said before it stands
    on a map, or redaction alone decides. ``decision``: what is decided by the map; ``audience``: whom it is about;
    ``lost``: people who gave up are asked too; ``review_days``: after how many days it is looked at anew, 0: never.
    ``measured``: every figure taken in from elsewhere, oldest first; a newer one
    is added beside the one before.
    """

    id: str
    title: Texts
    organisation: str
    goal: Texts
    attempt: Texts
    start: Texts
    end: Texts
    lead: str
    contact: str
    privacy_url: str
    keep_until: date
    languages: tuple[Language, ...]
    model: PhaseModel
    created_at: datetime
    personas: tuple[Persona, ...] = ()
    teams: tuple[Team, ...] = ()
    labels: tuple[Label, ...] = ()
    facts: tuple[Fact, ...] = ()
    blocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rotating: int = 2
    quotas: Mapping[str, int] = field(default_factory=dict)
    invited: Mapping[str, int] = field(default_factory=dict)
    minimum_customers: int = 3
    minimum_staff: int = 5
    closed_at: datetime | None = None
    timezone: str = "Europe/Amsterdam"
    retention_days: int = 180
    words_gone_at: datetime | None = None
    likeness: Literal["lexicon", "sentences"] = "lexicon"
    living: bool = False
    tell_lead_of_danger: bool = False
    replies: int = REPLIES
    b2b: bool = False
    scripts: tuple[str, ...] = ("customer", "stakeholder")
    quotes: Glancing = "lead"
    measured: tuple[Measurement, ...] = ()
    decision: Texts = field(default_factory=dict)
    audience: Texts = field(default_factory=dict)
    lost: bool = True
    review_days: int = REVIEWED


@dataclass(frozen=True)
class Participant:
    """A person in one study. Their name is not kept; ``persona`` is None while unassigned.

    ``timezone`` is what their platform says (an IANA name), None: the study's. ``excluded``: a lead left their
    interviews out of the map, and can take them back. ``organisation``: for whom they speak, among businesses.
    ``source``: where their interview was held, None: here.
    """

    id: str
    study: str
    track: Track
    language: Language
    joined_at: datetime
    persona: str | None = None
    timezone: str | None = None
    excluded: bool = False
    organisation: str | None = None
    source: str | None = None


# --- one interview -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Given:
    """One choice that a study gives to its scripts: a phase, a team, a persona."""

    id: str
    text: Texts


@dataclass(frozen=True)
class Usual:
    """How a label was told so far: where it comes in a journey, 0 (first) to 1 (last), None where nobody knows; and by
    how many people of each track."""

    place: float | None = None
    customers: int = 0
    colleagues: int = 0


@dataclass(frozen=True)
class Offered:
    """The labels of a study that may be offered to its respondents, and how each was told (``usual``, by its id)."""

    labels: tuple[Label, ...] = ()
    usual: Mapping[str, Usual] = field(default_factory=dict)


@dataclass(frozen=True)
class Givens:
    """Everything an interview takes from its study, frozen when it begins, so that a turn stays pure.

    ``slots``: texts by slot name; ``sources``: choices by source name (phases, personas, teams);
    ``blocks``: the script blocks this respondent gets; ``seed``: makes random orders repeatable;
    ``coverage``: how often each normalised touchpoint wording was asked about so far (thinnest first);
    ``countries``: whose helplines people in danger are told of; ``tell_lead_of_danger``: as the study says.
    ``replies``: how many replies the interview means to ask for. ``labels``: those that may be offered once the outline
    is complete; ``usual``: how each was told so far, by its id; ``minimum``: the smallest group that a map shows.
    """

    slots: Mapping[str, Texts] = field(default_factory=dict)
    sources: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    blocks: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    labels: tuple[Label, ...] = ()
    facts: tuple[Fact, ...] = ()
    coverage: Mapping[str, int] = field(default_factory=dict)
    seed: int = 0
    countries: tuple[str, ...] = ()
    tell_lead_of_danger: bool = False
    replies: int = REPLIES
    usual: Mapping[str, Usual] = field(default_factory=dict)
    minimum: int = 3


AnswerKind = Literal["answer", "skipped", "probe", "order", "removed", "file", "remark", "forwarded", "placed", "part"]


@dataclass(frozen=True)
class Answer:
    """One line of an interview's append-only log.

    ``kind``: ``answer`` gives or replaces the value of (step, item); ``skipped`` leaves it open on purpose; ``probe``
    adds what a follow-up question or a further message brought; ``order`` says after which item ``item`` comes (value:
    item id, or "" for first); ``removed`` is a tombstone for ``item`` (or for the answer to ``step`` where item is
    None), and with ``supersedes`` that one line taken back; ``file`` keeps a file, [what it is, its digest]; ``remark``
    keeps words said beside a button answer; ``forwarded`` says that the words of this answer are somebody else's;
    ``placed`` says under which label (value: its id) ``item`` clearly belongs, which nobody was asked; ``part`` keeps
    one of the messages that an answer was joined of, as it is now.
    ``ref`` is the chat message it was said in, so that an edited message corrects the answer it gave;
    ``turn`` is the turn of the question it answers, so that an old button finds its answer.
    """

    seq: int
    step: str
    item: str | None
    value: Value
    verbatim: str
    said_at: datetime
    kind: AnswerKind = "answer"
    supersedes: int | None = None
    ref: str | None = None
    turn: int = 0


@dataclass(frozen=True)
class Aside:
    """A short exchange beside the script's questions: a probe, "keep or throw away?", the edit menu.

    ``kind`` names it; ``step`` and ``item`` say what it is about; ``data`` is what it must remember.
    """

    kind: str
    step: str | None = None
    item: str | None = None
    data: Value = None


Visit = tuple[str, str | None]
"""A step, and the loop item it was asked about (or None)."""


@dataclass(frozen=True)
class Interview:
    """One conversation through a script: its position and its log. Replaced, never changed.

    ``state`` is a step id, ``review`` or an ending; ``turn`` counts replies that changed anything and fences
    buttons; ``trail`` is the stack that ``back`` pops; ``draft`` is a half-given answer (two of three choices);
    ``picks`` are the items each loop chose; ``probed`` the visits that had their follow-up question; ``reacted`` what
    was reacted to, and at which turn: a kind of need, or ``weight``; ``missed`` the questions that were not answered (a
    step, or ``+`` and the kind of an aside; an item) and by how many replies in a row.
    """

    id: str
    study: str
    participant: str
    track: Track
    script: str
    revision: str
    language: Language
    givens: Givens
    state: str
    began_at: datetime
    moved_at: datetime
    item: str | None = None
    turn: int = 0
    log: tuple[Answer, ...] = ()
    trail: tuple[Visit, ...] = ()
    draft: Value = None
    aside: Aside | None = None
    picks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    probed: tuple[Visit, ...] = ()
    reacted: tuple[tuple[str, int], ...] = ()
    missed: tuple[tuple[str, str | None, int], ...] = ()
    ended_at: datetime | None = None

    @property
    def ended(self) -> bool:
        return self.state in ENDINGS


# --- one participant's journey: the fold of an interview's answers ------------------------------------


@dataclass(frozen=True, slots=True)  # 0.4 kB for 1.7: from 30 fields on Python gives each its own dictionary
class Touchpoint:
    """One moment in one participant's journey, in their own words; ``saved`` says which fields a step fills.

    ``emotion`` is the score given (None: not asked, skipped, forgotten or not applicable; ``emotion_unknown``
    says which). Staff fields: ``guess`` (score they expect customers to give), ``certainty`` (low, medium,
    high), ``basis`` (figures, customers, impression), ``owner`` (team id), ``backstage``.
    ``designed``: named as meant to happen, not as seen. ``told`` marks channel and phase read from the words
    or from neighbours rather than answered. ``same_as``: the seed label its author says it is (an id), "" where
    they say it is none of those that were offered, None where that was not asked; ``matched``: the label that it
    clearly is by its words and its place, where its author saw that and said nothing else. ``forwarded``: its words are
    somebody else's; ``pictures``: digests of the files kept with it.
    """

    id: str
    words: str
    position: int
    channel: str | None = saved("own")
    phase: str | None = saved("own")
    control: Control | None = None
    wait: bool = False
    emotion: int | None = saved("score")
    emotion_unknown: str | None = None
    emotion_word: str | None = saved("words")
    why: str | None = saved("words", retold=True)
    expectation: str | None = saved("choice")
    expected: str | None = saved("words", retold=True)
    ease: int | None = saved("level")
    aim: str | None = saved("words", retold=True)
    elapsed: str | None = saved("choice")
    guess: int | None = saved("score")
    certainty: str | None = saved("choice")
    basis: str | None = saved("choice")
    owner: str | None = saved("choice")
    backstage: str | None = saved("words", retold=True)
    designed: bool = saved("own", "touchpoint-designed", default=False)
    success: str | None = saved("words", retold=True)
    measure: str | None = saved("words", retold=True)
    target: Value = saved("number")
    today: Value = saved("number")
    told: tuple[str, ...] = ()
    same_as: str | None = saved("own")
    matched: str | None = None
    forwarded: bool = False
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark:
    """Words about a touchpoint or about the whole: ``kind`` is pain, gain, need, drop-off, wish, decider,
    trigger, goal, handover, complaint, compliment, question, improvement; ``touchpoint`` an id of the journey.
    ``forwarded``: the words are somebody else's, and never quoted."""

    kind: str
    words: str
    touchpoint: str | None = None
    forwarded: bool = False


@dataclass(frozen=True)
class RemarkRecord:
    """A kind of remark and the record that ``saves`` it. ``where``: the record that names its touchpoint; ``each``:
    asked of a touchpoint, and so about it."""

    saves: str
    kind: str
    where: str | None = None
    each: bool = False


REMARKS = (
    RemarkRecord("trigger", "trigger"),
    RemarkRecord("goal", "goal"),
    RemarkRecord("persona-goal", "persona-goal"),
    RemarkRecord("decider", "decider"),
    RemarkRecord("need", "need", where="need-where"),
    RemarkRecord("nearly-stopped-what", "drop-off", where="nearly-stopped"),
    RemarkRecord("handover", "handover"),
    RemarkRecord("complaint", "complaint"),
    RemarkRecord("compliment", "compliment"),
    RemarkRecord("question", "question", where="question-where"),
    RemarkRecord("improvement", "improvement"),
    RemarkRecord("wish", "wish"),
    RemarkRecord("need-at", "need", each=True),
)
"""Remarks by the record that holds them, in the order in which they are played back. Pain and gain are no records: they
are why a touchpoint felt bad or good."""
FACTS = (
    "recommend",
    "team",
    "roles",
    "persona",
    "own-persona",
    "top-three",
    "best",
    "worst",
    "impact",
    "effort",
    "who",
    "told-anyone",
    "fact",
    "role",
    "decided-with",
)
"""Records that a journey keeps as they are: about the person or the whole; ``fact`` by the fact's own id."""


@dataclass(frozen=True)
class Importance:
    """One most-and-least choice: what was shown, what was picked. Ids of this journey's touchpoints."""

    shown: tuple[str, ...]
    most: str | None
    least: str | None


@dataclass(frozen=True)
class Journey:
    """What one interview tells: the fold of its answers, nothing added.

    ``finished`` is False for a partial interview that was kept. ``decided_at``, ``nearly_stopped_at`` and
    ``remembered`` are touchpoint ids. ``facts`` holds whatever else the script saved, by ``saves`` name.
    """

    interview: str
    study: str
    participant: str
    track: Track
    language: Language
    finished: bool
    began_at: datetime
    ended_at: datetime | None
    persona: str | None = None
    organisation: str | None = field(default=None, repr=False)  # who it is for is no answer, see synthesis.told_by
    imported: bool = field(default=False, repr=False)  # held elsewhere; where it was held is no answer either
    touchpoints: tuple[Touchpoint, ...] = saved("own", "touchpoint", default=())
    remarks: tuple[Remark, ...] = ()
    importance: Importance | None = saved("own")
    recency: str | None = saved("choice")
    intent: str | None = saved("choice")
    decided_at: str | None = saved("item")
    chose: bool | None = None
    nearly_stopped_at: str | None = saved("item", "nearly-stopped")
    remembered: str | None = saved("item")
    outcome: str | None = saved("choice")
    end_emotion: int | None = saved("score")
    quotes_allowed: bool = saved("yes", "quotes", when="yes", default=False)
    recontact_allowed: bool = saved("yes", "recontact", when="yes", default=False)
    validated: bool = saved("yes", when="right", default=False)
    facts: Mapping[str, Value] = saved("value", *FACTS, factory=dict)

    @cached_property
    def whole(self) -> str:
        """All that it tells, written once: it is asked at every map."""
        return repr(self)

    @cached_property
    def worked(self) -> dict[str, Any]:  # whoever works something out knows what it put there
        """What was worked out of it alone so far, by what that is: kept as long as it is itself. Nothing in it holds
        the journey, which would else outlive whoever lets go of it."""
        return {}


LOGGED = ("consent", "recommend-why", "restart-where", "who-else", "other-team")
"""Records that stay in the interview: they steer it, or are read there by people, and no map counts them."""
SAVES: frozenset[str] = frozenset(
    [
        *(name for noun in (Touchpoint, Journey) for record in records_of(noun) for name in record.saves),
        *(name for remark in REMARKS for name in (remark.saves, remark.where) if name is not None),
        *LOGGED,
    ]
)
"""Every record that a step of a script may save."""
SETTINGS: frozenset[str] = frozenset(
    f"study-{name}"
    for name in (
        *("title", "organisation", "goal", "decision", "attempt", "start", "end", "audience", "languages"),
        *("personas", "persona-who", "persona-goals", "persona-worries", "persona-media", "persona-duties"),
        *("model", "phases", "labels", "starter", "teams", "facts"),
        *("lead", "contact", "privacy", "home", "keep", "retention", "zone", "minimum", "minimum-staff"),
        *("scripts", "blocks", "rotating", "replies", "b2b", "customers", "colleagues", "invited", "lost"),
        *("likeness", "living", "danger", "quotes", "review", "rest", "card"),
    )
)
"""Every record that a step of a lead's script may save: what a study is set to. ``rest`` steers the talk, ``card`` is
that the lead agrees."""
VOTES: frozenset[str] = frozenset({"consent", "weighed", "dots", "impact", "effort", "ballot"})
"""Every record that a step of a script may save in which colleagues weigh; ``ballot`` is that it was cast."""
PLANS: frozenset[str] = frozenset({"about", "action", "doer", "due", "serves", "plan"})
"""Every record that a step of a script may save in which a team decides what to do; ``plan`` is that it is so."""

"""A year of learning to keep bees, told by eight learners and three colleagues in words of their own.

Law: what somebody tells and what they mean by it stand here, nothing else; how they answer follows from it alone.
``colony``, ``varroa`` and the like are touchpoints in the eyes of whoever tells; few of them are labels at first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reisleider.flows.phases.models import load_model

STUDY = Path(__file__).parent / "bee_course.toml"
STARTER = "course"

NAMES: Mapping[str, tuple[str, ...]] = {
    "swarm": ("Bijen van dichtbij gezien", "Saw bees up close"),
    "search": ("Opleidingen opgezocht", "Looked up courses"),
    "enrol": ("Ingeschreven", "Enrolled"),
    "waiting": ("Gewacht op een plek", "Waited for a place"),
    "pay": ("Lesgeld betaald", "Paid the fee"),
    "suit": ("Imkerpak en handschoenen gekocht", "Bought a bee suit and gloves"),
    "theory": ("Theorieavond gevolgd", "Attended a theory evening"),
    "open-hive": ("Bijenkast geopend", "Opened a hive"),
    "sting": ("Gestoken", "Got stung"),
    "colony": ("Eigen volk gekregen", "Got a colony of my own"),
    "mentor": ("Hulp van een mentor", "Help from a mentor"),
    "varroa": ("Mijten bestreden", "Fought the mites"),
    "honey": ("Honing geoogst", "Harvested honey"),
    "library": ("Boek over bijen geleend", "Borrowed a book about bees"),
}
"""What each touchpoint is called, in Dutch and English: by the lead's labels or start list, or once it is sorted."""
PHASES = {"waiting": "Aankoop", "sting": "Gebruik", "varroa": "Gebruik", "library": "Oriëntatie"}
"""Where the lead puts what only sorting gives a name."""


@dataclass(frozen=True)
class Learner:
    """Somebody who tells: in which language, and their steps with the touchpoint that each is to them."""

    language: str
    steps: Mapping[str, str]


LEARNERS = (
    Learner(
        "nl",
        {
            "voor het eerst bijen van dichtbij gezien": "swarm",
            "een boek van de bieb geleend": "library",
            "gegoogeld naar cursussen in de buurt": "search",
            "ingeschreven voor de cursus": "enrol",
            "eerste theorieavond": "theory",
            "een bijenkast geopend": "open-hive",
            "gestoken in mijn pols": "sting",
            "potjes gevuld met eigen honing": "honey",
        },
    ),
    Learner(
        "nl",
        {
            "een cursus opgezocht": "search",
            "maanden gewacht op een plek": "waiting",
            "lesgeld betaald": "pay",
            "imkerpak gekocht": "suit",
            "kast opengemaakt met de docent": "open-hive",
            "mijten geteld": "varroa",
            "eigen volk opgehaald": "colony",
        },
    ),
    Learner(
        "en",
        {
            "saw bees up close on my balcony": "swarm",
            "enrolled online": "enrol",
            "attended a theory evening": "theory",
            "bought a bee suit": "suit",
            "got stung on my nose": "sting",
            "got help from my mentor": "mentor",
            "harvested the first honey": "honey",
        },
    ),
    Learner(
        "nl",
        {
            "ingeschreven via de site": "enrol",
            "theorieavond in het buurthuis": "theory",
            "handschoenen en een pak gekocht": "suit",
            "de bijenkast geopend": "open-hive",
            "gestoken door een bij": "sting",
            "behandeld tegen de mijt": "varroa",
        },
    ),
    Learner(
        "nl",
        {
            "bijen van de buurman gezien": "swarm",
            "ingeschreven": "enrol",
            "op de wachtlijst gestaan": "waiting",
            "de cursus betaald": "pay",
            "les over ziektes en raten": "theory",
            "eigen volk gekregen": "colony",
            "hulp gevraagd aan mijn mentor": "mentor",
        },
    ),
    Learner(
        "en",
        {
            "looked up bee courses": "search",
            "paid the fee": "pay",
            "opened a hive with the teacher": "open-hive",
            "got my own colony": "colony",
            "counted mites": "varroa",
            "help from my mentor": "mentor",
            "jars of our own honey": "honey",
        },
    ),
    Learner(
        "nl",
        {
            "cursus gezocht in de krant": "search",
            "ingeschreven": "enrol",
            "lang gewacht op een plek": "waiting",
            "imkerpak gepast en gekocht": "suit",
            "gestoken in mijn nek": "sting",
            "eigen volk gekregen": "colony",
            "honing geoogst": "honey",
        },
    ),
    Learner(
        "en",
        {
            "noticed bees in the chimney": "swarm",
            "enrolled for the spring group": "enrol",
            "first theory evening": "theory",
            "opened my first hive": "open-hive",
            "called my mentor about swarming": "mentor",
            "treated the hive for mites": "varroa",
        },
    ),
)
COLLEAGUES = (
    Learner(
        "nl",
        {
            "inschrijving via de site": "enrol",
            "wachtlijst": "waiting",
            "factuur betaald": "pay",
            "volk ophalen": "colony",
        },
    ),
    Learner("nl", {"theorieavond": "theory", "kast openen": "open-hive", "mijten bestrijden": "varroa"}),
    Learner("nl", {"bellen met de mentor": "mentor", "prik van een bij": "sting", "honing slingeren": "honey"}),
)


def begun(words: str) -> str:
    """What somebody told, as a name of it begins."""
    return words[:1].upper() + words[1:]


MEANT: Mapping[str, str] = {words: id for one in (*LEARNERS, *COLLEAGUES) for words, id in one.steps.items()}
"""What every wording means, whoever told it."""
LABELS: Mapping[str, frozenset[str]] = {
    id: frozenset((*names, *(begun(words) for one in COLLEAGUES for words, meant in one.steps.items() if meant == id)))
    for id, names in NAMES.items()
}
"""Under which names each touchpoint may be offered: its own, and what colleagues call it, as a name begins."""

FEELS = {
    "sting": 0,
    "waiting": 1,
    "pay": 2,
    "varroa": 1,
    "honey": 4,
    "open-hive": 4,
    "colony": 4,
    "mentor": 3,
    "theory": 3,
}
"""The face of each touchpoint, 0 (very bad) to 4 (very good)."""
WHY = {
    "nl": {
        "sting": "ik schrok me rot en niemand had gezegd dat je even weg moet lopen",
        "waiting": "het bleef heel lang stil en ik wist niet of ik nog aan de beurt kwam",
        "pay": "de rekening klopte en verder was er weinig aan",
        "varroa": "ik wist niet of ik het goed deed en het boek zei weer iets anders",
        "honey": "de hele familie stond erbij en het smaakte naar onze eigen linde",
        "open-hive": "zo rustig als de docent dat deed, toen durfde ik het ook",
        "colony": "eindelijk stond er een eigen kast in de tuin",
        "mentor": "ze kwam dezelfde avond nog kijken en legde alles uit",
        "theory": "er was ruimte voor al mijn vragen en de koffie was goed",
    },
    "en": {
        "sting": "it scared me and nobody had said that you should walk away for a while",
        "waiting": "nothing was heard for months and I did not know if there was a place",
        "pay": "the bill was right and there is little more to say about it",
        "varroa": "I could not tell if I did it right and the book said something else",
        "honey": "the whole family stood around and it tasted of our own lime tree",
        "open-hive": "the teacher was so calm about it that I dared to do it as well",
        "colony": "at last there was a hive of my own in the garden",
        "mentor": "she came to look that same evening and explained all of it",
        "theory": "there was room for all of my questions and the coffee was good",
    },
}
"""Why it felt so, in each language."""
ELSE = {
    "nl": "het ging zoals ik had verwacht en daar was ik tevreden mee",
    "en": "it went the way I had expected and that was fine with me",
}
WHENS = {"swarm": 0, "library": 1, "search": 1, "waiting": 4, "enrol": 4, "pay": 4, "suit": 4, "theory": 5, "honey": 7}
"""The phase that each touchpoint falls in, counted from 0, for who is asked; most in that of use."""
WHEN = {language: [one.plain[language] for one in load_model("nine-phases").phases] for language in ("nl", "en")}
WHICH = re.compile(r": (?:hoort dat bij een van deze|does that belong with one of these)\?")
OUTLINED = re.compile(r"Dit zijn je stappen|These are your steps")
LISTS = re.compile(r"stap voor stap|En toen\?|step by step|And then\?|Stap voor stap of|Step by step or")
SKIPPED = ("Overslaan", "Skip")
NEITHER = ("Iets anders", "Something else")
DONE = ("Klaar", "Done")
YES = ("Klopt dat?", "Is that right?", "meedoen?", "mee?", "take part?")
FACES = (
    "Heel vervelend",
    "Vervelend",
    "Neutraal",
    "Fijn",
    "Heel fijn",
    "Very bad",
    "Bad",
    "Neutral",
    "Good",
    "Very good",
)


@dataclass
class Answering:
    """How one person answers whatever is asked: what they say (True) or press (False), by words and buttons alone.

    ``placed``: what they were asked about their steps, with what they chose.
    """

    who: Learner
    told: list[str] = field(default_factory=list)
    placed: dict[str, str] = field(default_factory=dict)
    answers: int = 0

    def answer(self, text: str, labels: Sequence[str]) -> tuple[bool, str]:
        """What they do now."""
        self.answers += 1
        left = [one for one in self.who.steps if one not in self.told]
        real = [one for one in labels if one not in SKIPPED]
        asked = WHICH.search(text)
        if asked is not None:
            return False, self._which(text, real)
        if LISTS.search(text) and left:
            self.told.append(left[0])
            return True, left[0]
        if ticks := [one for one in real if one in DONE]:
            chosen = any(one.startswith("✓") for one in real)
            return False, ticks[0] if chosen or len(real) == 1 else real[0]
        when = WHEN[self.who.language][WHENS.get(self.about(text), 6)]
        if when in real:
            return False, when
        if faces := [one for one in real if one.partition(" ")[2] in FACES]:
            return False, faces[FEELS.get(self.about(text), 2) % len(faces)]
        if real:
            return False, real[0] if any(one in text for one in YES) else real[min(1, len(real) - 1)]
        return True, WHY[self.who.language].get(self.about(text), ELSE[self.who.language])

    def about(self, text: str) -> str:
        """The touchpoint that a question is about: that of the last of their steps that it names."""
        found = [(text.rfind(words), words) for words in self.who.steps if words.lower() in text.lower()]
        return self.who.steps[max(found)[1]] if found else ""

    def _which(self, text: str, labels: Sequence[str]) -> str:
        words = max(
            (one for one in self.who.steps if f"{one}: " in text or f"{one[:1].upper()}{one[1:]}: " in text), key=len
        )
        right = next((one for one in labels if one in LABELS[self.who.steps[words]]), None)
        self.placed[words] = right or next(one for one in labels if one in NEITHER)
        return self.placed[words]

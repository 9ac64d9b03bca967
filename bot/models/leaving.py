"""What leaves for a model: a study's labels and people's wordings, without names and numbers.

Law: only what somebody wrote who was told of the model before they agreed; of that, rather a word too many is taken
out than a person recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from reisleider.bot.interviews.revisions import script_of
from reisleider.flows.journey import Interview
from reisleider.flows.meaning.likeness import LONGEST, form
from reisleider.flows.meaning.ranking import Candidate
from reisleider.flows.scripts.script import Script
from reisleider.flows.synthesis.fold import fold
from reisleider.flows.synthesis.privacy.redaction import MARK, redact
from reisleider.flows.words.vocabulary import lists
from reisleider.storage import interviews, studies
from reisleider.storage.store import Connection

SLOT = "model"
"""The slot by which a script tells of the model; where there is none, it stands empty."""
NAMES = 8  # of one label's wordings
ACRONYM = 3  # letters up to which capitals are an office or a file, not somebody
_NUMBER = re.compile(r"\d[\d.,:/-]*+\w*")
_NAME = re.compile(r"(?<=[\w,;:)] )[A-ZÀ-ÖØ-Þ][\w'’-]*(?: [A-ZÀ-ÖØ-Þ][\w'’-]*)*")  # a capital inside a sentence
_WORD = re.compile(r"[^\W_]+")
_SAID = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Leaving:
    """Wordings as they were told with how they leave, and the names of each label as they leave, by its id."""

    wordings: Mapping[str, str]
    labels: Mapping[str, tuple[str, ...]]


def what_leaves(c: Connection, study: str, wordings: Iterable[str], candidates: Sequence[Candidate]) -> Leaving:
    """What may leave of these wordings and candidates of a study. Reads only, and may take seconds."""
    found = studies.load_study(c, study)
    if found is None:
        return Leaving({}, {})
    own = [name for label in found.labels for name in (*label.words.values(), *label.aliases)]
    known = _words((found.organisation, *own))
    told, withheld = _told(c, study)
    withheld = withheld - told - {form(name) for name in own}
    leaving = {one: redacted(one, known) for one in dict.fromkeys(wordings) if form(one) in told}
    labels = {
        one.id: tuple(
            dict.fromkeys(
                redacted(name, known) for name in one.wordings if form(name) not in withheld and _SAID.search(name)
            )
        )[:NAMES]
        for one in candidates
    }
    return Leaving(
        {one: words for one, words in leaving.items() if _SAID.search(words)},
        {id: names for id, names in labels.items() if names},
    )


def redacted(words: str, known: frozenset[str] = frozenset()) -> str:
    """Words as they leave: redacted, and without any number or capitalised name but those ``known``, as the study
    itself writes them, and the names of channels."""

    def hide(found: re.Match[str]) -> str:
        return " ".join(one if _ordinary(one, known) else MARK for one in found[0].split(" "))

    short = redact(" ".join(words.split())[:LONGEST])
    return _NUMBER.sub(MARK, _NAME.sub(hide, short))


def _ordinary(word: str, known: frozenset[str]) -> bool:
    plain = _WORD.findall(word.casefold())
    if len(word) == 1 or word.partition("'")[0] == "I" or (word.isupper() and len(word) <= ACRONYM):
        return True
    return all(one in known or one in _channels() for one in plain)


@cache
def _channels() -> frozenset[str]:
    return frozenset(word for words in lists("cues", "channel").values() for word in words)


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


def _told(c: Connection, study: str) -> tuple[frozenset[str], frozenset[str]]:
    """The forms of what was told by those who knew of the model, and by those who did not."""
    told: set[str] = set()
    withheld: set[str] = set()
    for one in interviews.interviews(c, study):
        if not one.log:
            continue
        script = script_of(c, one)
        forms = (form(touchpoint.words) for touchpoint in fold(script, one).touchpoints)
        (told if _knew(script, one) else withheld).update(forms)
    return frozenset(told), frozenset(withheld)


def _knew(script: Script, interview: Interview) -> bool:
    """Whether the person was told of the model: their interview has a place for that, and it was filled."""
    filled = any(interview.givens.slots.get(SLOT, {}).values())
    return filled and any(SLOT in step.slots for step in script.steps)

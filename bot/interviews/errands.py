"""What an interview leaves to be done later: a burst that ends, somebody to come back to, a map to look at.

Law: whatever is about the open question is fenced by its turn; names and fields are how the database keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from reisleider.storage.reading_model import model_of
from reisleider.storage.store import Connection
from reisleider.storage.timers import Fenced, Job, Place, is_set, set_timer


@dataclass(frozen=True)
class Settle(Fenced):
    """Take a burst of messages as one answer."""

    kind: ClassVar[str] = "settle"


@dataclass(frozen=True)
class Silence(Fenced):
    """What comes next while somebody says nothing, ``since`` when; each sets what comes after it. None: whoever set it
    set those as well."""

    since: datetime | None = None


@dataclass(frozen=True)
class Later(Silence):
    """Ask the open question again when the person wanted to be asked."""

    kind: ClassVar[str] = "later"


@dataclass(frozen=True)
class Reminder(Silence):
    """Ask somebody who fell silent whether to go on."""

    kind: ClassVar[str] = "reminder"


@dataclass(frozen=True)
class LastReminder(Silence):
    """Ask so once more."""

    kind: ClassVar[str] = "reminder-last"


@dataclass(frozen=True)
class Expiry(Silence):
    """End an interview that nobody went on with."""

    kind: ClassVar[str] = "expiry"


@dataclass(frozen=True)
class LookAtLabels(Job):
    """Look which labels a study's respondents may be offered from now on."""

    kind: ClassVar[str] = "labels"


@dataclass(frozen=True)
class Publish(Job):
    """Publish a study's map: at ``address`` where somebody asked for it, else where it belongs once a quota is full.

    ``preview``: as it stands, without a version; ``persona``: that one's map; ``language`` "": the study's first.
    """

    kind: ClassVar[str] = "publish"
    address: Place | None = None
    language: str = ""
    preview: bool = False
    persona: str = ""


@dataclass(frozen=True)
class Advise(Job):
    """Ask the model that reads along what a study's wordings may be."""

    kind: ClassVar[str] = "advise"


def ask_model_soon(c: Connection, study: str, when: datetime) -> None:
    """Let the model be asked about a study, where one reads along and that does not wait to be done already."""
    if model_of(c) is not None and not is_set(c, Advise, study):
        set_timer(c, Advise(study), when)

"""Asks the model about a study, in the background, and keeps what it says.

Law: never in a turn and never on the writer; bounded per study and day, tried once more and then left in
peace for longer each time; a failure changes nothing and is told once, until it answers again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

import structlog

from reisleider.bot.config import Model
from reisleider.bot.models.chat_way import PATH, naming_body, naming_digest, read_names
from reisleider.bot.models.chosen import chosen
from reisleider.bot.models.leaving import Leaving, what_leaves
from reisleider.bot.models.model_server import ODD, ModelServer, UnansweredFault
from reisleider.bot.models.proposals import Proposal, name_of_digest, proposed, sorted_leaving, way_of
from reisleider.bot.models.way import Json
from reisleider.flows.journey import Texts
from reisleider.flows.meaning.ranking import Candidate
from reisleider.storage.model_answers import answers_kept, erasures_of, keep_answers, take_request, whole_since
from reisleider.storage.reading_model import ReadingModel
from reisleider.storage.store import Connection, Store

log = structlog.get_logger()
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)  # after one failure, and after many


@dataclass(frozen=True)
class _Missing:
    """What has to be asked, in what shape it leaves, and how often something was erased until then."""

    leaving: Leaving
    texts: Mapping[str, str]
    erasures: int


class Adviser:
    """Asks one model. Usable by several jobs at once."""

    def __init__(self, model: ReadingModel, settings: Model, store: Store, clock: Callable[[], datetime]) -> None:
        self._model = model
        self._settings = settings
        self._server = ModelServer(settings)
        self._store = store
        self._clock = clock
        self._failures = 0
        self._full: dict[str, date] = {}
        self._rests_until: datetime | None = None

    async def propose(
        self, study: str, wordings: Iterable[str], candidates: Sequence[Candidate]
    ) -> Mapping[str, Proposal]:
        """The model's labels for these wordings of a study, by wording; of what it does not answer, nothing."""
        leaving = await self._ask_labels(study, tuple(wordings), candidates)
        return await self._store.read(lambda c: proposed(c, study, way_of(self._model), leaving))

    async def name(self, study: str, wordings: Iterable[str]) -> Texts | None:
        """What the model would call a step that is worded so, in every language; None where it does not say, or is one
        that is asked for vectors."""
        if self._model.kind != "chat":
            return None
        digest = await self._ask_name(study, tuple(wordings))
        return await self._store.read(lambda c: name_of_digest(c, study, digest))

    async def _ask_labels(self, study: str, wanted: Sequence[str], candidates: Sequence[Candidate]) -> Leaving:
        """Ask what was not asked before; returns how all of it leaves."""
        way = way_of(self._model)

        def look(c: Connection) -> _Missing:
            leaving = what_leaves(c, study, wanted, candidates)
            texts = way.texts(leaving) if leaving.wordings and leaving.labels else {}
            known = answers_kept(c, study, texts)
            missing = {digest: text for digest, text in texts.items() if digest not in known}
            return _Missing(leaving, missing, erasures_of(c, study))

        missing = await self._store.read(look)
        digests = list(missing.texts)
        for start in range(0, len(digests), way.at_once):
            here = digests[start : start + way.at_once]
            texts = [missing.texts[one] for one in here]
            answer = await self._answer(study, way.path, way.body(texts, missing.leaving), missing.erasures)
            if answer is None:
                break
            read = way.read(answer, texts, missing.leaving)
            if read is None:
                self._fail(ODD)
                break
            self._succeed()
            kept = dict(zip(here, read, strict=True))
            await self._store.run(partial(keep_answers, study=study, answers=kept, erasures=missing.erasures))
        return missing.leaving

    async def _ask_name(self, study: str, wanted: Sequence[str]) -> str:
        """Ask what was not asked before; returns the digest it is kept by."""

        def look(c: Connection) -> tuple[Sequence[str], str, bool, int]:
            leaving = sorted_leaving(c, study, wanted)
            digest = naming_digest(self._model.name, leaving)
            known = not leaving or digest in answers_kept(c, study, [digest])
            return leaving, digest, known, erasures_of(c, study)

        leaving, digest, known, erasures = await self._store.read(look)
        body = naming_body(self._model.name, leaving)
        answer = None if known else await self._answer(study, PATH, body, erasures)
        if answer is None:
            return digest
        names = read_names(answer)
        if names is None:
            self._fail(ODD)
            return digest
        self._succeed()
        kept = {digest: dict(names)}
        await self._store.run(partial(keep_answers, study=study, answers=kept, erasures=erasures))
        return digest

    async def _answer(self, study: str, path: str, body: Json, erasures: int) -> Json | None:
        """What the server answers; None where it is left in peace, was asked enough today, or does not answer, and
        where something was erased of the study since this was read."""
        if self._rests_until is not None and self._clock() < self._rests_until:
            return None
        for last in (False, True):
            if not await self._store.read(lambda c: whole_since(c, study, erasures)):
                return None
            if not await self._store.run(self._may_ask(study)):
                self._tell_full(study)
                return None
            try:
                return await self._server.ask(path, body)
            except UnansweredFault as fault:
                if last or not fault.again:
                    self._fail(str(fault), timedelta(seconds=fault.rest))
                    return None
        return None

    def _may_ask(self, study: str) -> Callable[[Connection], bool]:
        today, most = self._clock().astimezone(UTC).date(), self._settings.requests
        return lambda c: take_request(c, study, today, most)

    def _tell_full(self, study: str) -> None:
        """Say once a day that a study's requests are used up."""
        today = self._clock().astimezone(UTC).date()
        if self._full.get(study) != today:
            log.info("model asked enough today", study=study)
        self._full[study] = today

    def _fail(self, sentence: str, rest: timedelta = timedelta()) -> None:
        if not self._failures:
            log.warning("model not used for now", why=sentence)
        self._failures += 1
        grown = min(LONGEST_REST, FIRST_REST * 2 ** min(self._failures - 1, 10))
        self._rests_until = self._clock() + max(rest, grown)

    def _succeed(self) -> None:
        if self._failures:
            log.info("model answers again")
        self._failures, self._rests_until = 0, None


def adviser_of(settings: Model, store: Store, clock: Callable[[], datetime]) -> Adviser | None:
    """Who asks the model that these settings choose; None where they choose none. Raises SettingFault."""
    model = chosen(settings)
    return None if model is None else Adviser(model, settings, store, clock)

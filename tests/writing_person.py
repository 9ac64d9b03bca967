"""One person who writes to the bot through storage, with the time in the test's hands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from reisleider.bot.interviews.burst import BURST, settle
from reisleider.bot.interviews.opening import open_interview
from reisleider.bot.interviews.reply import hear
from reisleider.flows.dialogue.story.story import read
from reisleider.flows.journey import Interview, Study
from reisleider.flows.messages import Address, Said
from reisleider.flows.scripts.script import load_script
from reisleider.storage import interviews, studies
from reisleider.storage.store import Store

HERE = Address("telegram", "4242", "8")
SCRIPT = load_script("customer")


class Chat:
    """One person who writes to the bot, with the time in the test's hands."""

    def __init__(self, store: Store, study: Study) -> None:
        self.store, self.now, self.refs = store, datetime(2026, 11, 23, 12, tzinfo=UTC), 0
        store.do(lambda c: studies.save_study(c, study))
        store.do(lambda c: open_interview(c, study, SCRIPT, HERE, "8", "nl", self.now, id="i"))

    def writes(self, text: str, after: float = 60.0) -> None:
        """Write one message, so many seconds after whatever was done before."""
        self.refs += 1
        self.does(Said("text", text=text, ref=str(self.refs)), after)

    def presses(self, choice: str, after: float = 60.0) -> None:
        self.does(Said("press", choice=choice, turn=self.interview.turn, interview="i"), after)

    def does(self, said: Said, after: float) -> None:
        self.waits(after)
        self.store.do(lambda c: hear(c, HERE, said, self.now))

    def waits(self, seconds: float) -> None:
        """Let time pass; a burst is taken once it is over."""
        if seconds >= BURST.total_seconds():
            over = self.now + BURST
            self.store.do(lambda c: settle(c, self.interview, HERE, over))
        self.now += timedelta(seconds=seconds)

    @property
    def interview(self) -> Interview:
        found = self.store.look(lambda c: interviews.load_interview(c, "i"))
        assert found is not None
        return found

    def words(self, step: str) -> str | None:
        return read(SCRIPT, self.interview).words(SCRIPT.step(step))

    @property
    def steps(self) -> list[str]:
        return [item.words for item in read(SCRIPT, self.interview).items]

    @property
    def state(self) -> str:
        return self.interview.state

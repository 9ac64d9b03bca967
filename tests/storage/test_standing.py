"""Where people stop: after the question that was last answered in its turn, not after what they put right or added."""

from __future__ import annotations

from dataclasses import replace

from storage_samples import NOW, a_study, an_interview, seed

from reisleider.bot.studies.standing import count_standing
from reisleider.flows.journey import Answer
from reisleider.storage import interviews
from reisleider.storage.store import Store

LOG = (
    Answer(1, "consent", None, "yes", "ja", NOW),
    Answer(2, "trigger", None, {}, "regen", NOW),
    Answer(3, "recency", None, None, "", NOW, kind="skipped"),
    Answer(4, "trigger", None, {}, "zon", NOW, supersedes=2),
    Answer(5, "trigger", None, {}, "en wind", NOW, kind="remark"),
)


def test_people_stop_after_the_question_that_was_answered_last(store: Store) -> None:
    stopped = replace(an_interview(), log=LOG, state="stopped", ended_at=NOW)
    store.do(lambda c: (seed(c), interviews.add_interview(c, stopped)))
    standing = store.look(lambda c: count_standing(c, a_study()))

    assert [one.stops for one in standing.tracks if one.track == stopped.track] == [(("recency", 1),)]

"""Killed at any moment, the interview goes on where it was: the same journey as without kills."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from playing import Stage
from sqlalchemy import select
from typing_in import type_in
from waiting import PATIENCE, ended

from reisleider.bot.clock import now
from reisleider.bot.demo.play import load_people
from reisleider.bot.demo.show import load_demo_study
from reisleider.bot.outbox.outgoing import post
from reisleider.flows.journey import Journey
from reisleider.flows.messages import Message, Span
from reisleider.flows.scripts.script import load_script
from reisleider.flows.synthesis.fold import fold
from reisleider.storage import interviews, people, queues
from reisleider.storage import tables as t
from reisleider.storage.people import address_of, line_of
from reisleider.storage.store import Store

HERE = Path(__file__).parent


def run_terminal(folder: Path, replies: list[str], *, kill: bool) -> str:
    """Type replies into ``reisleider interview``; with ``kill``, kill -9 once the last was answered."""
    typed = "".join(f"{reply}\n" for reply in replies)
    if not kill:
        return type_in(folder, "interview", "customer", "--language", "nl", replies=typed)
    environment = {**os.environ, "REISLEIDER_STORAGE__URL": f"sqlite:///{folder / 'reisleider.db'}"}
    child = subprocess.Popen(
        [sys.executable, "-m", "reisleider.bot", "interview", "customer", "--language", "nl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE.parent,
        env=environment,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(typed)
    child.stdin.flush()
    watchdog = threading.Timer(PATIENCE, child.kill)  # a terminal that falls silent must fail the test, not hang it
    watchdog.start()
    try:
        heard, out = 0, []
        for line in child.stdout:
            out.append(line)
            if line.startswith("> "):
                heard += 1
            elif heard == len(replies):
                break  # the answer to the last reply is being shown, so it is on disk
        else:
            pytest.fail(f"the terminal fell silent after {replies}:\n{''.join(out)}")
        os.kill(child.pid, signal.SIGKILL)
        ended(child)
    finally:
        watchdog.cancel()
        watchdog.join()
        child.stdin.close()
        child.stdout.close()
    return "".join(out)


def journey_of(folder: Path) -> Journey:
    with Store.open(f"sqlite:///{folder / 'reisleider.db'}") as store:
        interview = store.do(lambda c: interviews.interviews(c, "zonnevaart"))[0]
        assert len(store.do(lambda c: people.participants(c, "zonnevaart"))) == 1
    return replace(
        fold(load_script("customer"), interview),
        interview="i",
        participant="p",
        began_at=interview.began_at.replace(year=2000, month=1, day=1, hour=0, minute=0, second=0, microsecond=0),
        ended_at=None,
    )


@pytest.mark.crash
def test_killed_after_every_answer_the_journey_is_the_same(tmp_path: Path) -> None:
    transcript = next(person for person in load_people() if person.name == "customer-08").transcript
    replies = [line.act.text for line in transcript.lines if line.act is not None]
    plain, killed = tmp_path / "plain", tmp_path / "killed"
    plain.mkdir()
    killed.mkdir()
    run_terminal(plain, replies, kill=False)
    for reply in replies:
        run_terminal(killed, [reply], kill=True)

    # The rotating blocks and random orders come from the interview's id, so the two agree up to those.
    one, other = journey_of(plain), journey_of(killed)
    assert [touchpoint.words for touchpoint in one.touchpoints] == [t.words for t in other.touchpoints]
    assert [touchpoint.emotion for touchpoint in one.touchpoints] == [t.emotion for t in other.touchpoints]
    assert one.remarks[:3] == other.remarks[:3]


def test_what_a_killed_terminal_was_about_to_show_holds_nothing_up(tmp_path: Path) -> None:
    run_terminal(tmp_path, ["ja"], kill=False)
    with Store.open(f"sqlite:///{tmp_path / 'reisleider.db'}") as store:
        address = store.do(lambda c: address_of(c.execute(select(t.outbox.c.address)).scalars().all()[-1]))
        store.do(lambda c: post(c, address, Message((Span("Dank je!"),)), now()))
        assert store.do(lambda c: queues.claim(c, now(), 3600, 10, (line_of(address),)))

    again = run_terminal(tmp_path, ["2"], kill=False)

    assert again.index("Dank je!") < again.index("Wanneer was dat ongeveer?") < again.index("> 2")


def test_end_of_input_in_the_middle_is_kept_and_resumed(tmp_path: Path) -> None:
    out = run_terminal(tmp_path, ["ja", "2", "1"], kill=False)

    assert "reisleider interview customer" in out.splitlines()[-1]

    again = run_terminal(tmp_path, ["het begon met een natte herfst en weinig zon voor ons"], kill=False)

    assert "Hoe begon het?" in again
    assert "Wat deed je eerst?" in again


def test_a_stage_survives_a_restart_between_any_two_replies(tmp_path: Path) -> None:
    person = load_people()[7]
    script = load_script("customer")
    stage = Stage(tmp_path / "s.db", load_demo_study(), script, "nl", person.name, reopen=True)
    stage.begin()
    stage.play(person.transcript)
    turns = stage.interview().turn
    stage.store.close()

    assert turns > 20

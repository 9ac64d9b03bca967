"""What an operator reads when a library has something to say: where, never the words it was given."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import logging, structlog
from reisleider.bot.logs import set_up_logs
set_up_logs()
structlog.get_logger().warning("poll failed", error="https://example.org/bot123456:AAsecret_token-1/getMe")
logging.getLogger("slack_bolt.AsyncApp").info("not told")
logging.getLogger("slack_bolt.AsyncApp").warning("Unhandled request ({'text': 'mijn buurman was boos'})")
try:
    raise ValueError("mijn buurman was boos")
except ValueError:
    logging.getLogger("httpx").exception("xoxb-12-secret failed")
"""


def test_libraries_say_where_and_never_what() -> None:
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in told.stderr.splitlines()]

    assert told.stdout == ""
    assert "buurman" not in told.stderr
    assert "secret" not in told.stderr
    assert lines[0]["error"] == "https://example.org/bot[token]/getMe"
    assert [(one["library"], one["level"], one["error"]) for one in lines[1:]] == [
        ("slack_bolt.AsyncApp", "warning", None),
        ("httpx", "error", "ValueError"),
    ]
    assert all(one["where"].startswith("<string>:") for one in lines[1:])


def test_a_library_says_the_same_thing_once_in_a_while() -> None:
    often = (
        PROGRAM + "for _ in range(200): logging.getLogger('asyncio').error('accept'); logging.getLogger('b').error('x')"
    )
    told = subprocess.run([sys.executable, "-c", often], capture_output=True, text=True, check=True)

    assert [json.loads(line)["library"] for line in told.stderr.splitlines()[3:]] == ["asyncio", "b"]


def test_a_line_that_cannot_be_written_ends_nothing() -> None:
    with Path("/dev/full").open("w") as full:
        told = subprocess.run([sys.executable, "-c", PROGRAM + "print('goes on')"], stdout=-1, stderr=full, check=False)

    assert told.stdout == b"goes on\n"


def test_a_token_of_any_kind_is_hidden() -> None:
    tokens = ("xoxb-12-secret", "xoxp-12-secret", "xoxe-1-secret", "xoxe.xoxb-1-secret", "xapp-1-A-secret")
    told = subprocess.run(
        [sys.executable, "-c", f"{PROGRAM}\nfor one in {tokens}: structlog.get_logger().warning('x', error=one)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert [json.loads(line)["error"] for line in told.stderr.splitlines()[3:]] == ["[token]"] * len(tokens)

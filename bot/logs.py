"""Logs an operator can read: one line of JSON each, without a token and without anyone's words.

Law: libraries speak only when something is wrong, for some of them write addresses that hold a token.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{10,}|x(?:oxb|app|oxp)-[A-Za-z0-9-]+")
LOUD = ("telegram", "httpx", "httpcore", "slack_bolt", "slack_sdk", "aiohttp", "transitions", "asyncio")


def set_up_logs() -> None:
    """Write structured lines to standard error; what libraries have to say only from warnings on, without tokens."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            hide_tokens,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_hide)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def hide_tokens(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Every text of a line without what looks like a token."""
    return {key: _TOKEN.sub("[token]", value) if isinstance(value, str) else value for key, value in event.items()}


def _hide(record: logging.LogRecord) -> bool:
    record.msg, record.args = _TOKEN.sub("[token]", record.getMessage()), ()
    record.exc_info = None  # a traceback may hold what somebody said
    return True

"""The server of a model, over HTTP: one request, one answer, within its time and size.

Law: a key goes to this one address and follows no other; a fault says what to do, and never what was asked or answered.
"""

from __future__ import annotations

import json
from http import HTTPStatus

from aiohttp import ClientError, ClientSession, ClientTimeout, InvalidURL, StreamReader

from reisleider.bot.config import Model
from reisleider.bot.models.way import Json
from reisleider.flows.faults import Fault

LARGEST = 8 * 2**20  # bytes of an answer
REST = 3600.0  # seconds that a server may ask for at most

ODD = "model: it answers, but not in the shape that is asked for; choose another model, or check model.kind."
"""What is said of an answer that came and cannot be read."""


class UnansweredFault(Fault):
    """A model gave no answer. ``again``: it may be tried once more at once; ``rest``: seconds its server asks for."""

    def __init__(self, sentence: str, *, again: bool = False, rest: float = 0.0) -> None:
        super().__init__(sentence)
        self.again = again
        self.rest = rest


class ModelServer:
    """The server that the settings name."""

    def __init__(self, settings: Model) -> None:
        self._url = settings.url.rstrip("/")
        self._timeout = ClientTimeout(total=settings.seconds)
        self._headers = {} if settings.key is None else {"Authorization": f"Bearer {settings.key.get_secret_value()}"}

    async def ask(self, path: str, body: Json) -> Json:
        """What the server answers to a request. Raises UnansweredFault."""
        try:
            async with (
                ClientSession(timeout=self._timeout, headers=self._headers) as session,
                session.post(f"{self._url}/{path}", json=body, allow_redirects=False) as answer,
            ):
                if answer.status != HTTPStatus.OK:
                    raise _refused(answer.status, answer.headers.get("Retry-After", ""))
                return _json(await _read(answer.content))
        except TimeoutError:
            raise UnansweredFault(
                "model: no answer came within model.seconds; raise it, or use a smaller model.", again=True
            ) from None
        except InvalidURL:
            raise UnansweredFault("model: model.url is no address; write it as http://127.0.0.1:11434/v1.") from None
        except (ClientError, OSError) as fault:
            raise UnansweredFault(
                f"model: cannot be reached at model.url ({type(fault).__name__}); check that its server runs.",
                again=True,
            ) from None


def _refused(status: int, rest: str) -> UnansweredFault:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return UnansweredFault(f"model: its server refuses us ({status}); check REISLEIDER_MODEL__KEY.")
    if status == HTTPStatus.NOT_FOUND:
        return UnansweredFault(
            f"model: its server knows no such address or model ({status}); check model.url and name."
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        asked = float(rest) if rest.isascii() and rest.isdigit() else 0.0
        return UnansweredFault(
            f"model: its server has too much to do ({status}); it is asked later.", rest=min(asked, REST)
        )
    again = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return UnansweredFault(f"model: its server answers {status}; look in its log, and check model.kind.", again=again)


async def _read(content: StreamReader) -> bytes:
    data = bytearray()
    async for piece in content.iter_chunked(2**16):
        data += piece
        if len(data) > LARGEST:
            raise UnansweredFault("model: its answer is larger than any answer can be; check model.url.")
    return bytes(data)


def _json(data: bytes) -> Json:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UnansweredFault("model: its server answers something else than a JSON object; check model.url.")
    return found

"""A server with the chat and embeddings API of OpenAI, as Ollama, llama.cpp and vLLM speak it, on a real socket.

Law: it is strict about what it is asked, and answers as it is told to: well, wrongly, late or not at all.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Self

from aiohttp import web

from reisleider.bot.config import Config, load_config
from reisleider.storage.reading_model import ReadingModel

CHAT = ReadingModel("small", "chat")
KEY = "sk-very-secret"
MADE_UP = "made-up"
DIMENSIONS = 64
Answer = Callable[[web.Request], web.StreamResponse]


def status(code: int, **headers: str) -> Answer:
    """An answer that refuses; ``headers`` with underscores for dashes."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: web.Response(status=code, headers=named, text="no")


def says(content: str) -> Answer:
    """A chat model that says just this."""
    return lambda _: web.json_response({"choices": [{"message": {"role": "assistant", "content": content}}]})


def sends(text: str) -> Answer:
    """A server that sends just this, as JSON."""
    return lambda _: web.Response(text=text, content_type="application/json")


class ModelStandIn:
    """Use as a context manager. ``answers``: what comes instead of a good answer, in order; ``late``: it never answers;
    ``asked``: path, headers and body of each request."""

    def __init__(self, names: dict[str, str] | None = None) -> None:
        self.names = names or {"nl": "Even gebeld", "en": "Made a call"}
        self.answers: list[Answer] = []
        self.late = False
        self._over = asyncio.Event()
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []

    async def __aenter__(self) -> Self:
        server = web.Application(client_max_size=2**24)
        server.router.add_post("/v1/chat/completions", self._chat)
        server.router.add_post("/v1/embeddings", self._embeddings)
        server.router.add_post("/elsewhere", self._elsewhere)
        self._runner = web.AppRunner(server, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._over.set()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"

    def config(self, kind: str = "chat", **more: object) -> Config:
        """Settings that choose this server's model."""
        environ = {
            "REISLEIDER_MODEL__URL": self.url,
            "REISLEIDER_MODEL__NAME": "small",
            "REISLEIDER_MODEL__KIND": kind,
            "REISLEIDER_MODEL__KEY": KEY,
        }
        return load_config(
            None, {**environ, **{f"REISLEIDER_MODEL__{key}".upper(): f"{one}" for key, one in more.items()}}
        )

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [body for _, _, body in self.asked]

    @property
    def texts(self) -> list[str]:
        """Every wording and name that was sent, one by one."""
        found: list[str] = []
        for body in self.bodies:
            found += body.get("input", ())
            for message in body.get("messages", ())[1:]:
                data = json.loads(message["content"])
                found += [one if isinstance(one, str) else one["text"] for one in data["wordings"]]
                found += [name for label in data.get("labels", ()) for name in label["names"]]
        return found

    async def _instead(self, request: web.Request) -> web.StreamResponse | None:
        self.asked.append((request.path, dict(request.headers), await request.json()))
        if self.late:
            await self._over.wait()
        return self.answers.pop(0)(request) if self.answers else None

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        instead = await self._instead(request)
        if instead is not None:
            return instead
        body = self.bodies[-1]
        roles = [message["role"] for message in body["messages"]]
        if body["model"] != "small" or roles != ["system", "user"] or body["stream"]:
            return web.Response(status=400)
        data = json.loads(body["messages"][1]["content"])
        said = {"names": self.names} if "languages" in data else {"placements": _place(data)}
        return says(json.dumps(said))(request)

    async def _embeddings(self, request: web.Request) -> web.StreamResponse:
        instead = await self._instead(request)
        if instead is not None:
            return instead
        body = self.bodies[-1]
        if body["model"] != "small" or not all(isinstance(one, str) and one for one in body["input"]):
            return web.Response(status=400)
        rows = [{"index": at, "embedding": vector(one)} for at, one in enumerate(body["input"])]
        return web.json_response({"object": "list", "data": rows[::-1]})

    async def _elsewhere(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.path, dict(request.headers), {}))
        return says('{"placements": []}')(request)


def _place(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Each wording under the labels that share most of its letters, and one that does not exist."""
    placements = []
    for one in data["wordings"]:
        nearest = sorted(
            data["labels"],
            key=lambda label: -max(_cosine(vector(one["text"]), vector(name)) for name in label["names"]),
        )
        placements.append({"wording": one["wording"], "labels": [MADE_UP, *(label["id"] for label in nearest[:2])]})
    return placements


def vector(text: str) -> list[float]:
    """How often each pair of letters is in a text."""
    counts = [0.0] * DIMENSIONS
    plain = f" {text.casefold()} "
    for left, right in pairwise(plain):
        counts[(ord(left) * 31 + ord(right)) % DIMENSIONS] += 1
    return counts


def _cosine(left: list[float], right: list[float]) -> float:
    product = sum(a * b for a, b in zip(left, right, strict=True))
    return float(product / (sum(a * a for a in left) * sum(b * b for b in right)) ** 0.5)

"""Looks whether this machine lets Reisleider run: its database and disk, its port, and where its studies post.

Law: says only what is wrong, one sentence each with what to do; changes nothing.
"""

from __future__ import annotations

import asyncio
import errno
import socket

import aiohttp

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.config import Config, Http
from reisleider.bot.serving.lines import lines_of
from reisleider.bot.serving.web_server import no_place
from reisleider.flows.faults import SettingFault, StorageFault
from reisleider.storage.usable import homes, unusable

PATIENCE = 5.0  # seconds for what listens at our port to say that it is us


async def check_here(config: Config) -> tuple[str, ...]:
    """What is wrong on this machine and at home; nothing where all is well."""
    database = await asyncio.to_thread(unusable, config.storage.url)
    port = await _port_taken(config.http)
    at_home = () if database is not None else await _check_homes(config)
    return tuple(one for one in (database, port, *at_home) if one is not None)


async def _port_taken(http: Http) -> str | None:
    if http.port == 0:
        return None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(http.host, http.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as fault:
        ours = fault.errno == errno.EADDRINUSE and await _is_us(http)
        return None if ours else no_place(fault, http)
    return None


async def _is_us(http: Http) -> bool:
    """Whether what listens there already is a Reisleider that runs."""
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as web,
            web.get(f"http://{http.host}:{http.port}/healthz") as answer,
        ):
            return "outbox" in await answer.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, TypeError):
        return False


async def _check_homes(config: Config) -> tuple[str | None, ...]:
    try:
        found = await asyncio.to_thread(homes, config.storage.url)
    except StorageFault as fault:
        return (str(fault),)
    told: list[str | None] = []
    try:
        lines = [one for one in lines_of(config) if one.setup.used(one.settings)]
    except SettingFault:
        return ()  # told where the platforms are asked
    for study, address in found:
        setup = platform_of(address.platform).setup
        used = [one for one in lines if one.platform.name == address.platform]
        if setup is None or not used:
            told.append(
                f"{study}: its home is on {address.platform}, which is not set up; set it up, or choose another."
            )
        elif setup.reaches is not None:
            whys = [await setup.reaches(one.settings, address) for one in used]
            why = whys[0] if None not in whys else None
            told.append(None if why is None else f"{study}: its home cannot be used: {why}")
    return tuple(told)

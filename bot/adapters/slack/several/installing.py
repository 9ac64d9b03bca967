"""How a workspace installs the app: Bolt's own OAuth flow, its states and tokens kept by us.

Law: a token, a code and a state are in no log line; whoever comes without a state of ours, or from another browser,
installs nothing.
"""

from __future__ import annotations

import html
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import structlog
from aiohttp import ClientError, web
from slack_bolt import BoltResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from reisleider.bot.adapters.installed import Workspaces
from reisleider.bot.adapters.slack import PLATFORM, Slack
from reisleider.bot.adapters.slack.scopes import SCOPES
from reisleider.bot.adapters.slack.told_refusals import name_of
from reisleider.flows.faults import StoragePause
from reisleider.renderers.words.catalog import gettext

if TYPE_CHECKING:
    from reisleider.bot.adapters.connected import Answer

log = structlog.get_logger()
INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
_SILENT = logging.getLogger(f"{__name__}.bolt")  # Bolt would write the code down that Slack gave
_SILENT.disabled = True


class _States(AsyncOAuthStateStore):
    """Bolt's states, in our storage."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def async_issue(self, *_: Any, **__: Any) -> str:  # as in Bolt
        """A new one."""
        return await self._workspaces.issue()

    async def async_consume(self, state: str) -> bool:
        """Whether it is one of ours, once."""
        return await self._workspaces.consume(state)


class _Installations(AsyncInstallationStore):
    """Bolt's installations, in our storage; it asks for none, for each workspace has an adapter that knows its own."""

    def __init__(self, workspaces: Workspaces, then: Callable[[], Awaitable[None]]) -> None:
        self._workspaces = workspaces
        self._then = then

    async def async_save(self, installation: Installation) -> None:
        """Keep what lets us in at a workspace, and serve it. Raises BoltError for what is no workspace."""
        if not installation.team_id or not installation.bot_token or installation.is_enterprise_install:
            raise BoltError("no workspace")
        held = {"token": installation.bot_token, "at": int(time.time())}
        await self._workspaces.keep(installation.team_id, held)
        log.info("installed", platform=f"{PLATFORM.name}:{installation.team_id}")
        await self._then()


class Installing:
    """The two pages. ``then`` is awaited once something was installed; ``language``: what the pages speak."""

    def __init__(
        self,
        settings: Slack,
        client: AsyncWebClient,
        workspaces: Workspaces,
        language: str,
        then: Callable[[], Awaitable[None]],
    ) -> None:
        assert settings.client_secret is not None
        self._language = language
        kept = _Installations(workspaces, then)
        self._flow = AsyncOAuthFlow(
            client=client,
            logger=_SILENT,
            settings=AsyncOAuthSettings(
                client_id=settings.client_id,
                client_secret=settings.client_secret.get_secret_value(),
                scopes=list(SCOPES),
                authorization_url=f"{settings.base_url.removesuffix('api/')}oauth/v2/authorize",
                install_path=INSTALL,
                install_page_rendering_enabled=False,
                redirect_uri_path=BACK,
                callback_options=AsyncCallbackOptions(success=self._tell_done, failure=self._tell_failed),
                installation_store=kept,
                state_store=_States(workspaces),
                logger=_SILENT,
            ),
        )

    def pages(self) -> Mapping[str, Answer]:
        """By method and path, what our web server answers."""
        return {
            f"GET {INSTALL}": self._page(self._flow.handle_installation),
            f"GET {BACK}": self._page(self._flow.handle_callback),
        }

    def _page(self, handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]) -> Answer:
        async def answer(request: web.Request) -> web.Response:
            asked = AsyncBoltRequest(body="", query=request.query_string, headers=dict(request.headers))
            try:
                return await to_aiohttp_response(await handle(asked))
            except StoragePause:
                return web.Response(status=503)
            except (SlackClientError, ClientError, OSError, TimeoutError) as fault:
                log.warning("not installed", platform=PLATFORM.name, error=name_of(fault))
                return await to_aiohttp_response(self._say_failed(503, name_of(fault)))

        return answer

    async def _tell_done(self, told: AsyncSuccessArgs) -> BoltResponse:
        name = told.installation.team_name or ""
        return self._say(200, gettext(self._language, "install.done", workspace=name, command=PLATFORM.command))

    async def _tell_failed(self, told: AsyncFailureArgs) -> BoltResponse:
        log.warning("not installed", platform=PLATFORM.name, error=_known(told.reason))
        return self._say_failed(told.suggested_status_code, _known(told.reason))

    def _say_failed(self, status: int, why: str) -> BoltResponse:
        return self._say(status, gettext(self._language, "install.failed", why=why, where=INSTALL))

    def _say(self, status: int, words: str) -> BoltResponse:
        page = (
            f'<!doctype html><html lang="{self._language}"><meta charset="utf-8"><title>Reisleider</title>'
            f"<p>{html.escape(words)}</p></html>"
        )
        return BoltResponse(status=status, body=page, headers={"content-type": "text/html; charset=utf-8"})


def _known(reason: str) -> str:
    """Why not, where it is a name of Slack's or Bolt's: it came in the address that somebody opened."""
    return reason if reason.replace("_", "").isalpha() and reason.isascii() and len(reason) < 40 else "error"

"""The manifest that makes the Slack app: paste it where Slack asks for one, and everything is set.

Law: the scopes are those that ``reisleider check`` asks for; nothing more is requested.
"""

from __future__ import annotations

from typing import Any

from reisleider.bot.adapters.slack import COMMAND
from reisleider.bot.adapters.slack.scopes import BELOW_MAPS, SCOPES

EVENTS = (
    *("app_home_opened", "app_mention", "member_joined_channel", "message.im", "app_uninstalled", "tokens_revoked"),
    *("message.channels", "message.groups"),
)


def write_manifest(url: str | None) -> dict[str, Any]:  # JSON of Slack's own
    """The manifest, for Socket Mode or for signed requests to ``url``/slack."""
    request = None if url is None else f"{url.rstrip('/')}/slack"
    back = {} if url is None else {"redirect_urls": [f"{url.rstrip('/')}/slack/oauth_redirect"]}
    where = {} if request is None else {"request_url": request}
    command = {
        "command": COMMAND,
        "description": "Journey-mapping interviews and the map they make",
        "usage_hint": "new | invite @a @b | status | map | help",
        "should_escape": True,
    }
    return {
        "display_information": {
            "name": "Reisleider",
            "description": "Runs journey-mapping interviews and posts the compiled map.",
            "background_color": "#0b6e69",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Reisleider", "always_online": True},
            "slash_commands": [{**command, **({} if request is None else {"url": request})}],
        },
        "oauth_config": {"scopes": {"bot": [*SCOPES, *BELOW_MAPS]}, **back},
        "settings": {
            "event_subscriptions": {**where, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **where},
            "org_deploy_enabled": False,
            "socket_mode_enabled": request is None,
            "token_rotation_enabled": False,
        },
    }

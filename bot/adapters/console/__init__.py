"""The terminal as a chat platform: what stands there stays, and whoever leaves comes back by themselves."""

from __future__ import annotations

from reisleider.bot.adapters.platform import Platform, whole

DOORS = ("console", "screen", "seat")

TENANT = "local"
PLATFORM = Platform(
    name="console",
    title="the terminal",
    tenant=TENANT,
    chat=r"\S+",
    account=r"\S+",
    example="me",
    private_mark="",
    command="reisleider ",
    lasting=False,
    own_map="lines",
    pack=whole,
    limits=None,
    invitation=None,
    invites_here=False,
    anybody_begins=False,
    forms=False,
    home_page=False,
    setup=None,
)

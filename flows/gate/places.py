"""What a place and a person are called on each chat platform, as patterns that the platforms' own records give.

Law: no platform is named here; one that nobody knows has no places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reisleider.flows.gate.unfit import Unfit
from reisleider.flows.messages import Address


@dataclass(frozen=True)
class Shapes:
    """The patterns of one platform: of a tenant, a chat and an account, each whole; ``title``: what people call it."""

    title: str
    tenant: str
    chat: str
    account: str


Places = Mapping[str, Shapes]
"""The shapes of every platform there is, by its name."""


def home(address: Address, places: Places) -> Address:
    """A place where a study may post. Raises Unfit."""
    shapes = _shapes(address.platform, places)
    if not re.fullmatch(shapes.tenant, address.tenant) or not re.fullmatch(shapes.chat, address.chat):
        raise Unfit("place", where=":".join((address.platform, address.tenant, address.chat)), title=shapes.title)
    return address


def account(platform: str, tenant: str, id: str, places: Places) -> tuple[str, str, str]:
    """Somebody's account. Raises Unfit."""
    shapes = _shapes(platform, places)
    if not re.fullmatch(shapes.tenant, tenant) or not re.fullmatch(shapes.account, id):
        raise Unfit("account", title=shapes.title)
    return platform, tenant, id


def _shapes(platform: str, places: Places) -> Shapes:
    if platform not in places:
        raise Unfit("platform", platform=platform, known=", ".join(places))
    return places[platform]

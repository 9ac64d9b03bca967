"""A section of the settings, as every platform and the program itself describe theirs.

Law: an unknown key is refused, and what was read never changes; an address that nobody can ever be asked at is refused
before anybody is.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict


class Section(BaseModel):
    """One [section] of the settings; a field's description says what its value must be."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _reachable(text: str) -> str:
    """Raises ValueError where a text is no address of the web's; nothing at all is for the setting itself to judge."""
    if not text:
        return text
    parts = urlsplit(text)  # raises for half an IPv6 address
    port = parts.port  # raises for what is no port
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or len(text.split()) != 1:
        raise ValueError(text)
    _named(parts.hostname)
    return text


def _named(host: str) -> str:
    """Raises ValueError where a text can be no name in the network."""
    host.encode("idna")
    return host


Host = Annotated[str, AfterValidator(_named)]
"""A name or an address in the network."""
Url = Annotated[str, AfterValidator(_reachable)]
"""An address such as https://example.org/bot, or nothing where a setting may be that."""

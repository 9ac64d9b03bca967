"""How this program is called, for sentences that tell somebody what to type.

Law: what it returns works as it stands, typed where the program was called.
"""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import unquote, urlsplit


def program_name() -> str:
    """By name where that leads to this program, else by its place; through uvx where uvx called it."""
    typed = sys.argv[0]
    if "archive-v0" in Path(sys.prefix).parts:  # an environment that uvx made for this once: call uvx again
        source = _wheel()
        return f"uvx --from {shlex.quote(source)} reisleider" if source else "uvx reisleider"
    if typed.endswith("__main__.py"):
        return f"{shlex.quote(sys.executable)} -m reisleider.bot"
    found = shutil.which("reisleider")
    return "reisleider" if found and Path(found).resolve() == Path(typed).resolve() else shlex.quote(typed)


def _wheel() -> str | None:
    """The file this was installed from, where it was one."""
    try:
        told = distribution("reisleider").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    address = urlsplit(json.loads(told)["url"]) if told else None
    return unquote(address.path) if address is not None and address.scheme == "file" else None

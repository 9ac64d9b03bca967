"""Adding a chat platform is adding one package: nothing else is touched, and everything a platform does works on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import House

HERE = Path(__file__).parent
PLAY = f"""
import asyncio, sys
from pathlib import Path
sys.path[:0] = [{str(HERE)!r}, {str(HERE.parent / "platforms")!r}]
from inmemory_play import play_all
asyncio.run(play_all(Path(sys.argv[1])))
"""
CHECK = """
import sys
from reisleider.bot.__main__ import main
sys.argv[1:] = ["check"]
main()
"""
UNSET = """
import asyncio
from reisleider.bot.config import load_config
from reisleider.bot.serving.check import check_platforms
print(*asyncio.run(check_platforms(load_config(None, {})))[0])
"""


@pytest.fixture
def larger(house: House) -> House:
    """The house with a third platform, one file."""
    (house.root / "reisleider" / "bot" / "adapters" / "inmemory").mkdir()
    house.add("bot/adapters/inmemory/__init__.py", (HERE / "inmemory_platform.py").read_text(encoding="utf-8"))
    return house


def test_whole_interviews_are_played_on_a_platform_that_was_added(larger: House, tmp_path: Path) -> None:
    larger.run(PLAY, str(tmp_path / "study.db"))

    assert (tmp_path / "study.db").is_file()


def test_the_settings_and_the_command_line_know_it(larger: House) -> None:
    assert "REISLEIDER_INMEMORY__HOUSE or REISLEIDER_TELEGRAM__TOKEN or" in larger.run(UNSET)
    (larger.root / "config.toml").write_text('[inmemory]\nhouse = "here"\n', encoding="utf-8")
    assert larger.run(CHECK) == "inmemory: ready.\n"

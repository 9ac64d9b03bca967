"""On the command line a study is made, or brought back, for the bot or the workspace that is named."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from typing_in import type_in

from reisleider.storage import installations, studies
from reisleider.storage.store import Store

STUDY = Path(__file__).parent.parent / "docs" / "examples" / "web-shop.toml"
CONFIG = '[telegram.bots.school]\n[telegram.bots.museum]\ncircle = "slack:T1"\n[slack]\nclient_id = "1.2"\n'


def circle_in(folder: Path) -> str:
    with Store.open(f"sqlite:///{folder / 'reisleider.db'}") as store:
        return store.do(lambda c: studies.circle_of(c, "bike-returns"))


def test_a_study_is_of_whom_it_is_made_for(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "study.toml").write_text(STUDY.read_text(encoding="utf-8"), encoding="utf-8")

    refused = type_in(tmp_path, "study", "new", "study.toml", "--for", "telegram:shcool", fails=True)
    assert "telegram:shcool is no bot or workspace" in refused
    assert "telegram:school, telegram:museum" in refused

    type_in(tmp_path, "study", "new", "study.toml", "--for", "telegram:school")
    assert circle_in(tmp_path) == "telegram:school"
    type_in(tmp_path, "study", "export", "bike-returns")
    archive = next(one.name for one in tmp_path.glob("*.json"))
    for line, circle in (("telegram:museum", "slack:T1"), ("slack:T1", "slack:T1"), ("", "")):
        with Store.open(f"sqlite:///{tmp_path / 'reisleider.db'}") as store:
            store.do(lambda c: studies.delete_study(c, "bike-returns"))
            held = {"token": "xoxb-TEST"}
            store.do(lambda c, held=held: installations.keep_installation(c, "slack", "T1", held, datetime.now(UTC)))
        type_in(tmp_path, "study", "import", archive, *(("--for", line) if line else ()))
        assert circle_in(tmp_path) == circle
    assert "xoxb-TEST" not in (tmp_path / archive).read_text(encoding="utf-8")

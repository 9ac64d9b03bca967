"""Settings: the example holds every one with its default; secrets stay out of files and reprs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import SECRETS, Config, load_config, settings
from flows.faults import SettingFault

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"


def test_the_example_loads_to_the_defaults() -> None:
    assert load_config(EXAMPLE, {}) == Config()


def test_the_example_has_every_setting_that_is_no_secret() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")

    for section, keys in settings().items():
        assert f"[{section}]" in text
        for key in set(keys) - set(SECRETS.get(section, ())):
            assert f"\n{key} = " in text


def test_the_environment_wins_and_secrets_never_show() -> None:
    environ = {"REISLEIDER_STORAGE__URL": "sqlite:///x.db", "REISLEIDER_TELEGRAM__TOKEN": "very-secret"}

    config = load_config(EXAMPLE, environ)

    assert config.storage.url == "sqlite:///x.db"
    assert config.telegram.token is not None
    assert config.telegram.token.get_secret_value() == "very-secret"
    assert "very-secret" not in repr(config)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-file\n", encoding="utf-8")

    config = load_config(None, {"REISLEIDER_SLACK__BOT_TOKEN_FILE": str(tmp_path / "token")})

    assert config.slack.bot_token is not None
    assert config.slack.bot_token.get_secret_value() == "from-file"


def test_an_unknown_variable_names_the_nearest_setting() -> None:
    with pytest.raises(SettingFault, match="did you mean REISLEIDER_STORAGE__URL"):
        load_config(None, {"REISLEIDER_STORAGE__ULR": "x"})

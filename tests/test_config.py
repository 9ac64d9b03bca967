"""Settings: the example holds every one with its default; secrets stay out of files and reprs."""

from __future__ import annotations

from pathlib import Path

import pytest

from reisleider.bot.config import SECRETS, Whole, further, load_config, settings
from reisleider.flows.faults import SettingFault
from reisleider.storage.store import Store

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"


def test_the_example_loads_to_the_defaults() -> None:
    assert load_config(EXAMPLE, {}) == Whole()


def test_the_example_has_every_setting_that_is_no_secret() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")

    for section, keys in settings().items():
        assert f"[{section}]" in text
        for key in set(keys) - set(SECRETS.get(section, ())):
            assert f"\n{key} = " in text
    for (section, several), keys in further().items():
        assert f"# [{section}.{several}." in text
        for key in set(keys) - set(SECRETS.get(section, ())):
            assert f"\n# {key} = " in text


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


def test_settings_come_from_a_file_and_a_password_in_an_address_never_shows(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, '[storage]\nurl = "postgresql://me:very-secret@127.0.0.1/db"'), {})

    assert config.storage.url.endswith("/db")
    assert "very-secret" not in repr(config)


def test_an_unset_file_means_the_defaults() -> None:
    assert load_config(None, {"HOME": "/", "REISLEIDER_SOMETHING_ELSE": "x"}) == Whole()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[storge]\nurl = 'x'", "no section [storge]; did you mean storage?"),
        ("[storage]\nulr = 'x'", "no setting storage.ulr; did you mean url?"),
        ("[bot]\nzzz = 1", "no setting bot.zzz; choose from language, admins."),
        ("bot = 'nl'", "write bot as a section, [bot]."),
        ("[bot", "c.toml: not valid TOML"),
        ("[telegram]\ntoken = 'x'", "telegram.token is a secret; set it as REISLEIDER_TELEGRAM__TOKEN"),
        ("[slack]\nsigning_secret = 'x'", "slack.signing_secret is a secret; set it as REISLEIDER_SLACK__SIGNING"),
        ("[bot]\nlanguage = 'de'", "bot.language: this must be nl or en."),
        ("[storage]\nurl = 3", "storage.url: this must be an address, such as sqlite:///reisleider.db"),
        (
            "[privacy]\nminimum_customers = 2",
            "privacy.minimum_customers: this must be a whole number of at least 3, at most 1000.",
        ),
        (
            "[privacy]\nminimum_staff = 1001",
            "privacy.minimum_staff: this must be a whole number of at least 5, at most",
        ),
        (
            "[privacy]\nminimum_staff = 4",
            "privacy.minimum_staff: this must be a whole number of at least 5, at most 1000.",
        ),
        (
            "[privacy]\nminimum_staff = 'many'",
            "privacy.minimum_staff: this must be a whole number of at least 5, at most 1000.",
        ),
        ("[telegram]\nbase_url = 'https://x'", "telegram.base_url: this must be an address ending in /bot."),
        ("[slack]\nbase_url = 'https://x'", "slack.base_url: this must be an address ending in /api/."),
        ("[slack]\nbase_url = 'slack.com/api/'", "slack.base_url: this must be an address ending in /api/."),
        ("[slack]\nbase_url = 'ftp://slack.com/api/'", "slack.base_url: this must be an address ending in /api/."),
        (
            "[telegram]\nbase_url = 'http://here:99999/bot'",
            "telegram.base_url: this must be an address ending in /bot.",
        ),
        ("[telegram]\nbase_url = 'http://[::1/bot'", "telegram.base_url: this must be an address ending in /bot."),
        ("[telegram]\nwebhook_url = 'bot.example/telegram'", "telegram.webhook_url: this must be a public https"),
        ("[model]\nurl = 'http://a..b/v1'", "model.url: this must be an address such as"),
        ("[http]\nhost = 'a..b'", "http.host: this must be an address of this machine."),
    ],
)
def test_a_file_that_is_wrong_is_one_sentence_that_names_the_setting(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SettingFault) as caught:
        load_config(written(tmp_path, text), {})

    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        (
            {"REISLEIDER_TELEGRAM_TOKEN": "x"},
            "REISLEIDER_TELEGRAM_TOKEN: there is no such setting; did you mean REISLEI",
        ),
        ({"REISLEIDER_STORAGE__URL": ""}, "REISLEIDER_STORAGE__URL: this is empty"),
        (
            {"REISLEIDER_PRIVACY__MINIMUM_STAFF": "4"},
            "privacy.minimum_staff: this must be a whole number of at least 5, at most 1000.",
        ),
        ({"REISLEIDER_SLACK__APP_TOKEN_FILE": "no-such-file"}, "REISLEIDER_SLACK__APP_TOKEN_FILE: the file it names"),
    ],
)
def test_a_variable_that_is_wrong_is_one_sentence_that_names_it(environ: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingFault) as caught:
        load_config(None, environ)

    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\x80\x81", "cannot be read"), (b" \n", "this is empty"), (b"\xff\xfe", "this is empty")],
)
def test_a_secret_file_without_a_secret_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "token").write_bytes(content)

    with pytest.raises(SettingFault, match=sentence):
        load_config(None, {"REISLEIDER_TELEGRAM__TOKEN_FILE": str(tmp_path / "token")})


def test_a_secret_given_twice_is_refused_without_showing_it(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("very-secret", encoding="utf-8")
    name = "REISLEIDER_TELEGRAM__TOKEN"

    with pytest.raises(SettingFault, match="given twice") as caught:
        load_config(None, {name: "very-secret", f"{name}_FILE": str(tmp_path / "token")})

    assert "very-secret" not in str(caught.value)


def test_a_missing_settings_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingFault, match="this settings file cannot be read"):
        load_config(tmp_path / "none.toml", {})


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = "[bot]\nlanguage = 'de'\nzzz = 1\n[storge]\nurl = 'x'\n[http]\nport = 70000\nhost = 7\n"
    environ = {"REISLEIDER_STORAGE__ULR": "x", "REISLEIDER_PRIVACY__MINIMUM_STAFF": "4"}

    with pytest.raises(SettingFault) as caught:
        load_config(written(tmp_path, text), environ)

    named = [one.removeprefix(f"{tmp_path / 'c.toml'}: ").split(":")[0] for one in caught.value.faults]
    assert named == [
        "there is no setting bot.zzz; choose from language, admins.",
        "there is no section [storge]; did you mean storage?",
        "REISLEIDER_STORAGE__ULR",
        "bot.language",
        "http.host",
        "http.port",
        "privacy.minimum_staff",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_settings_file_may_be_saved_by_windows(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "c.toml").write_bytes("[bot]\r\nlanguage = 'en' # é\r\n".encode(encoding))

    assert load_config(tmp_path / "c.toml", {}).bot.language == "en"


def test_a_place_under_ones_home_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    written(tmp_path, "[storage]\nurl = 'sqlite:///~/x.db'")
    (tmp_path / "token").write_text("from-home", encoding="utf-8")

    config = load_config(Path("~/c.toml"), {"REISLEIDER_TELEGRAM__TOKEN_FILE": "~/token"})
    Store.open(config.storage.url).close()

    assert config.telegram.token is not None
    assert config.telegram.token.get_secret_value() == "from-home"
    assert (tmp_path / "x.db").exists()


def written(folder: Path, text: str) -> Path:
    """A settings file with this text."""
    (folder / "c.toml").write_text(text, encoding="utf-8")
    return folder / "c.toml"


OWN = "REISLEIDER_TELEGRAM__BOTS__SCHOOL__"


def test_a_further_bot_is_set_up_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-file\n", encoding="utf-8")
    file = written(tmp_path, '[telegram.bots.school]\ncircle = "slack:T0123"\n[telegram.bots.museum]')

    config = load_config(file, {f"{OWN}TOKEN_FILE": str(tmp_path / "token"), f"{OWN}WEBHOOK_SECRET": "very-secret"})

    assert set(config.telegram.bots) == {"school", "museum"}
    assert config.telegram.bots["school"].circle == "slack:T0123"
    assert config.telegram.bots["school"].token.get_secret_value() == "from-file"
    assert "from-file" not in repr(config)
    assert "very-secret" not in repr(config)


def test_every_fault_of_a_further_bot_names_its_setting(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """[telegram]
bots.School.circle = ""
bots.museum.token = "very-secret"
bots.museum.circel = ""
bots.fair.circle = "not a name"
bots.zoo = 7
""",
    )

    with pytest.raises(SettingFault) as raised:
        load_config(file, {f"{OWN}TOKN": "x", f"{OWN}CIRCLE": ""})

    told = [one.removeprefix(f"{file}: ") for one in raised.value.faults]
    assert told == [
        "[telegram.bots.School] cannot be called so; take at most 20 small letters and digits.",
        "telegram.bots.museum.token is a secret; set it as "
        "REISLEIDER_TELEGRAM__BOTS__MUSEUM__TOKEN in the environment.",
        "there is no setting telegram.bots.museum.circel; did you mean circle?",
        "write telegram.bots.zoo as a section, [telegram.bots.zoo].",
        f"{OWN}TOKN: there is no such setting; did you mean {OWN}TOKEN?",
        f"{OWN}CIRCLE: this is empty; give it a value, or leave the variable out.",
        "telegram.bots.fair.circle: this must be whose studies it shares, by the name that reisleider check has for "
        "that bot, or nothing.",
    ]
    assert "very-secret" not in str(raised.value)

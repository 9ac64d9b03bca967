"""Settings: ``config.toml`` and REISLEIDER_SECTION__KEY environment variables, secrets only from the latter.

Law: an unknown key or a wrong value is one sentence that names the setting, and all of them are told at once; a secret
never shows in a repr.
"""

from __future__ import annotations

import difflib
import re
import shlex
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field, SecretStr, ValidationError, create_model, field_validator

from reisleider.bot.adapters.platform import PREFIX, set_up
from reisleider.bot.adapters.section import Host, Section, Url
from reisleider.bot.text_file import read_text_file
from reisleider.flows.faults import SettingFault
from reisleider.flows.gate.values import BOUNDS
from reisleider.flows.languages import FIRST, LANGUAGES, listed

SECRETS: Mapping[str, tuple[str, ...]] = {
    **{platform.name: setup.secrets for platform, setup in set_up()},
    "model": ("key",),
}
NAME = re.compile(r"[a-z][a-z0-9]{0,19}")
"""What a further bot may be called in the settings: also as a part of a variable, in capitals."""
Place = tuple[str, ...]
"""Where a setting stands: section and key, or section, key, a further bot's name and its key."""
ADMINS = tuple(platform for platform, _ in set_up())
"""The platforms whose people can be administrators."""


class Storage(Section):
    """Where everything is remembered."""

    url: str = Field(
        "sqlite:///reisleider.db",
        description="an address, such as sqlite:///reisleider.db or postgresql://user@host/reisleider",
        repr=False,  # the address of a database server may hold a password
    )


class Bot(Section):
    """How the bot speaks when nobody chose otherwise, and who may run every study.

    ``admins`` is a list of ``platform:account`` with spaces between, or ``platform:name:account`` for a further bot or
    workspace.
    """

    language: str = Field(FIRST, pattern=rf"^({'|'.join(LANGUAGES)})$", description=listed("or"))
    admins: str = Field(
        "",
        pattern=f"^(({'|'.join(f'{one.name}(:[A-Za-z0-9]{{1,40}})?:{one.account}' for one in ADMINS)}) ?)*$",
        description=f"such as {' '.join(f'{one.name}:{one.example}' for one in ADMINS)}",
    )


class Http(Section):
    """Where ``reisleider run`` listens: /healthz, /metrics, and webhooks where they are used. Port 0: nowhere."""

    host: Host = Field("127.0.0.1", description="an address of this machine")
    port: int = Field(8470, ge=0, le=65535, description="a port, or 0 for none")


def _group(key: str) -> Any:  # what pydantic makes of a field
    """A smallest group, within the bounds that a study's own is held to; the least is where it stands by itself."""
    least, most = BOUNDS[key]
    return Field(least, ge=least, le=most, description=f"a whole number of at least {least}, at most {most}")


class Privacy(Section):
    """The smallest groups a figure may cover; they can be raised, never lowered (method 4.12)."""

    minimum_customers: int = _group("minimum_customers")
    minimum_staff: int = _group("minimum_staff")


class Model(Section):
    """A model that proposes labels for wordings, at a server that speaks the API of OpenAI; without an address: none.

    ``kind`` is what the model is asked for; ``seconds`` how long one answer may take; ``requests`` how many are made
    about one study in a day (UTC).
    """

    url: Url = Field(
        "",
        pattern=r"^(https?://[^\s?#]+)?$",
        description="an address such as http://127.0.0.1:11434/v1, or nothing for no model",
        repr=False,  # it may hold a password
    )
    name: str = Field("", max_length=200, description="the name by which the server knows the model")
    kind: Literal["chat", "embeddings"] = Field("chat", description="chat or embeddings")
    seconds: int = Field(60, ge=1, le=600, description="a whole number from 1 to 600")
    requests: int = Field(100, ge=1, description="a whole number of at least 1")
    key: SecretStr | None = None


class Voice(Section):
    """What hears the words in a voice message: a program of this machine's own that prints them; none is the default.

    ``command`` is a list, or one text that is taken apart as a shell would; its part ``{file}`` is the message's file.
    """

    command: tuple[str, ...] = Field((), description='a command with {file} in it, such as ["whisper-cli", "{file}"]')
    seconds: int = Field(60, ge=1, le=600, description="a whole number of seconds, 1 to 600")
    megabytes: int = Field(10, ge=1, le=20, description="a whole number of megabytes, 1 to 20")

    @field_validator("command", mode="before")
    @classmethod
    def _apart(cls, value: object) -> object:
        return tuple(shlex.split(value)) if isinstance(value, str) else value

    @field_validator("command")
    @classmethod
    def _names_file(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if value and not any("{file}" in part for part in value[1:]):
            raise ValueError
        return value


class Config(Section):
    """All settings, with their defaults: the program's own here, and a section of every platform's in ``Whole``."""

    storage: Storage = Storage()  # type: ignore[call-arg]  # every field has a default
    bot: Bot = Bot()  # type: ignore[call-arg]  # every field has a default
    http: Http = Http()  # type: ignore[call-arg]  # every field has a default
    privacy: Privacy = Privacy()
    model: Model = Model()  # type: ignore[call-arg]  # every field has a default
    voice: Voice = Voice()  # type: ignore[call-arg]  # every field has a default

    def of(self, platform: str) -> Section:
        """The section of a platform."""
        found = getattr(self, platform)
        assert isinstance(found, Section)
        return found


def _sections() -> dict[str, Any]:  # as pydantic takes them: the type of a field and its default
    return {platform.name: (setup.section, setup.section()) for platform, setup in set_up()}


Whole: type[Config] = create_model("Whole", __base__=Config, **_sections())


def load_config(path: Path | None, environ: Mapping[str, str]) -> Config:
    """The settings in a file (None: only defaults) and the environment, which wins. Raises SettingFault."""
    data = _read(path) if path is not None else {}
    faults = list(_unknown(data, str(path)))
    for place, value in _from_environment(environ, faults).items():
        _put(data, place, value)
    try:
        whole = Whole.model_validate(_known(data))
    except ValidationError as fault:
        raise SettingFault(*faults, *_sentences(fault)) from None
    if faults:
        raise SettingFault(*faults)
    return whole


def settings() -> Mapping[str, tuple[str, ...]]:
    """Every setting there is: section -> keys; but those of further bots."""
    several = further()
    return {
        name: tuple(key for key in _fields(field.annotation) if (name, key) not in several)
        for name, field in Whole.model_fields.items()
    }


def further() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """What may be set several times over, each by a name: section and key -> the keys below each name."""
    return {
        (name, key): tuple(_fields(get_args(one.annotation)[1]))
        for name, field in Whole.model_fields.items()
        for key, one in _fields(field.annotation).items()
        if key == "bots"
    }


def _fields(section: Any) -> Mapping[str, Any]:  # a class, and fields as pydantic has them
    return dict(getattr(section, "model_fields", {}))


def _put(data: dict[str, Any], path: Place, value: str) -> None:  # as TOML has them
    """Put a setting where it stands; where the file has something else there, that is told by itself."""
    rows: Any = data  # whatever the file has there
    for part in path[:-1]:
        rows = rows.setdefault(part, {})
        if not isinstance(rows, dict):
            return
    rows[path[-1]] = value


def _read(path: Path) -> dict[str, Any]:  # TOML as it stands; pydantic says whether it fits
    try:
        return tomllib.loads(read_text_file(path))
    except (OSError, UnicodeError) as fault:
        raise SettingFault(f"{path}: this settings file cannot be read; check that it exists.") from fault
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise SettingFault(f"{path}: not valid TOML: {fault}.") from fault


def _unknown(data: Mapping[str, object], where: str) -> Iterator[str]:
    """What stands in a file and is no setting, or may not stand there."""
    known, several = settings(), further()
    for section, rows in data.items():
        if section not in known:
            yield f"{where}: there is no section [{section}]; {_near(section, known)}"
            continue
        if not isinstance(rows, dict):
            yield f"{where}: write {section} as a section, [{section}]."
            continue
        for key in rows:
            if (section, key) in several:
                yield from _unknown_below(rows[key], where, (section, key), several[section, key])
            elif key in SECRETS.get(section, ()):
                yield _secret(where, (section, key))
            elif key not in known[section]:
                yield f"{where}: there is no setting {section}.{key}; {_near(key, known[section])}"


def _unknown_below(named: object, where: str, path: Place, keys: Collection[str]) -> Iterator[str]:
    """The same of what further bots are given."""
    for name, rows in named.items() if isinstance(named, dict) else [("", None)]:
        section = ".".join((*path, str(name) or "NAME"))
        if not isinstance(rows, dict):
            yield f"{where}: write {section} as a section, [{section}]."
        elif NAME.fullmatch(name) is None:
            yield f"{where}: [{section}] cannot be called so; take at most 20 small letters and digits."
        else:
            for key in rows:
                if key in SECRETS.get(path[0], ()):
                    yield _secret(where, (*path, name, key))
                elif key not in keys:
                    yield f"{where}: there is no setting {section}.{key}; {_near(key, keys)}"


def _secret(where: str, path: Place) -> str:
    return f"{where}: {'.'.join(path)} is a secret; set it as {_variable(path)} in the environment."


def _variable(path: Place) -> str:
    return f"{PREFIX}{'__'.join(path)}".upper()


def _known(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:  # as TOML has them
    """The settings among what stands in a file: what is none is told already."""
    known, several = settings(), further()
    found: dict[str, dict[str, Any]] = {  # as TOML has them
        section: {key: value for key, value in rows.items() if key in known[section]}
        for section, rows in data.items()
        if section in known and isinstance(rows, dict)
    }
    for (section, key), keys in several.items():
        named = data[section].get(key) if section in found else None
        if isinstance(named, dict):
            found[section][key] = {
                name: {one: value for one, value in rows.items() if one in keys}
                for name, rows in named.items()
                if isinstance(rows, dict) and NAME.fullmatch(name)
            }
    return found


def _near(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"choose from {', '.join(known)}."


def _from_environment(environ: Mapping[str, str], faults: list[str]) -> dict[Place, str]:
    """The settings in the environment; what is wrong there is added to ``faults``."""
    found: dict[Place, str] = {}
    known: dict[str, Place] = {
        _variable((section, key)): (section, key) for section, keys in settings().items() for key in keys
    }
    for variable, value in environ.items():
        if not variable.startswith(PREFIX):
            continue
        known |= _named_in(variable)
        name = variable if variable in known else variable.removesuffix("_FILE")
        try:
            if name not in known:
                _check_meant(variable, list(known))
                continue
            if known[name] in found:
                raise SettingFault(f"{name}: this is given twice; set either {name} or {name}_FILE.")
            text = value if name == variable else _from_file(variable, value)
            if not text:
                raise SettingFault(f"{variable}: this is empty; give it a value, or leave the variable out.")
        except SettingFault as fault:
            faults.append(str(fault))
            continue
        found[known[name]] = text
    return found


def _named_in(variable: str) -> dict[str, Place]:
    """The variables of the further bot that this one names."""
    for (section, key), keys in further().items():
        before = f"{_variable((section, key))}__"
        name = variable.removeprefix(before).partition("__")[0].lower() if variable.startswith(before) else ""
        if NAME.fullmatch(name):
            return {_variable(path): path for one in keys if (path := (section, key, name, one))}
    return {}


def _check_meant(variable: str, known: list[str]) -> None:
    """Refuse a variable that is written as a setting, or nearly as one: a mistyped token must not pass in silence."""
    if "__" in variable or difflib.get_close_matches(variable, known, n=1, cutoff=0.85):
        raise SettingFault(f"{variable}: there is no such setting; {_near(variable, known)}")


def _from_file(variable: str, path: str) -> str:
    try:
        return read_text_file(Path(path)).strip()
    except (OSError, UnicodeError) as fault:
        raise SettingFault(f"{variable}: the file it names cannot be read; check that it is a text file.") from fault


def _sentences(fault: ValidationError) -> Iterator[str]:
    """What each setting that is wrong must be, one sentence per setting."""
    several = further()
    told = (tuple(map(str, error["loc"])) for error in fault.errors(include_url=False, include_input=False))
    for path in dict.fromkeys(where[: 4 if where[:2] in several else 2] for where in told):
        fields = _fields(Whole.model_fields[path[0]].annotation)
        if len(path) == 4:
            fields = _fields(get_args(fields[path[1]].annotation)[1])
        field = fields.get(path[-1])
        wanted = field.description if field is not None and field.description else "another value"
        yield f"{'.'.join(path)}: this must be {wanted}."

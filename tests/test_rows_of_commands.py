"""A command means the same in a chat and in a terminal, and speaks whatever language is set there."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lead_in_a_chat import asks
from typing_in import STUDY, command_names, tell_steps, type_in, typed

from reisleider.bot.commands.carry_out import press
from reisleider.bot.commands.overview import help_in
from reisleider.bot.commands.request import Host
from reisleider.bot.commands.table import id_of, names_of, rooms, rows
from reisleider.flows.codebook.decisions import Override
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import Address, Said, Update
from reisleider.flows.starters.start_lists import starter_ids
from reisleider.renderers.formats import FORMATS, tell_purpose
from reisleider.renderers.words.catalog import gettext, load_catalog
from reisleider.storage import studies
from reisleider.storage.overrides import add_override, overrides_of
from reisleider.storage.store import Store

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LEAD = ("telegram", "4242", "7")
STEPS = (("klantenservice gebeld", "alles teruggestuurd"), ("de helpdesk gebeld", "geretourneerd"))


@pytest.fixture(scope="module", name="told_once")
def _told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which two people told two touchpoints each."""
    folder = tmp_path_factory.mktemp("rows")
    tell_steps(folder, STEPS)
    return folder


@pytest.fixture(name="here")
def _here(told_once: Path, tmp_path: Path) -> Path:
    (tmp_path / "reisleider.db").write_bytes((told_once / "reisleider.db").read_bytes())
    return tmp_path


@pytest.fixture(name="store")
def _store(here: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{here / 'reisleider.db'}") as store:
        store.do(lambda c: studies.set_leads(c, "zonnevaart", (LEAD,)))
        yield store


def said(store: Store, text: str, *, private: bool = True) -> list[tuple[str, str]]:
    """What a lead hears in a chat, and in which; slow work is done at once."""
    return [(chat, message.plain) for chat, message in asks(store, text, LEAD, NOW, private=private)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_has_its_texts_in_every_language(language: str) -> None:
    known = load_catalog(language).ids
    wanted = [f"{kind}.{row.id}" for row in rows() for kind in ("name", "menu")]
    wanted += [f"help.{row.id}" for row in rows() if row.id != "help"]
    wanted += [f"option.{row.id}-{option.name}" for row in rows() for option in row.options]
    wanted += [f"words.{row.id}" for row in rows() if row.takes != "nothing"]

    assert set(wanted) - known == set()


def test_a_name_in_any_language_means_one_command() -> None:
    ids = [id for room in rooms().values() for id in room]
    named = [name for id in ids for name in (id, *names_of(id))]

    assert len(named) == len(set(named))
    assert {"kaart": "map", "waarom": "why", "hulp": "help", "nieuw": "new"}.items() <= {
        name: id_of(name) for name in named
    }.items()
    assert id_of("mapp") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_in_a_chat_has_a_line_for_every_row(language: str) -> None:
    lines = help_in(language, "/").splitlines()

    for row in rows():
        assert row.id == "help" or any(line.startswith(f"/{row.id}") for line in lines), row.id


def test_dutch_names_do_the_same_in_a_chat_and_in_a_terminal(here: Path, store: Store) -> None:
    (chat,) = said(store, "stand")
    assert chat[1].startswith("Gezinsvakantie bij Zonnevaart (zonnevaart)")
    assert chat == said(store, "status")[0]
    shown = type_in(here, "study", "stand", "zonnevaart")
    assert shown == type_in(here, "study", "show", "zonnevaart") == type_in(here, "status", "zonnevaart")
    assert shown.startswith(chat[1])


def test_how_the_talks_go_is_asked_in_any_language_and_by_a_program(here: Path, store: Store) -> None:
    (chat,) = said(store, "stand vragen")
    assert chat[1].startswith("Hoe de gesprekken lopen\n\n")
    assert "Nog even geduld." in chat[1]
    assert chat == said(store, "status questions")[0]
    assert type_in(here, "study", "show", "zonnevaart", "--questions").rstrip() == chat[1]
    told = json.loads(type_in(here, "study", "show", "zonnevaart", "--json"))
    assert [(one["script"], one["began"], one["minutes"], one["questions"]) for one in told] == [
        ("customer", 2, None, []),
        ("stakeholder", 0, None, []),
    ]
    for words in ("status json", "status iets"):
        assert said(store, words)[0][1].startswith("Typ “status”, of “status vragen”")


def test_a_decision_is_typed_in_a_chat_as_in_a_terminal(here: Path, store: Store) -> None:
    looking, kept, again = said(store, "merge rename “klantenservice gebeld” “De klantenservice bellen”")
    assert "Ik zoek op" in looking[1]
    assert kept[1] == "Goed, zo heet het voortaan."
    assert "/map preview" in again[1]
    (decided,) = store.do(lambda c: overrides_of(c, "zonnevaart"))
    assert (decided.words, decided.texts, decided.by) == (
        "klantenservice gebeld",
        {"nl": "De klantenservice bellen"},
        "telegram:4242:7",
    )
    assert "De klantenservice bellen" in said(store, "samenvoegen lijst")[0][1]
    assert said(store, "merge ongedaan") == [("7", "Je laatste keuze is teruggedraaid.")]

    here_too = type_in(here, "samenvoegen", "zonnevaart", "hernoemen", "klantenservice gebeld", "Bellen")
    assert "Goed, zo heet het voortaan." in here_too
    assert [one.texts for one in store.do(lambda c: overrides_of(c, "zonnevaart"))] == [{"nl": "Bellen"}]


@pytest.mark.parametrize(
    "words",
    ["melt a b", "same a", "move a b", "control a b", f"rename gebeld {'x' * 81}"],
)
def test_what_is_no_decision_is_the_same_sentence_in_both(here: Path, store: Store, words: str) -> None:
    ((_, chat),) = said(store, f"merge {words}")

    assert type_in(here, "merge", "zonnevaart", *words.split(), fails=True) == f"{chat}\n"


def test_words_that_nobody_used_are_told_in_private(store: Store) -> None:
    (where, told), (private, why) = said(store, "merge rename helpdesc Bellen", private=False)

    assert (where, private) == ("-100", "7")
    assert "gebeld" not in told
    assert why.startswith("Geen contactmoment heet “helpdesc”")


def test_a_chat_does_not_say_where_else_the_home_is(store: Store) -> None:
    said(store, "home slack:T1:C1", private=False)

    home = store.do(lambda c: studies.home_of(c, "zonnevaart"))
    assert home == Address("telegram", "4242", "-100")


def test_a_start_list_is_chosen_by_name_or_by_a_button_in_a_chat_and_typed_in_a_terminal(
    here: Path, store: Store
) -> None:
    ((where, told),) = said(store, "startlijsten", private=False)
    assert where == "-100"
    assert "– Reis of verblijf (travel): Zin in weg gekregen, Ideeën opgedaan, Prijzen en plekken vergeleken, …" in told
    assert said(store, "starters trevel") == [
        ("7", f"Een startlijst “trevel” ken ik niet. Deze zijn er: {', '.join(starter_ids())}.")
    ]
    assert said(store, "starters “Reis of verblijf”") == [
        ("7", "Reis of verblijf: 16 contactmomenten staan klaar. Met codebook zie je ze allemaal.")
    ]
    assert "0 contactmomenten" in type_in(here, "study", "starters", "zonnevaart", "--list", "travel")
    assert "Webwinkel: 14 contactmomenten" in type_in(here, "starters", "zonnevaart", "webwinkel")

    labels = studies_labels(store)
    assert labels[:2] == ["idea", "inspire"]
    assert len(labels) == 16 + 14  # two stand in both lists: what is there stays


def test_another_start_list_takes_the_place_of_the_first_while_nobody_was_interviewed(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(f'starter = "care"\n{STUDY}', encoding="utf-8")
    type_in(tmp_path, "study", "new", "study.toml")
    type_in(tmp_path, "study", "starters", "zonnevaart", "travel")

    with Store.open(f"sqlite:///{tmp_path / 'reisleider.db'}") as store:
        labels = studies_labels(store)
    assert "waiting-room" not in labels
    assert {"holiday-dates", "inspire"} <= set(labels)  # the study's own stay


def test_a_start_list_is_put_there_by_a_leads_press_and_nobody_elses(store: Store) -> None:
    def pressed(author: str) -> str:
        update = Update(author, Address("telegram", "4242", author), author, Said("press", choice=button), NOW)
        return store.do(lambda c: press(c, update, Host(), NOW)).how

    button = "st-care:zonnevaart"
    assert pressed("8") == "refused"
    assert studies_labels(store) == []
    assert pressed("7") == "accepted"
    assert len(studies_labels(store)) == 16


def test_the_codebook_comes_in_private_and_counts_hold_to_the_minimum_group(here: Path, store: Store) -> None:
    looking, told = said(store, "codebook", private=False)
    assert (looking[0], told[0]) == ("-100", "7")
    assert told[1].startswith("Er staat nog niets in het codeboek.")

    said(store, "starters web-shop")
    told = said(store, "codeboek")[1]
    assert told[1].startswith("Codeboek van Gezinsvakantie bij Zonnevaart\n– Gemerkt dat ik iets nodig had (need): ")
    assert "– Klantenservice gesproken (service): Gebruik, telefoon\n" in told[1]  # two people are no group
    assert told[1] == type_in(here, "study", "codebook", "zonnevaart").rstrip()
    assert "Typ codebook om het te lezen" in said(store, "codebook all")[0][1]


def test_the_codebook_as_a_file_has_every_wording_and_who_placed_it_by_kind(here: Path, store: Store) -> None:
    said(store, "starters web-shop")
    placed = Override("place", "=klantenservice van mevrouw Jansen gebeld", "service", by="telegram:4242:7", at=NOW)
    store.do(lambda c: add_override(c, "zonnevaart", placed))

    assert "zonnevaart.codebook.csv" in type_in(here, "codebook", "zonnevaart", "--file")
    rows = list(csv.DictReader((here / "zonnevaart.codebook.csv").read_text(encoding="utf-8-sig").splitlines()))
    (mine,) = (row for row in rows if row["placed_at"])
    assert mine == {
        "label": "service",
        "name_nl": "Klantenservice gesproken",
        "name_en": "Spoke to customer service",
        "phase": "use",
        "channel": "phone",
        "control": "ours",
        "named_by": "lead",
        "wording": "'=klantenservice van […] gebeld",
        "placed_by": "lead",
        "placed_at": "2026-11-30",
    }
    assert "telegram" not in (here / "zonnevaart.codebook.csv").read_text(encoding="utf-8-sig")
    assert said(store, "codeboek bestand")[1][0] == "7"


def studies_labels(store: Store) -> list[str]:
    """The ids of the study's labels."""
    study = store.do(lambda c: studies.load_study(c, "zonnevaart"))
    assert study is not None
    return [one.id for one in study.labels]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("mapp", "zonnevaart"), "reisleider kent mapp niet; bedoel je map?"),
        (("study", "xyzzy"), "reisleider study kent xyzzy niet; zie reisleider study --help."),
        (("why", "zonnevaart"), "reisleider why: geef ook WOORDEN; zie reisleider why --help."),
        (("map", "zonnevaart", "--colour"), "reisleider map kent de optie --colour niet; zie reisleider map --help."),
        (("sort", "zonnevaart", "--apart"), "achter --apart ontbreekt iets. Sorteer los van anderen, onder de naam"),
        (("sort", "zonnevaart", "--apart", "--file"), "sort: achter --apart ontbreekt iets. Sorteer los van anderen"),
        (("codebook", "zonnevaart", "--file", "--out", "nergens/x.csv"), "nergens/x.csv: dit bestand kan niet"),
        (("simulate", "--seed", "x"), "reisleider simulate: GETAL kan dit niet zijn; zie reisleider simulate --help."),
        (("--language", "en", "mapp"), "reisleider has no mapp; did you mean map?"),
        (("study", "home", "zonnevaart", "here"), "Schrijf waar de kaart moet komen als platform:team:chat"),
        (("map", "zonnevaart", "sepia"), "Sepia ken ik niet bij de kaart; kies een persona, preview,"),
        (("map", "zonnevaart", "living", "maybe"), "Typ reisleider map zonnevaart living on, of living off."),
        (("study", "exclude", "zonnevaart", "zzzz"), "Er is geen deelnemer zzzz in zonnevaart; reisleider study show"),
        (("study", "invite", "zonnevaart", "--track", "moon"), "--track: moon is er niet; er zijn: customer, "),
    ],
)
def test_what_is_typed_wrong_is_one_sentence_in_the_language_that_is_set(
    here: Path, words: tuple[str, ...], sentence: str
) -> None:
    told = type_in(here, *words, fails=True)

    assert sentence in told
    assert len(told.splitlines()) == 1


def test_the_language_that_is_set_is_spoken_and_one_that_is_typed_goes_before_it(here: Path) -> None:
    (here / "config.toml").write_text('[bot]\nlanguage = "en"\n', encoding="utf-8")

    assert "(0 finished, 2 begun)" in type_in(here, "study", "list")
    assert "(0 klaar, 2 begonnen)" in type_in(here, "study", "list", "--language", "nl")
    assert "(0 klaar, 2 begonnen)" in type_in(here, "--language", "nl", "study", "list")
    assert "Usage: reisleider study COMMAND" in type_in(here, "study", "--help")
    assert "Gebruik: reisleider study OPDRACHT" in type_in(here, "study", "--help", "--language", "nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_of_every_command_is_in_the_language_and_whole(tmp_path: Path, language: str) -> None:
    for name in ("", *command_names()):
        told = type_in(tmp_path, *name.split(), "--help", "--language", language)
        assert told.startswith(gettext(language, "cli.usage")), name
        assert "cli." not in told, name
        assert "  --help" in told, name


def test_help_is_shown_without_what_reads_settings_and_what_remembers(tmp_path: Path) -> None:
    told = "import atexit, sys; atexit.register(lambda: print(*sys.modules))"
    program = f"{told}; from reisleider.bot.__main__ import main; main()"
    unset = {name: value for name, value in os.environ.items() if not name.startswith("REISLEIDER_")}
    done = subprocess.run(
        [sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True, cwd=tmp_path, env=unset
    )
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}

    assert "typer" in loaded
    assert loaded & {"pydantic", "snowballstemmer", "sqlalchemy"} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_of_the_map_names_every_format(tmp_path: Path, language: str) -> None:
    told = " ".join(type_in(tmp_path, "map", "--help", "--language", language).split())

    for format in ("terminal", "post", *FORMATS):
        assert f" {format}," in told or f" {format}." in told, format


def test_forgetting_asks_and_no_is_no(here: Path) -> None:
    code, out, _ = typed(here, "forget", "zonnevaart", "--as", "p0", replies="nee\n")
    assert code == 1
    assert "Wil je alles laten wissen" in out
    assert "p0" in json.loads(written(here, "p0"))[0]["accounts"][0]["account"]
    code, out, _ = typed(here, "vergeten", "zonnevaart", "--as", "p0", replies="ja\n")
    assert code == 0
    assert "gewist" in out
    assert "Over p0 is niets bewaard" in type_in(here, "mydata", "zonnevaart", "--as", "p0", fails=True)


def written(here: Path, who: str) -> str:
    """What is stored about somebody."""
    assert type_in(here, "mydata", "--as", who, "--out", "own.json").splitlines()[-1] == "own.json"
    return (here / "own.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("reisleider m", {"map", "merge", "migrate", "mydata"}),
        ("reisleider study in", {"include", "invite"}),
        ("reisleider interview st", {"stakeholder"}),
        ("reisleider map zon", {"zonnevaart"}),
        ("reisleider map zonnevaart --format ph", {"phone-png"}),
    ],
)
def test_the_shell_completes_commands_scripts_studies_and_formats(here: Path, words: str, found: set[str]) -> None:
    environ = {
        **{key: value for key, value in os.environ.items() if not key.startswith("REISLEIDER_")},
        "_REISLEIDER_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    program = [str(Path(sys.executable).with_name("reisleider"))]
    done = subprocess.run(program, env=environ, cwd=here, capture_output=True, text=True, check=False)

    assert set(done.stdout.split()) == found, done.stderr


def test_a_shell_that_can_tells_what_each_format_is_for(here: Path) -> None:
    environ = {
        **{key: value for key, value in os.environ.items() if not key.startswith("REISLEIDER_")},
        "_REISLEIDER_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": "reisleider map zonnevaart --format ",
    }
    program = [str(Path(sys.executable).with_name("reisleider"))]
    done = subprocess.run(program, env=environ, cwd=here, capture_output=True, text=True, check=False)
    told = dict(line.partition("\t")[::2] for line in done.stdout.splitlines())

    assert set(told) == {"terminal", "post", *FORMATS}, done.stderr
    assert {format: told[format] for format in FORMATS} in [
        {format: tell_purpose(format, language) for format in FORMATS} for language in ("nl", "en")
    ]


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    heavy = ("sqlalchemy", "rich", "telegram", "slack_sdk", "aiohttp", "resvg_py", "snowballstemmer", "jinja2", "babel")
    code = (
        "import sys\nfrom reisleider.bot.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([one for one in {heavy!r} if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "[]"

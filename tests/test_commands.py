"""The command line as a person types it: what it prints, and one clear sentence for whatever is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typing_in import STUDY, type_in, typed, typed_outside


@pytest.fixture(name="here")
def _here(_made_once: Path, tmp_path: Path) -> Path:
    """A folder with one study and three customers who told the same story; this test's own."""
    return Path(shutil.copytree(_made_once, tmp_path / "here"))


@pytest.fixture(scope="module")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("made")
    study = STUDY.replace('id = "zonnevaart"', 'id = "mine"', 1)
    (tmp_path / "mine.toml").write_text(study, encoding="utf-8")
    type_in(tmp_path, "study", "new", "mine.toml")
    replies = "ja\n2\n1\nhet was een lange natte herfst zonder zon voor iedereen\nweg\n"
    replies += "online geboekt\nklaar\nnee\n1\nprijs\n1\n"
    for name in ("a", "b", "c"):
        type_in(tmp_path, "interview", "customer", "--study", "mine", "--as", name, replies=replies + "stop\nja\n")
    return tmp_path


def test_a_format_that_cannot_be_made_is_said_before_a_version_is_published(here: Path) -> None:
    said = type_in(here, "map", "mine", "--format", "gif", fails=True)

    assert said.startswith("--format: gif is er niet; er zijn: terminal, post, png, ")
    assert len(said.strip().splitlines()) == 1
    assert "versie 1" in type_in(here, "map", "mine")
    assert "mine.pdf" in type_in(here, "map", "mine", "--format", "pdf")


def test_a_study_is_made_interviewed_mapped_and_moved(here: Path) -> None:
    assert "mine: Gezinsvakantie bij Zonnevaart (0 klaar, 3 begonnen)" in type_in(here, "study", "list")
    show = type_in(here, "study", "show", "mine")
    assert "3 gestopt" in show
    assert "Wie vraag je nu?" in show
    assert "Who to ask next?" in type_in(here, "study", "show", "mine", "--language", "en")

    post = type_in(here, "map", "mine")
    assert "Gezinsvakantie bij Zonnevaart" in post
    assert "versie 1" in post

    for format, name in (("png", "mine.png"), ("svg", "mine.svg"), ("markdown", "mine.md"), ("json", "mine.json")):
        assert name in type_in(here, "map", "mine", "--format", format)
        assert (here / name).stat().st_size > 500

    faces = [
        touchpoint["faces"]
        for column in json.loads((here / "mine.json").read_text(encoding="utf-8"))["map"]["columns"]
        for touchpoint in column["touchpoints"]
    ]
    assert {"counts": [3, 0, 0, 0, 0]} in faces

    type_in(here, "study", "home", "mine", "slack:T1:C1")
    assert "De kaart komt in slack:T1:C1" in type_in(here, "study", "show", "mine")

    type_in(here, "study", "export", "mine", "--out", "mine.study.json")
    type_in(here, "study", "delete", "mine", "--yes")
    assert "mine" not in type_in(here, "study", "list")
    type_in(here, "study", "import", "mine.study.json")
    assert "(0 finished, 3 begun)" in type_in(here, "study", "list", "--language", "en")


def test_forgetting_erases_and_an_import_does_not_bring_it_back(here: Path) -> None:
    type_in(here, "study", "export", "mine", "--out", "before.json")

    assert "Alles wat je vertelde is gewist." in type_in(here, "forget", "mine", "--as", "a", "--yes")
    assert "2 begonnen" in type_in(here, "study", "list")

    type_in(here, "study", "delete", "mine", "--yes")
    type_in(here, "study", "import", "before.json")
    assert "2 begonnen" in type_in(here, "study", "list")


def test_a_new_version_waits_for_the_minimum_group(here: Path) -> None:
    type_in(here, "map", "mine")
    replies = (
        "ja\n2\n1\nhet was een lange natte herfst zonder zon voor iedereen\nweg\nonline geboekt\nklaar\nstop\nja\n"
    )
    type_in(here, "interview", "customer", "--study", "mine", "--as", "d", replies=replies)

    post = type_in(here, "map", "mine")

    assert "versie 1" in post
    assert "Er wacht 1 nieuw gesprek op de volgende versie." in post


def test_the_map_is_looked_behind(here: Path) -> None:
    first = type_in(here, "why", "mine", "boeken", "--language", "nl", fails=True)
    assert "publiceer eerst de hele kaart met reisleider map mine." in first
    type_in(here, "map", "mine")
    said = type_in(here, "why", "mine", "waarom", "is", "boeken", "zo", "--language", "nl")
    assert "Online geboekt" in said
    assert "Genoemd door 3 van de 3 klanten" in said
    assert "3 people named this" in type_in(here, "trace", "mine", "booking", "--language", "en")
    assert "Er is niets meer om te bekijken" in type_in(here, "merge", "mine", "--language", "nl")
    renamed = ("merge", "mine", "rename", "online geboekt", "Geboekt op de site", "--language")
    assert "Goed, zo heet het voortaan.\nDe volgende versie van de kaart laat het zien," in type_in(
        here, *renamed, "nl"
    )
    assert "rename “online geboekt” “Geboekt op de site”" in type_in(here, "merge", "mine", "list")
    assert "Geboekt op de site" not in type_in(here, "why", "mine", "boeken", "--language", "nl")
    assert "versie 2" in type_in(here, "map", "mine")
    assert "versie 2" in type_in(here, "map", "mine")  # nothing was decided since
    assert "Geboekt op de site" in type_in(here, "why", "mine", "boeken", "--language", "nl")
    assert "teruggedraaid" in type_in(here, "merge", "mine", "undo")
    assert "nothing to undo" in type_in(here, "merge", "mine", "undo", "--language", "en")
    assert "Nothing is chosen yet" in type_in(here, "merge", "mine", "list", "--language", "en")
    assert "versie 3" in type_in(here, "map", "mine")
    assert "Geen duidelijk verschil" in type_in(here, "compare", "mine", "1", "v1", "--language", "nl")
    assert "beside.svg" in type_in(here, "compare", "mine", "1", "1", "1", "--out", "beside.svg")
    assert (here / "beside.svg").read_text(encoding="utf-8").startswith("<?xml")
    type_in(here, "mydata", "mine", "--as", "b")
    (own,) = json.loads((here / "mydata.json").read_text(encoding="utf-8"))
    assert own["accounts"][0]["account"] == "b"
    assert "online geboekt" in str(own["interviews"])


WRONG_LOOKS = (
    (("why", "mine", "de", "maan"), "Ik vind geen contactmoment of fase die “de maan” heet."),
    (("trace", "mine", "de", "maan"), "Ik vind geen contactmoment dat “de maan” heet."),
    (("trace", "mine", "the", "moon", "--language", "en"), "I can't find a touchpoint called “the moon”."),
    (
        ("merge", "mine", "melt", "a", "b"),
        "melt ken ik niet bij merge; kies uit same, different, rename, move, control,",
    ),
    (("merge", "mine", "same", "a"), "Geef bij merge same: WOORDEN WOORDEN, elk tussen aanhalingstekens."),
    (("merge", "mine", "move", "a", "b"), "Er is geen fase b; kies uit need, orientation,"),
    (("merge", "mine", "place", "online geboekt", "b"), "Er is geen label b; kies uit"),
    (("merge", "mine", "place", "xyzzy", "-"), "Geen contactmoment heet “xyzzy”; noem het zoals iemand het zei"),
    (("merge", "mine", "control", "a", "b"), "Van wie het is, kan niet b zijn; kies uit ours, partner, outside."),
    (
        ("compare", "mine", "1", "moon"),
        "mine: er is geen moon om te vergelijken; kies een persona (family),",
    ),
    (("compare", "mine", "1"), "Noem twee tot 6 persona's, versies of onderzoeken, of geen voor alle persona's."),
    (("compare", "mine", "--out", "x.doc"), "x.doc is geen plaatje; laat de naam eindigen op .png of .svg."),
    (("map", "mine", "--persona", "moon"), "--persona: moon is er niet; er zijn:"),
    (
        ("merge", "mine", "rename", "online geboetk", "Geboekt"),
        "Geen contactmoment heet “online geboetk”; het dichtst in de buurt: “Online geboekt”",
    ),
    (
        ("merge", "mine", "same", "online geboekt", "booked it on the site", "--language", "en"),
        "No touchpoint is called “booked it on the site”; the nearest: “",
    ),
    (
        ("merge", "mine", "different", "xyzzy", "online geboekt", "--language", "en"),
        "No touchpoint is called “xyzzy”; name it as somebody said it or as it stands on the map.",
    ),
    (("merge", "mine", "move", "xyzzy", "Aankoop"), "Geen contactmoment heet “xyzzy”; noem het zoals iemand het zei"),
    (("merge", "mine", "control", "xyzzy", "ours", "--language", "en"), "No touchpoint is called “xyzzy”;"),
    (("merge", "mine", "same", "book", "Online geboekt"), "“book” is twee keer hetzelfde; noem twee verschillende"),
    (("merge", "mine", "rename", "online geboekt", "x" * 81), "Geef een naam van 1 tot 80 tekens."),
    (("merge", "other"), "Er is geen onderzoek other; zie reisleider study list."),
    (("mydata", "other", "--language", "en"), "There is no study other; see reisleider study list."),
    (("mydata", "mine", "--as", "zed"), "Over zed is niets bewaard; zeg wie je bent met --as."),
)


def test_a_wrong_look_behind_the_map_is_one_sentence(here: Path) -> None:
    type_in(here, "map", "mine")
    for words, sentence in WRONG_LOOKS:
        said = type_in(here, *words, fails=True)
        assert sentence in said
        assert len(said.strip().splitlines()) == 1
    assert "Er is nog niets gekozen" in type_in(here, "merge", "mine", "list")


def test_before_anybody_told_each_look_says_so(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    type_in(tmp_path, "study", "new", "study.toml")
    looks = ("map", "zonnevaart"), ("why", "zonnevaart", "x"), ("trace", "zonnevaart", "x"), ("merge", "zonnevaart")
    for words in (*looks, ("merge", "zonnevaart", "same", "a", "b")):
        said = type_in(tmp_path, *words, fails=True)
        assert said.startswith(
            "Onderzoek zonnevaart heeft nog geen interviews; begin met reisleider interview customer"
        )
        assert len(said.splitlines()) == 1
    assert "Over me is niets bewaard" in type_in(tmp_path, "forget", "zonnevaart", "--yes", fails=True)


def test_pictures_are_drawn_of_every_script(tmp_path: Path) -> None:
    assert type_in(tmp_path, "draw", "stakeholder").startswith("flowchart TD")
    assert "> " in type_in(tmp_path, "simulate", "customer", "--seed", "3")
    assert "bij de tijd" in type_in(tmp_path, "migrate")
    assert type_in(tmp_path, "inbox", "list") == ""


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("interview", "nosuch"), "There is no script nosuch; choose one of customer, stakeholder."),
        (("interview", "--language", "fr"), "fr"),
        (("interview", "--study", "nosuch"), "Er is geen onderzoek nosuch"),
        (("interview", "--persona", "nosuch"), "In onderzoek zonnevaart is geen persona nosuch; kies uit family."),
        (("study", "new", "nosuch.toml"), "nosuch.toml: this study file cannot be read"),
        (("study", "list"), "There is no database"),
        (("interview", "--config", "nosuch.toml"), "nosuch.toml: this settings file cannot be read"),
    ],
)
def test_what_is_not_there_is_one_sentence(tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    said = type_in(tmp_path, *words, fails=True)

    assert sentence in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ('[storge]\nurl = "x"', "did you mean storage?"),
        ("[bot]\nlanguag = 'nl'", "did you mean language?"),
        ("[bot]\nlanguage = 'fr'", "bot.language: this must be nl or en."),
        (
            "[privacy]\nminimum_customers = 2",
            "privacy.minimum_customers: this must be a whole number of at least 3, at most 1000.",
        ),
        ("[telegram]\ntoken = 'secret'", "set it as REISLEIDER_TELEGRAM__TOKEN in the environment."),
        ("[storage]\nurl = 'nonsense'", "storage.url"),
        ("[storage]\nurl = 'sqlite:////proc/nowhere/x.db'", "folder"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it(tmp_path: Path, toml: str, sentence: str) -> None:
    (tmp_path / "config.toml").write_text(toml, encoding="utf-8")

    said = type_in(tmp_path, "interview", fails=True)

    assert sentence in said
    assert "secret'" not in said


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('lead = "Zonnevaart"', "", "lead: this key is missing"),
        ('lead = "Zonnevaart"', 'lead = "Z"\nleed = "x"', "leed: unknown key; did you mean lead?"),
        ('model = "nine-phases"', 'model = "nine-fases"', "did you mean nine-phases?"),
        ("keep_until = 2027-06-01", 'keep_until = "soon"', "keep_until: write a day"),
        ('languages = ["nl", "en"]', 'languages = ["nl", "fr"]', "nobody has translated fr yet"),
        ('model = "nine-phases"', "minimum_customers = 2", "minimum_customers: use a whole number of at least 3 and"),
        ('phase = "need"', 'phase = "moon"', "label.phase: no phase moon"),
        ('id = "zonnevaart"', 'id = "../etc"', "id: an id is 1 to 40 of a-z, 0-9 and -."),
    ],
)
def test_a_wrong_study_is_one_sentence_that_names_the_key(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in STUDY
    (tmp_path / "study.toml").write_text(STUDY.replace(old, new, 1), encoding="utf-8")

    said = type_in(tmp_path, "study", "new", "study.toml", fails=True)

    assert sentence in said
    assert said.startswith("study.toml: ")


def test_the_program_itself_says_one_sentence_and_ends_with_2(tmp_path: Path) -> None:
    code, out, err = typed_outside(tmp_path, "study", "list")

    assert (code, out) == (2, "")
    assert err.startswith("There is no database")
    assert len(err.splitlines()) == 1


def test_a_sheet_under_ones_home_is_found(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(here))
    (here / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    type_in(here, "map", "mine")

    assert "naam" in type_in(here, "study", "measures", "mine", "--file", "~/other.csv", fails=True)
    assert "Dit is geen bestand van sort" in type_in(here, "sort", "mine", "--from", "~/other.csv", fails=True)


def test_measured_figures_are_shown_before_they_are_kept_and_stand_on_the_next_version(here: Path) -> None:
    rows = ["naam;maat;waarde;bron;datum", "Online geboekt;doorlooptijd;4,2 dagen;CRM;1-3-2026"]
    rows += ["geboekt aan de balie;wachttijd;12 min;klok;1-3-2026"]
    (here / "cijfers.csv").write_text("\n".join(rows), encoding="utf-8")
    bring = ("study", "measures", "mine", "--file", "cijfers.csv")
    assert "mine heeft nog geen kaart" in type_in(here, *bring, fails=True)
    assert "versie 1" in type_in(here, "map", "mine")

    code, told, _ = typed(here, *bring, replies="nee\n")
    assert code == 1
    assert "– Online geboekt: doorlooptijd 4,2 dagen (CRM, 1 maart 2026)" in told
    assert "– rij 3: “geboekt aan de balie”; bedoel je “Online geboekt”?" in told
    assert "mine heeft nog geen gemeten cijfers" in type_in(here, "study", "measures", "mine")

    assert "mine: 1 cijfer bewaard." in type_in(here, *bring, replies="ja\n")
    assert "1 cijfer was er al." in type_in(here, *bring)
    assert "Online geboekt: doorlooptijd 4,2 dagen" in type_in(here, "study", "measures", "mine")
    assert "versie 2" in type_in(here, "map", "mine")
    type_in(here, "map", "mine", "--format", "csv")
    written = (here / "mine.csv").read_text(encoding="utf-8-sig")
    assert ",measured,1,4.2,,doorlooptijd" in written
    assert ",measured.source,1,,,CRM" in written

    type_in(here, "study", "export", "mine", "--out", "mine.study.json")
    type_in(here, "study", "delete", "mine", "--yes")
    type_in(here, "study", "import", "mine.study.json")
    assert "Online geboekt: doorlooptijd 4,2 dagen" in type_in(here, "study", "measures", "mine")

    assert "wel van: CRM" in type_in(here, "study", "measures", "mine", "--remove", "klok", fails=True)
    assert "1 cijfer weggehaald" in type_in(here, "study", "measures", "mine", "--remove", "crm", "--yes")
    assert "versie 3" in type_in(here, "map", "mine")
    type_in(here, "map", "mine", "--format", "csv")
    assert "measured" not in (here / "mine.csv").read_text(encoding="utf-8-sig")


def test_a_file_of_figures_with_a_fault_brings_nothing_and_says_where(here: Path) -> None:
    type_in(here, "map", "mine")
    (here / "wrong.csv").write_text("name;metric;value;source\nOnline geboekt;a;b;c\n", encoding="utf-8")
    said = type_in(here, "study", "measures", "mine", "--file", "wrong.csv", "--language", "en", fails=True)
    assert said.strip() == "The column date is missing; the first line is: name, metric, value, source, date."
    row = "name;metric;value;source;date\nOnline geboekt;a;veel;;morgen\n"
    (here / "wrong.csv").write_text(row, encoding="utf-8")
    said = type_in(here, "study", "measures", "mine", "--file", "wrong.csv", "--yes", fails=True)
    assert said.splitlines() == [
        "Rij 2: bron is leeg.",
        "Rij 2: “veel” is geen getal met een eenheid, zoals 4,2 dagen.",
        "Rij 2: “morgen” is geen dag; schrijf hem als 2026-03-01 of 1-3-2026 (dag, maand, jaar).",
    ]
    assert "kan ik niet lezen" in type_in(here, "study", "measures", "mine", "--file", "none.csv", fails=True)


def test_the_whole_journey_is_told_in_figures_of_the_last_published_map(here: Path) -> None:
    assert "publiceer eerst de hele kaart" in type_in(here, "figures", "mine", fails=True)
    type_in(here, "map", "mine")

    told = type_in(here, "cijfers", "mine")
    assert "Hoe ver klanten kwamen" in told
    assert "3 van de 3 kwamen zo ver" in told
    assert "it is too early" in type_in(here, "figures", "mine", "--language", "en").casefold()


def test_a_lead_says_for_which_organisation_somebody_speaks_among_businesses(here: Path) -> None:
    type_in(here, "study", "export", "mine", "--out", "mine.json")
    code = json.loads((here / "mine.json").read_text(encoding="utf-8"))["participants"][0]["participant"]["id"][:6]
    say = ("study", "organisation", "mine", code)
    assert "mine is geen onderzoek onder bedrijven" in type_in(here, *say, "Bakker BV", fails=True)

    archive = json.loads((here / "mine.json").read_text(encoding="utf-8"))
    archive["study"]["b2b"] = True
    (here / "mine.json").write_text(json.dumps(archive), encoding="utf-8")
    type_in(here, "study", "delete", "mine", "--yes")
    type_in(here, "study", "import", "mine.json")
    for one in archive["participants"][:2]:
        said = type_in(here, "study", "organisation", "mine", one["participant"]["id"][:6], "Bakker", "BV")
        assert "spreekt voor Bakker BV. Op de kaart is één organisatie één stem" in said
    assert "versie 1" not in type_in(here, "map", "mine")
    assert "spreekt voor geen organisatie meer" in type_in(here, *say)
    assert "versie 1" in type_in(here, "map", "mine")

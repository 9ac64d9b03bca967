"""`reisleider sort` in a terminal: card by card with the choices of a chat, two people compared, and as a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typing_in import tell_steps, type_in

from reisleider.bot.sorting.sitting import Sitting
from reisleider.bot.terminal.sort_here import sort_here
from reisleider.flows.codebook.decisions import Override
from reisleider.storage import studies
from reisleider.storage.overrides import add_override, overrides_of
from reisleider.storage.store import Store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STEPS = (
    ("zwaan geaaid", "kruk gezocht", "taart gebakken"),
    ("zwaan geaaid", "meubel bekeken", "taart gebakken"),
    ("zwaan geaaid", "kruk gezocht", "appel geschild"),
)


@pytest.fixture(scope="module", name="told_once")
def _told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study without labels, of a field that no lexicon knows, in which three told three touchpoints."""
    folder = tmp_path_factory.mktemp("told")
    tell_steps(folder, STEPS)
    return folder


@pytest.fixture(name="here")
def _here(told_once: Path, tmp_path: Path) -> Path:
    for name in ("reisleider.db", "study.toml"):
        (tmp_path / name).write_bytes((told_once / name).read_bytes())
    return tmp_path


@pytest.fixture(name="store")
def _store(here: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{here / 'reisleider.db'}") as store:
        yield store


def sit(store: Store, replies: Sequence[str], language: str = "nl", sitting: Sitting | None = None) -> str:
    """Type these replies, then leave as with Ctrl-C; what the terminal showed."""
    study = store.do(lambda c: studies.load_study(c, "zonnevaart"))
    assert study is not None
    lines = iter(replies)
    out = io.StringIO()
    sort_here(store, study, sitting or Sitting("zonnevaart"), "console", language, lambda: next(lines, None), out)
    assert next(lines, None) is None, "not every reply was asked for"
    return re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())


def decided(store: Store) -> list[tuple[str, str, str]]:
    return [(one.decision, one.words, one.other) for one in store.do(lambda c: overrides_of(c, "zonnevaart"))]


def words_on(seen: str) -> list[str]:
    """The first wording of every card that was shown, in order."""
    cards = re.split(r"Waar hoort (?:dit|het) bij\?|What does this belong to\?", seen)[:-1]
    return [found for card in cards if (found := re.findall(r"“([^”]+)”", card)[-1])]


@pytest.mark.parametrize(
    ("language", "choices", "progress"),
    [
        ("nl", ("Nieuw label", "Later", "Geen van deze", "Stoppen"), "van de stappen op de kaart"),
        ("en", ("New label", "Later", "None of these", "Stop"), "of the steps are on the map"),
    ],
)
def test_a_card_says_how_far_the_map_is_and_offers_what_a_chat_offers(
    store: Store, language: str, choices: Sequence[str], progress: str
) -> None:
    seen = sit(store, [], language)

    assert progress in seen
    assert all(one in seen for one in choices)
    assert "Laatste keuze terug" not in seen
    assert "reisleider sort zonnevaart" in seen


def test_a_new_label_is_named_put_in_a_phase_and_offered_for_the_rest(store: Store) -> None:
    seen = sit(store, ["nieuw label", "", "x" * 81, "Iets gezocht", "Looked for it", "gebruik", "iets gezocht"])

    assert seen.count("Geef een naam van 1 tot 80 tekens.") == 2
    assert "En hoe heet Iets gezocht in het Engels?" in seen
    assert "In welke fase hoort Iets gezocht?" in seen
    assert "Iets gezocht is er nu bij" in seen
    first, second, *_ = words_on(seen)
    made, *placed = store.do(lambda c: overrides_of(c, "zonnevaart"))
    assert (made.decision, made.words, made.texts, made.phase) == (
        "label",
        "iets-gezocht",
        {"nl": "Iets gezocht", "en": "Looked for it"},
        "use",
    )
    assert {first, second} <= {one.words for one in placed}
    assert {one.other for one in placed} == {"iets-gezocht"}
    assert {(one.by, one.role) for one in placed} == {("console", "lead")}


def test_the_name_of_a_label_that_is_there_makes_no_second(store: Store) -> None:
    sit(store, ["nieuw label", "Iets gezocht", "zelfde", "weet ik niet", "nieuw label", "IETS gezocht"])

    made = [one for one in store.do(lambda c: overrides_of(c, "zonnevaart")) if one.decision == "label"]
    assert [one.texts for one in made] == [{"nl": "Iets gezocht", "en": "Iets gezocht"}]


def test_who_goes_back_from_a_question_decides_nothing(store: Store) -> None:
    seen = sit(
        store,
        ["nieuw label", "terug", "nieuw label", "Iets", "terug", "nieuw label", "Iets", "zelfde", "terug", "blauw"],
    )

    assert decided(store) == []
    assert len(set(words_on(seen))) == 1
    assert "Typ het nummer van je keuze" in seen


def test_the_last_choice_is_taken_back_whole_and_later_is_for_this_sitting(store: Store) -> None:
    seen = sit(store, ["later", "nieuw label", "Iets", "1", "gebruik", "laatste keuze terug"])

    assert "Je laatste keuze is teruggedraaid." in seen
    assert decided(store) == []
    first, second, *_ = words_on(seen)
    assert words_on(seen)[-1] == second != first
    assert words_on(sit(store, [])) == [first]


def test_none_of_these_keeps_a_card_to_itself_and_at_the_end_there_is_still_a_way_back(store: Store) -> None:
    count = 0
    while "alles wat verteld is, heeft een plek" not in (seen := sit(store, ["geen van deze"] * count)):
        count += 1
        assert count < 20
    assert "Laatste keuze terug" in seen
    assert {other for _, _, other in decided(store)} == {""}

    back = sit(store, ["terug"])
    assert words_on(back)


def test_a_split_takes_a_wording_out_of_its_card(store: Store) -> None:
    joined = Override("same", "meubel bekeken", "kruk gezocht", by="console", at=NOW)
    store.do(lambda c: add_override(c, "zonnevaart", joined))
    assert "“kruk gezocht”\n“meubel bekeken”" in sit(store, ["later"] * _cards(store))

    passed = ["later"] * next(at for at in range(9) if "Splits" in sit(store, ["later"] * at))
    seen = sit(store, [*passed, "splits"])
    assert "dat zijn er nu twee" in seen
    assert ("different", "meubel bekeken", "kruk gezocht") in decided(store)
    assert "Splits" not in sit(store, ["later"] * _cards(store))


def _cards(store: Store) -> int:
    """How many cards there are."""
    return next(count for count in range(20) if "alle kaartjes" in sit(store, ["later"] * count))


# --- as it is typed ------------------------------------------------------------------------------------


def test_outside_a_terminal_the_first_card_is_told(here: Path) -> None:
    told = type_in(here, "sort", "zonnevaart")

    assert "Waar hoort dit bij?" in told
    assert told == type_in(here, "sorteren", "zonnevaart")


def test_two_coders_sort_apart_and_are_compared(here: Path, store: Store) -> None:
    assert "nog niets te vergelijken" in type_in(here, "sort", "zonnevaart", "compare")
    for coder, label in (("anna", "Groen"), ("bo", "Blauw")):
        sheet = filled(here, {"kruk gezocht": label, "meubel bekeken": "Groen", "appel geschild": "Paars"}, coder)
        assert "3 bewoordingen zijn geplaatst." in type_in(here, *sheet)

    told = type_in(here, "sort", "zonnevaart", "compare")
    assert "A en B plaatsten allebei 3 bewoordingen, waarvan 2 gelijk (67%)." in told
    assert "Cohens kappa is 0,50: redelijke overeenstemming." in told
    assert "“kruk gezocht”: A: Groen; B: Blauw" in told
    assert "Cohen's kappa is 0.50: moderate agreement." in type_in(
        here, "sort", "zonnevaart", "compare", "--language", "en"
    )

    seen = sit(store, ["groen", "stop"], sitting=Sitting("zonnevaart", settling=True))
    assert words_on(seen) == ["kruk gezocht"]
    assert "niets meer te beslechten" in seen
    assert "(beslecht)" in type_in(here, "sort", "zonnevaart", "compare")


def filled(here: Path, names: dict[str, str], coder: str) -> Sequence[str]:
    """Fill a sheet in, apart; returns what is typed to have it read."""
    type_in(here, "sort", "zonnevaart", "--apart", coder, "--file", "--out", f"{coder}.csv")
    rows = list(csv.DictReader(io.StringIO((here / f"{coder}.csv").read_text(encoding="utf-8-sig"))))
    for row in rows:
        row["new_name_nl"] = names.get(row["wording"], "")
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, list(rows[0]), delimiter=";")
    table.writeheader()
    table.writerows(rows)
    (here / f"{coder}.csv").write_text(out.getvalue(), encoding="utf-8-sig")
    return ("sort", "zonnevaart", "--from", f"{coder}.csv", "--apart", coder)


def test_a_sheet_with_faults_tells_all_of_them_and_decides_nothing(here: Path, store: Store) -> None:
    type_in(here, "sort", "zonnevaart", "--file", "--out", "out.csv")
    head, first, second, *rest = (here / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    cells = [line.split(",") for line in (first, second)]
    for row in cells:
        row[head.split(",").index("label")] = "bestaat niet"
    (here / "in.csv").write_text("\n".join([head, *(",".join(row) for row in cells), *rest]), encoding="utf-8")

    told = type_in(here, "sort", "zonnevaart", "--from", "in.csv", fails=True)

    assert "Rij 2: er is geen label bestaat niet" in told
    assert "Rij 3: er is geen label bestaat niet" in told
    assert decided(store) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "nergens.csv"), "Ik kan nergens.csv niet lezen"),
        (("--from", "reisleider.db"), "Dit bestand is geen tekst"),
        (("--from", "study.toml"), "Dit is geen bestand van sort; geef een bestand dat sort --file schreef."),
        (("blauw",), "Met “blauw” weet ik niet wat je wilt."),
        (("share",), "wijs eerst met home een thuis aan"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(here: Path, words: Sequence[str], told: str) -> None:
    assert told in type_in(here, "sort", "zonnevaart", *words, fails=True)


def test_an_empty_sheet_and_nothing_to_undo_are_told(here: Path) -> None:
    type_in(here, "sort", "zonnevaart", "--file", "--out", "out.csv")

    assert "niets ingevuld" in type_in(here, "sort", "zonnevaart", "--from", "out.csv", fails=True)
    assert "niets om terug" in type_in(here, "sort", "zonnevaart", "undo")


def test_a_wording_is_placed_in_one_line_and_taken_back(here: Path, store: Store) -> None:
    sit(store, ["nieuw label", "Iets gezocht", "zelfde", "gebruik"])
    assert "daar hoort het voortaan bij" in type_in(
        here, "merge", "zonnevaart", "place", "kruk gezocht", "iets gezocht"
    )
    assert ("place", "kruk gezocht", "iets-gezocht") in decided(store)
    assert "place “kruk gezocht” “iets-gezocht”" in type_in(here, "merge", "zonnevaart", "list")

    type_in(here, "merge", "zonnevaart", "undo")
    type_in(here, "samenvoegen", "zonnevaart", "plaatsen", "kruk gezocht", "-")
    assert ("place", "kruk gezocht", "") in decided(store)

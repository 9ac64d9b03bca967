"""What one person alone said goes from a published map; what others said too, and every figure, stays."""

from __future__ import annotations

import pytest

from reisleider.flows.synthesis.privacy.own_traces import ERASED, Plain, own_words, said_alone, take_out

SAID = ("De folder lag al klaar", "Gewacht op de bevestiging", "Online geboekt")
OTHERS = ("online geboekt", "Advies gevraagd aan een vriendin")
OWN = own_words(SAID, OTHERS)


@pytest.mark.parametrize("words", ["De folder lag al klaar", "de FOLDER lag klaar.", "folder", "[…] bevestiging"])
def test_words_are_ones_own_also_in_part(words: str) -> None:
    assert words in OWN


@pytest.mark.parametrize(
    "words", ["Online geboekt", "online geboekt.", "Advies gevraagd", "", "[…]", "folder vriendin"]
)
def test_words_that_others_used_or_that_say_nothing_are_nobodys(words: str) -> None:
    assert words not in OWN


def test_a_sentence_goes_a_name_is_erased_and_figures_stay() -> None:
    published: Plain = {
        "title": {"nl": "Gezinsvakantie"},
        "columns": [
            {
                "touchpoints": [
                    {"id": "a", "label": {"nl": "Folder"}, "named": 3},
                    {"id": "b", "label": {"nl": "Online geboekt"}, "named": 5},
                ],
                "pains": [{"words": "Gewacht op de bevestiging", "n": 3}, {"words": "Advies gevraagd", "n": 4}],
            }
        ],
    }

    assert take_out(published, OWN) == {
        "title": {"nl": "Gezinsvakantie"},
        "columns": [
            {
                "touchpoints": [
                    {"id": "a", "label": dict(ERASED), "named": 3},
                    {"id": "b", "label": {"nl": "Online geboekt"}, "named": 5},
                ],
                "pains": [{"words": "Advies gevraagd", "n": 4}],
            }
        ],
    }


def test_a_decision_stands_on_wordings_that_somebody_else_uses_too() -> None:
    assert said_alone(SAID, OTHERS) == ["De folder lag al klaar", "Gewacht op de bevestiging"]

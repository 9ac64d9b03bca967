"""How it was, said by denying the opposite, or in a word that somebody would not write out."""

from __future__ import annotations

import pytest

from reisleider.flows.listening.feeling.litotes import denies_the_opposite
from reisleider.flows.listening.feeling.valence import felt
from reisleider.flows.listening.outline import hear_outline
from reisleider.flows.listening.typed.tokens import read


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        *(("alles behalve prettig", -1), ("dat was alles behalve makkelijk", -1), ("verre van vervelend", 1)),
        *(("niet bepaald een feest", -1), ("bij lange na niet leuk", -1), ("allesbehalve saai", 1)),
        *(("anything but annoying", 1), ("far from ideal", -1), ("hardly a great experience", -1)),
        *(("by no means bad", 1), ("it was nowhere near pleasant", -1)),
    ],
)
def test_an_opposite_denied_has_the_other_sign_surely(words: str, sign: int) -> None:
    said = felt(read(words))

    assert denies_the_opposite(read(words))
    assert said.score is not None
    assert (said.score > 0) is (sign > 0)
    assert said.sure


@pytest.mark.parametrize(
    "words",
    [
        *("alles was prettig behalve het wachten", "verre familie was leuk", "far from home but nice"),
        *("everything was great, anything but the food", "hardly any wait", "anything but?", "prettig"),
    ],
)
def test_what_only_holds_such_words_is_none(words: str) -> None:
    assert not denies_the_opposite(read(words))


@pytest.mark.parametrize("words", ["k*t", "sh*t", "f*cking awful", "kl*te"])
def test_a_masked_word_is_read_as_what_it_is(words: str) -> None:
    assert (felt(read(words)).score or 0) < 0


@pytest.mark.parametrize("words", ["5 * 3", "*", "**top**", "a*b", "x****************************y"])
def test_stars_that_mask_nothing_are_left(words: str) -> None:
    assert (felt(read(words)).score or 0) >= 0


def test_a_step_keeps_both_its_brackets() -> None:
    told = hear_outline("1. got 2 quotes\n2. postponed for wind (twice)\n3. paid (again) online")

    assert told.steps == ("got 2 quotes", "postponed for wind (twice)", "paid (again) online")


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "nou ik zal het kort houden. een cursus gedaan, toen een volk besteld, opgehaald met mijn aanhanger. "
            "al met al prima geregeld",
            ("een cursus gedaan", "een volk besteld", "opgehaald met mijn aanhanger"),
        ),
        (
            "ok here goes. saw an ad, rang them, paid over the phone. and that was that",
            ("saw an ad", "rang them", "paid over the phone"),
        ),
        (
            "I rang a Mrs Pell who runs it. Then a gentleman found me a chair. "
            "I have been every week since and last Christmas I sang a solo. And that's that.",
            (
                "I rang a Mrs Pell who runs it",
                "a gentleman found me a chair",
                "I have been every week since and last Christmas I sang a solo",
            ),
        ),
    ],
)
def test_what_leads_in_and_what_sums_up_are_no_steps_and_what_was_done_is(text: str, steps: tuple[str, ...]) -> None:
    assert hear_outline(text).steps == steps

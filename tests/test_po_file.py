"""A catalogue is read as the tools for translations read it."""

from __future__ import annotations

from importlib import resources
from io import BytesIO

import pytest
from babel.messages.pofile import read_po as read_as_tools_do

from reisleider.flows.faults import LanguageFault
from reisleider.flows.languages import LANGUAGES
from reisleider.renderers.words.po.po_file import read_po

HEAD = 'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);\\n"\n\n'
SHAPES = (
    'msgid "a"\nmsgstr "één"',
    'msgid "a"\nmsgstr ""\n"één "\n"twee"',
    'msgid "a"\nmsgstr "een \\"twee\\" \\\\ drie\\nvier\\tvijf"',
    'msgid "a"\nmsgid_plural "a"\nmsgstr[0] "een"\nmsgstr[1] "paar"\nmsgstr[2] "veel"',
    '# said\n#. where\n#: file.py:3\nmsgid "a"\nmsgstr "één"\nmsgid "b"\nmsgstr "twee"',
    '#~ msgid "gone"\n#~ msgstr "weg"\n\nmsgid "a"\nmsgstr "één"',
    'msgid "a"\nmsgstr ""\n\nmsgid "b"\nmsgstr "twee"',
    'msgid "a"\nmsgstr "één"\n\n#, fuzzy\nmsgid "b"\nmsgstr "twee?"\n\nmsgid "c"\nmsgstr "drie"',
)


def as_tools_read(text: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for message in read_as_tools_do(BytesIO(text.encode())):
        told = (message.string,) if isinstance(message.string, str) else tuple(message.string)
        if message.id and all(told) and not message.fuzzy:
            found[message.id if isinstance(message.id, str) else message.id[0]] = told
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_are_read_as_tools_read_them(language: str) -> None:
    text = resources.files("reisleider.renderers").joinpath("locales", f"{language}.po").read_text(encoding="utf-8")

    assert dict(read_po(text, "any").forms) == as_tools_read(text) != {}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_an_entry_is_read_as_tools_read_it(shape: str) -> None:
    assert dict(read_po(HEAD + shape, "any").forms) == as_tools_read(HEAD + shape) != {}


def test_which_form_suits_a_number_is_what_the_file_says() -> None:
    texts = read_po(HEAD + SHAPES[3], "any")

    assert [texts.form_of(n) for n in (1, 2, 9)] == [0, 1, 2]
    assert texts.plurals == {"a"}


def test_a_line_that_is_none_is_named() -> None:
    with pytest.raises(LanguageFault, match=r"xx\.po, line 6"):
        read_po(HEAD + 'msgid "a"\nmsgstr "één"\nmsgstr één', "xx.po")

"""XML as the files of other tools want it: built as a tree, so that nothing people wrote is ever markup.

Law: every text passes ``clean``, which leaves only characters XML 1.0 allows; the same tree gives the same bytes.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from reisleider.renderers.words.own_words import on_one_line


def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    """A new last child of ``parent``; ``text`` and attributes cleaned, on one line."""
    child = ET.SubElement(parent, tag, {name: on_one_line(value) for name, value in attributes.items()})
    if text:
        child.text = on_one_line(text)
    return child


def write_tree(root: ET.Element) -> bytes:
    """The tree as UTF-8 XML, indented by two spaces, with a declaration and a last line end."""
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data.replace(b"<?xml version='1.0' encoding='utf-8'?>", b'<?xml version="1.0" encoding="UTF-8"?>', 1) + b"\n"

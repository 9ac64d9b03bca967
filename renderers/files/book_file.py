"""The codebook as CSV, for a lead: a row for every wording, and one for every label that has none.

Law: RFC 4180 in UTF-8 with a byte order mark; the header is stable and English, described in docs/formats.md; a wording
is redacted and neutralised, and who placed it is told by kind, never by name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from reisleider.flows.codebook.codebook import Codebook
from reisleider.flows.synthesis.privacy.redaction import redact
from reisleider.renderers.files.cells import as_separated_text

ABOUT = ("phase", "channel", "control", "named_by")
WORDING = ("wording", "placed_by", "placed_at")


def write_book(book: Codebook, languages: Sequence[str]) -> bytes:
    """The codebook as bytes of CSV, a label's name in each of these languages."""
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(("label", *(f"name_{language}" for language in languages), *ABOUT, *WORDING))
    for entry in book.entries:
        label = entry.label
        names = (label.words.get(language, "") for language in languages)
        about = (label.id, *names, label.phase or "", label.channel or "", label.control or "", entry.by)
        for alias in entry.aliases or (None,):
            when = "" if alias is None or alias.at is None else alias.at.date().isoformat()
            told = ("", "", "") if alias is None else (redact(alias.words), alias.by, when)
            rows.writerow([as_separated_text(cell) for cell in (*about, *told)])
    return ("\ufeff" + written.getvalue()).encode()

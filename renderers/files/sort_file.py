"""What is to be sorted as CSV, for a lead: a row for every wording, with the likeliest labels and room to choose one.

Law: RFC 4180 in UTF-8 with a byte order mark; the header is stable and English, described in docs/formats.md; a wording
is redacted and neutralised, and how many people used it is told in bands.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from reisleider.flows.codebook.codebook import id_of
from reisleider.flows.journey import PhaseModel
from reisleider.flows.meaning.likeness import form
from reisleider.flows.meaning.ranking import OFFERED
from reisleider.flows.synthesis.privacy.redaction import redact
from reisleider.flows.synthesis.sorting.cards import Sorting
from reisleider.flows.synthesis.sorting.filled import LABEL, NEW, PHASE, STEP
from reisleider.renderers.files.cells import as_separated_text
from reisleider.renderers.words.labels import Labels

SUGGESTED = tuple(f"suggestion_{number}" for number in range(1, OFFERED + 1))


def write_sorting(sorting: Sorting, languages: Sequence[str], model: PhaseModel, least: int, language: str) -> bytes:
    """The cards as bytes of CSV. ``languages``: those in which a new label may be named; ``least``: the minimum group;
    ``language``: that of the suggestions and phases."""
    said = Labels(language)
    phases = {phase.id: said.pick(phase.label) for phase in model.phases}
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    new = [f"{NEW}{one}" for one in languages]
    rows.writerow((STEP, "together", "wording", "people", *SUGGESTED, LABEL, *new, PHASE))
    for number, card in enumerate(sorting.cards, 1):
        names = [said.pick(sorting.labels[one.id].words) for one in card.labels]
        names += [""] * (OFFERED - len(names))
        for words in card.wordings:
            told = (id_of(form(words)), str(number), redact(words), band(card.people, least))
            cells = (*told, *map(redact, names), "", *("" for _ in new), phases.get(card.phase or "", ""))
            rows.writerow([as_separated_text(cell) for cell in cells])
    return ("\ufeff" + written.getvalue()).encode()


def band(people: int, least: int) -> str:
    """How many people, as a band that tells of no small group: under the minimum, up to twice that, and more."""
    if people < least:
        return f"<{least}"
    return f"{least}-{2 * least - 1}" if people < 2 * least else f"{2 * least}+"

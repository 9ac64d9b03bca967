"""The phase models: columns of a map, as data, with plain words for customers and a crosswalk to compare studies.

Law: a model is a TOML file; adding one is adding a file. Every phase maps to at least one canonical phase. A model
speaks every language that any text of it is in, and then every text must be in it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from reisleider.flows.faults import PhaseFault
from reisleider.flows.journey import CANONICAL_PHASES, Phase, PhaseModel, Texts
from reisleider.flows.languages import IDS, LANGUAGES, core_texts, listed, written_in
from reisleider.flows.shipped import instead_of, names_in, text_of

LEAST, MOST = 2, 14  # a map with one column says nothing; more than fourteen do not fit on paper


def model_ids() -> tuple[str, ...]:
    """The phase models that are shipped, by id."""
    return names_in("phases")


@lru_cache(maxsize=16)
def load_model(id: str) -> PhaseModel:
    """A shipped phase model. Raises PhaseFault that names the nearest one there is."""
    if id not in model_ids():
        raise PhaseFault(f"There is no phase model {id}; {instead_of(id, model_ids())}")
    return read_model(text_of("phases", id), f"{id}.toml")


def read_model(source: str, file: str) -> PhaseModel:
    """A phase model from TOML text. Raises PhaseFault naming file and phase."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as fault:
        raise PhaseFault(f"{file}: not valid TOML: {fault}.") from fault
    rows = data.get("phase", [])
    spoken = written_in(data) or LANGUAGES
    phases = tuple(_phase(row, file, spoken) for row in rows)
    _check(phases, file)
    return PhaseModel(
        id=str(data.get("id", file.removesuffix(".toml"))),
        name=_texts(data.get("name"), f"{file}: name", spoken),
        phases=phases,
        loop=bool(data.get("loop", False)),
    )


def _phase(row: Mapping[str, object], file: str, spoken: Sequence[str]) -> Phase:
    where = f"{file}: {row.get('id', 'a phase without id')}"
    id, canonical, side = row.get("id"), row.get("canonical"), row.get("side")
    if not isinstance(id, str) or not re.fullmatch(r"[a-z0-9-]{1,24}", id):
        raise PhaseFault(f"{where}: a phase id is 1 to 24 of a-z, 0-9 and -.")
    if not isinstance(canonical, list) or not canonical or not set(canonical) <= set(CANONICAL_PHASES):
        raise PhaseFault(f"{where}: canonical names one or more of {', '.join(CANONICAL_PHASES)}.")
    if side not in ("buyer", "customer", None):
        raise PhaseFault(f"{where}: side is buyer or customer.")
    label = _texts(row.get("label"), f"{where}: label", spoken)
    plain = _texts(row.get("plain"), f"{where}: plain", spoken)
    return Phase(id, label, plain, tuple(canonical), side)


def _texts(value: object, where: str, spoken: Sequence[str]) -> Texts:
    if not isinstance(value, dict) or not all(isinstance(value.get(one), str) and value[one] for one in spoken):
        raise PhaseFault(f"{where}: write it in {listed('and', spoken)}.")
    return {language: value[language] for language in spoken}


def _check(phases: tuple[Phase, ...], file: str) -> None:
    if not LEAST <= len(phases) <= MOST:
        raise PhaseFault(f"{file}: a model has {LEAST} to {MOST} phases, this one {len(phases)}.")
    seen: set[str] = set()
    for phase in phases:
        if phase.id in seen:
            raise PhaseFault(f"{file}: {phase.id}: this id is used twice; rename one.")
        seen.add(phase.id)


def own_model(names: Sequence[str | Mapping[str, str]], spoken: Sequence[str] = LANGUAGES) -> PhaseModel:
    """A lead's own phases, in order, each a name or a name in every language that is ``spoken``.

    Canonical phases are spread over them in order, so that two studies can still be laid side by side. Raises
    PhaseFault naming the one at fault.
    """
    if not LEAST <= len(names) <= MOST:
        raise PhaseFault(f"name {LEAST} to {MOST} phases, not {len(names)}.")
    phases = tuple(_own(name, place, len(names), spoken) for place, name in enumerate(names))
    _check(phases, "phases")
    return PhaseModel("own", core_texts("texts", "own-phases"), phases, own=True)


def _own(name: str | Mapping[str, str], place: int, of: int, spoken: Sequence[str]) -> Phase:
    label = dict.fromkeys(LANGUAGES, name) if isinstance(name, str) else dict(name)
    needed = LANGUAGES if isinstance(name, str) else spoken
    if not all(isinstance(label.get(one), str) and label[one].strip() for one in needed):
        raise PhaseFault(f"phase {place + 1} needs a name in {listed('and', spoken)}.")
    during = core_texts("texts", "during")
    plain = {one: words.replace("{phase}", label[one]) for one, words in during.items() if one in label}
    first = place * len(CANONICAL_PHASES) // of
    last = max(first + 1, (place + 1) * len(CANONICAL_PHASES) // of)
    id = _slug(label.get(IDS) or label[needed[0]]) or f"phase-{place + 1}"
    return Phase(id, label, plain, CANONICAL_PHASES[first:last])


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:24].strip("-")


def phase_called(model: PhaseModel, words: str) -> Phase | None:
    """The phase of a model that somebody names, by its id or its name in any language; None where it has none such."""
    told = words.strip().casefold()
    return next(
        (one for one in model.phases if told in {one.id, *(name.casefold() for name in one.label.values())}), None
    )

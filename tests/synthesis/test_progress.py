"""A compile tells whoever listens how far it is, in counts alone."""

from __future__ import annotations

from journey_samples import NOW, journey, study

from reisleider.flows.synthesis.compile import compile_map


def test_a_compile_tells_how_much_it_brings_together_and_weighs() -> None:
    told: list[tuple[str, int, int]] = []

    def listen(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))

    visits = ["online geboekt", "de helpdesk gebeld"]
    compile_map(study(), [journey(n, visits) for n in range(4)], version=1, now=NOW, progress=listen)
    assert told == [("merge", 0, 8), ("weigh", 0, 2)]

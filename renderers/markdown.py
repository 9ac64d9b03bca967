"""The map as Markdown: a table per phase, for wikis and pull requests.

Law: every text of a person is escaped, so that it is read and never becomes markup.
"""

from __future__ import annotations

from flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseColumn
from renderers.environment import ENVIRONMENT, escape_markdown
from renderers.labels import Labels


def write_markdown(journey_map: JourneyMap, language: str) -> str:
    """A map as Markdown text."""
    labels = Labels(language)
    template = ENVIRONMENT.get_template("map.md.j2")
    return template.render(
        map=journey_map,
        labels=labels,
        columns=[column for column in journey_map.columns if _has_content(column)],
        md=escape_markdown,
        faces=tell_faces,
        overlay=labels.overlay(journey_map),
        notes=lambda touchpoint: _notes(touchpoint, labels),
        stamp=labels("map.stamp", version=labels.version(journey_map), day=labels.day(journey_map.as_of)),
    )


def tell_faces(faces: Faces | None) -> str:
    """``😞 1 · 🙁 2 · 😐 0 · 🙂 4 · 😄 1``, or a dash where too few people said."""
    if faces is None:
        return "–"
    return " · ".join(f"{face} {count}" for face, count in zip("😞🙁😐🙂😄", faces.counts, strict=True))


def _has_content(column: PhaseColumn) -> bool:
    return bool(column.touchpoints or column.hidden)


def _notes(touchpoint: MapTouchpoint, labels: Labels) -> str:
    moment = labels.moment(touchpoint)
    control = labels(f"control.{touchpoint.control}") if touchpoint.control in ("partner", "outside") else None
    told = (labels.guess(touchpoint), labels.expectations(touchpoint))
    known = (
        (moment,) if moment else (),
        labels.tags(touchpoint),
        labels.ways(touchpoint),
        (control,) if control else (),
        tuple(one for one in told if one is not None),
    )
    return ", ".join(one for part in known for one in part)

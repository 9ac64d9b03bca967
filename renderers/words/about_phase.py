"""What is told in the lanes below a phase: points with their counts, targets, priorities with both sides, actions.

Law: a count stands beside words only where the map tells it; nothing is worked out here but whether an action is late.
"""

from __future__ import annotations

from datetime import date

from babel.numbers import format_decimal

from reisleider.flows.journey import Measurement
from reisleider.flows.journey_map import Action, Faces, JourneyMap, PhaseColumn, PhaseFeeling, Point, Priority, Target
from reisleider.renderers.words.about_map import PHASES_ONLY
from reisleider.renderers.words.about_touchpoint import tell_expectations
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import tell_faces


def aims_of(column: PhaseColumn, labels: Labels) -> tuple[Point, ...]:
    """What colleagues aim for in a phase, what was measured, and how that compares with what customers expected."""
    met = [(one, tell_expectations(one, labels)) for one in column.touchpoints]
    return (
        *(Point(tell_target(one, labels), None, one.touchpoint) for one in column.targets),
        *(Point(tell_measured(one, column, labels), None, one.touchpoint) for one in column.measured),
        *(Point(told, None, one.id) for one, told in met if told is not None),
    )


def tell_feeling(feeling: PhaseFeeling, labels: Labels) -> str:
    """``9 stappen van 5 klanten: vooral vervelend``: how a phase felt where its steps are not counted one by one."""
    told = labels("feeling.told", n=feeling.faces.n, how=tell_lean(feeling.faces, labels))
    return told if feeling.steps is None else labels("feeling.steps", n=feeling.steps, who=told)


def tell_felt_counts(feeling: PhaseFeeling, labels: Labels) -> str:
    """How many chose each face in a phase told as a whole, and what colleagues expected where that may be told."""
    told = tell_faces(feeling.faces)
    guess = feeling.guess
    return told if guess is None else f"{told} · {labels('legend.staff-line')}: {tell_faces(guess)}"


def tell_hidden(column: PhaseColumn, journey_map: JourneyMap, labels: Labels) -> str:
    """How many touchpoints too few named: ``en nog 3, ...``; in full in a phase, or on a map, told as a whole."""
    alone = not column.touchpoints and (column.whole is not None or PHASES_ONLY in journey_map.notes)
    minimum = journey_map.minimums.get("customer", 3)
    return labels("map.hidden-alone" if alone else "map.hidden", n=column.hidden, minimum=minimum)


def tell_lean(faces: Faces, labels: Labels) -> str:
    """Which way most of the faces look: more than half of them, else it is mixed."""
    sides = (("negative", faces.negative), ("neutral", faces.neutral), ("positive", faces.positive))
    lean = next((side for side, count in sides if 2 * count > faces.n), "mixed")
    return labels(f"feeling.{lean}")


def tell_point(point: Point, labels: Labels) -> str:
    """What was said, with how many said it where that may be told."""
    words = labels.clean(point.words)
    return words if point.n is None else labels("map.counted", words=words, n=point.n)


def tell_target(target: Target, labels: Labels) -> str:
    """``doel 2 dagen, nu 4 dagen (5 collega's)``."""
    wanted = labels.clean(target.words)
    words = labels("target.only", target=wanted)
    if target.today is not None:
        words = labels("target.today", target=wanted, today=labels.clean(target.today))
    return words if target.n is None else labels("target.told", words=words, n=target.n)


def tell_value(one: Measurement, labels: Labels) -> str:
    """``4,2 dagen``."""
    value = format_decimal(one.number, format="#,##0.######", locale=labels.language)
    return labels.clean(f"{value}{'' if one.unit == '%' else ' '}{one.unit}".strip())


def tell_measured(one: Measurement, column: PhaseColumn, labels: Labels) -> str:
    """``gemeten: doorlooptijd 4,2 dagen, doel 2 dagen (CRM, 3 maart 2026)``: beside what colleagues aim for there,
    where they said so in the same unit; whether that is met is not said, for nobody was asked which way is better."""
    slots = {
        "metric": labels.clean(one.metric),
        "value": tell_value(one, labels),
        "source": labels.clean(one.source),
        "date": labels.day(one.on),
    }
    aim = target_beside(one, column)
    if aim is None:
        return labels("measured.told", **slots)
    return labels("measured.beside-target", **slots, target=labels.clean(aim.words))


def target_beside(one: Measurement, column: PhaseColumn) -> Target | None:
    """What colleagues aim for at the touchpoint of a figure, in its unit; None where that was not told."""
    return next(
        (
            aim
            for aim in column.targets
            if aim.touchpoint == one.touchpoint and aim.words.partition(" ")[2].casefold() == one.unit.casefold()
        ),
        None,
    )


def tell_balance(value: float, labels: Labels) -> str:
    """``+0,4``: a figure between -1 and +1; what is rounded to nothing has no sign."""
    if abs(value) < 0.05:
        return labels.clean(format_decimal(0, format="0.0", locale=labels.language))
    return labels.clean(format_decimal(value, format="+0.0;−0.0", locale=labels.language))


def tell_importance(priority: Priority, labels: Labels) -> str:
    """``klanten +0,4 (6)``: most minus least important over the times it was shown, and to how many if told."""
    told = labels("map.importance", share=tell_balance(priority.importance or 0, labels))
    return told if priority.n is None else labels("map.counted", words=told, n=priority.n)


def tell_votes(priority: Priority, labels: Labels) -> str:
    """``collega's 4 van 6``; empty where too few voted."""
    if priority.votes is None:
        return ""
    if priority.voters is None:
        return labels("map.votes-only", n=priority.votes)
    return labels("map.votes", n=priority.votes, of=priority.voters)


def tell_impact(priority: Priority, labels: Labels) -> str:
    """``effect 4, moeite 2``, each 1..5; empty where colleagues gave neither."""
    told = [
        labels(f"map.{key}", value=labels.clean(format_decimal(value, format="0.#", locale=labels.language)))
        for key, value in (("impact", priority.impact), ("effort", priority.effort))
        if value is not None
    ]
    return ", ".join(told)


def tell_action(action: Action, labels: Labels, today: date) -> str:
    """``Verkoop · 1 maart · mee bezig · voor: minder afhakers``."""
    late = action.due is not None and action.due < today and action.status in ("planned", "doing")
    told = [
        labels.clean(action.owner),
        labels.day(action.due) if action.due is not None else "",
        labels("action.late" if late else f"action.{action.status}"),
        labels("action.serves", goal=labels.clean(action.serves)) if action.serves else "",
    ]
    return " · ".join(one for one in told if one)

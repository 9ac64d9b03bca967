"""The line of feeling down the left side of the phone's cut.

Law: the track is one unbroken strip beside the words; nothing is written on it, and only faces cover its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reisleider.flows.journey_map import Faces, JourneyMap, MapTouchpoint, PhaseFeeling
from reisleider.renderers.picture.drawing.curve import DOTTED, Spot, Walked, diamond, draw_guess, draw_line
from reisleider.renderers.picture.drawing.icons import WAIT
from reisleider.renderers.picture.drawing.palette import CARD, FAINT, GLAD, INK, MUTED, SORE, STAFF, TEAL
from reisleider.renderers.picture.drawing.shapes import Box
from reisleider.renderers.picture.drawing.sheet import Sheet
from reisleider.renderers.picture.phone.rows import LEFT, ROOM, SIDE, SMALL, TRACK
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.signs import marks, nearest_face, poles

STEP = 19.0  # px between two faces of the scale
FACE, GUESS = 10.0, 5.0
BAND = 26.0  # px: how wide the band of a phase told as a whole is; it is twice as long


@dataclass
class Track:
    """Where the track begins (painted beneath what follows ``mark``), and who stands beside it at which height; None
    where a phase has nobody whom customers named. ``wholes``: phases that can be told as a whole only; ``walked``:
    between which touchpoints the line is solid."""

    mark: int
    top: float
    stops: list[tuple[MapTouchpoint | None, float]] = field(default_factory=list)
    wholes: list[tuple[PhaseFeeling, float]] = field(default_factory=list)
    walked: Walked = ()


def lay_scale(sheet: Sheet, journey_map: JourneyMap, labels: Labels, y: float) -> float:
    """The five faces over the track, and what the lines are that this map has."""
    for score in (-2, -1, 0, 1, 2):
        sheet.face(score, _across(score), y + 26, 8)
    touchpoints = [one for column in journey_map.columns for one in column.touchpoints]
    wholes = [column.whole for column in journey_map.columns if column.whole is not None]
    x, below = LEFT, y
    if any(one.faces for one in touchpoints):
        sheet.stroke(f"M{x:.1f} {below + 9:.1f}h22", TEAL, 3)
        below = sheet.paragraph(labels("legend.line"), x + 30, below, ROOM - 30, SMALL, "regular", MUTED)
        sheet.stroke(f"M{x:.1f} {below + 9:.1f}h22", TEAL, 3, DOTTED)
        below = sheet.paragraph(labels("legend.dotted"), x + 30, below, ROOM - 30, SMALL, "regular", MUTED)
    if wholes:
        sheet.panel(Box(x, below + 2, 22, 14), CARD, TEAL, 7)
        below = sheet.paragraph(labels("legend.whole"), x + 30, below + 1, ROOM - 30, SMALL, "regular", MUTED)
    if any(one.guess for one in touchpoints) or any(one.guess for one in wholes):
        sheet.stroke(f"M{x:.1f} {below + 10:.1f}h22", STAFF, 2, "5 4")
        sheet.shape(diamond(x + 11, below + 10, 4.5), CARD, STAFF, 2)
        below = sheet.paragraph(labels("legend.staff-line"), x + 30, below + 1, ROOM - 30, SMALL, "regular", MUTED)
    if below == y:
        below = sheet.paragraph(labels("note.no-faces"), x, y, ROOM, SMALL, "italic", MUTED)
    return max(y + 38, below) + 8


def lay_track(sheet: Sheet, track: Track, bottom: float) -> None:
    """Its ground from top to ``bottom`` beneath everything, its lines and faces on top."""
    middle = _across(0)
    right = SIDE + TRACK
    sheet.panel(Box(SIDE, track.top, middle - SIDE, bottom - track.top), SORE, radius=0, at=track.mark)
    sheet.panel(Box(middle, track.top, right - middle, bottom - track.top), GLAD, radius=0, at=track.mark + 1)
    sheet.stroke(f"M{middle:.1f} {track.top:.1f}V{bottom:.1f}", FAINT, 1, "2 4")
    stops = [(touchpoint, y) for touchpoint, y in track.stops if touchpoint is not None]
    for touchpoint, y in stops:
        if touchpoint.wait:
            sheet.panel(Box(SIDE + 3, y - 13, TRACK - 6, 26), CARD, FAINT, 4, "3 3")
            if touchpoint.faces is None and touchpoint.guess is None:
                sheet.icon(WAIT, middle - 8, y - 8, 16, MUTED)
    guesses = [_spot(touchpoint, touchpoint.guess, y) for touchpoint, y in stops]
    felt = [_spot(touchpoint, touchpoint.faces, y) for touchpoint, y in stops]
    for path in draw_guess(guesses):
        sheet.stroke(path, STAFF, 2, "5 4")
    for path, dash in draw_line(_theirs(track), track.walked):
        sheet.stroke(path, TEAL, 3, dash)
    _bands(sheet, track)
    for (touchpoint, _), spot in zip(stops, felt, strict=True):
        if touchpoint.faces is not None and spot.y is not None:
            _mark(sheet, touchpoint.faces, spot.x, spot.y)
    for guess, (touchpoint, _) in zip(guesses, stops, strict=True):
        if guess.y is not None:
            near = any(abs(_across(score) - guess.x) < FACE + GUESS for score in marks(touchpoint.faces))
            sheet.shape(diamond(guess.x, guess.y + (FACE + 4 if near else 0), GUESS), CARD, STAFF, 2)


def _theirs(track: Track) -> list[Spot]:
    """Where the customers' line passes: through their touchpoints, and dotted through phases told as a whole."""
    spots = [
        (y, _spot(touchpoint, None if touchpoint is None else touchpoint.faces, y))
        for touchpoint, y in track.stops
        if touchpoint is None or touchpoint.known != "staff"
    ]
    wholes = [(y, Spot(_across(whole.faces.median), y, wait=True)) for whole, y in track.wholes]
    return [spot for _, spot in sorted([*spots, *wholes], key=lambda row: row[0])]


def _bands(sheet: Sheet, track: Track) -> None:
    """Phases told as a whole: a band along the line with its face, and beside it what colleagues guessed."""
    for whole, y in track.wholes:
        x = _across(whole.faces.median)
        sheet.panel(Box(x - BAND / 2, y - BAND, BAND, 2 * BAND), CARD, TEAL, BAND / 2)
        sheet.face(nearest_face(whole.faces.median), x, y, FACE)
        if whole.guess is not None:
            guess = _across(whole.guess.median)
            near = abs(guess - x) < FACE + GUESS
            sheet.shape(diamond(guess, y + (FACE + 6 if near else 0), GUESS), CARD, STAFF, 2)


def _mark(sheet: Sheet, faces: Faces, x: float, y: float) -> None:
    """The middle face; where people are divided a dot between the two faces that they mostly chose."""
    if not faces.polarised:
        sheet.face(nearest_face(faces.median), x, y, FACE)
        return
    low, high = poles(faces)
    sheet.stroke(f"M{_across(low):.1f} {y:.1f}H{_across(high):.1f}", INK, 1.5)
    for score in (low, high):
        sheet.face(score, _across(score), y, FACE - 2)
    if abs(faces.median - low) >= 1 and abs(faces.median - high) >= 1:
        sheet.disc(x, y, 4.5, TEAL, CARD)


def _across(score: float) -> float:
    return SIDE + 13 + (score + 2) * STEP


def _spot(touchpoint: MapTouchpoint | None, faces: Faces | None, y: float) -> Spot:
    wait = touchpoint is not None and touchpoint.wait
    of = "" if touchpoint is None else touchpoint.id
    return Spot(_across(0 if faces is None else faces.median), None if faces is None else y, wait, of)

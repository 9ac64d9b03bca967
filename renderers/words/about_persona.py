"""A persona's card: what the lead thought of these people beforehand, and beside it what they said themselves.

Law: what was heard is worked out of figures and words that the map already shows, so no group is smaller than there;
what was assumed is never told as heard. There is a card only where the lead told who they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reisleider.flows.journey_map import JourneyMap, MapTouchpoint
from reisleider.renderers.words.labels import Labels

PARTS = ("who", "goals", "worries", "media", "duties")
"""What a lead may have assumed, in the order of the card."""
ELSEWHERE = "elsewhere"  # an answer of the question about channels that names none
MOST = 3  # touchpoints or channels in a line; a card is read at a glance


@dataclass(frozen=True)
class CardLine:
    """One line of a card: its name, what was assumed and what was heard, "" where there is nothing of that."""

    name: str
    assumed: str = ""
    heard: str = ""


def card_of(journey_map: JourneyMap, labels: Labels) -> tuple[CardLine, ...]:
    """The card's lines; none on everyone's map, nor where nothing was assumed of the persona."""
    persona = journey_map.persona
    if persona is None:
        return ()
    assumed = {part: labels.pick(getattr(persona, part)) for part in PARTS}
    if not any(assumed.values()):
        return ()
    heard = {
        "who": labels("card.told", n=journey_map.customers.counted) if _enough(journey_map) else "",
        "goals": _outcomes(journey_map, labels),
        "worries": "; ".join(_worries(journey_map, labels)),
        "media": ", ".join(_channels(journey_map, labels)),
    }
    found = [CardLine(labels(f"card.{part}"), assumed[part], heard.get(part, "")) for part in PARTS]
    found.append(CardLine(labels("card.matters"), heard=_matters(journey_map, labels)))
    found.append(CardLine(labels("card.quote"), heard=_quote(journey_map, labels)))
    return tuple(one for one in found if one.assumed or one.heard)


def tell_card(journey_map: JourneyMap, labels: Labels) -> tuple[str, ...]:
    """The card as sentences: ``Zorgen: vooraf gedacht: de prijs. Gehoord: betalen: 4 van 9 vonden dat vervelend.``"""
    return tuple(
        labels("card.line", name=one.name, told=". ".join(_sides(one, labels))) for one in card_of(journey_map, labels)
    )


def _sides(one: CardLine, labels: Labels) -> Iterator[str]:
    if one.assumed:
        yield labels("card.line", name=labels("card.assumed"), told=one.assumed.rstrip("."))
    if one.heard:
        yield labels("card.line", name=labels("card.heard"), told=one.heard)


def _enough(journey_map: JourneyMap) -> bool:
    return journey_map.customers.counted >= journey_map.minimums.get("customer", 1)


def _touchpoints(journey_map: JourneyMap) -> list[MapTouchpoint]:
    return [*(one for column in journey_map.columns for one in column.touchpoints), *journey_map.unplaced]


def _outcomes(journey_map: JourneyMap, labels: Labels) -> str:
    done = (journey_map.outcomes or {}).get("done")
    return "" if done is None else labels("card.done", n=done, of=journey_map.customers.counted)


def _worries(journey_map: JourneyMap, labels: Labels) -> Iterator[str]:
    """The touchpoints that most of those who gave a face found unpleasant, the most first."""
    least = journey_map.minimums.get("customer", 1)
    rows = [
        (one.faces.negative, one.faces.n, labels.pick(one.label))
        for one in _touchpoints(journey_map)
        if one.faces is not None and 2 * one.faces.negative > one.faces.n
    ]
    for count, of, name in sorted(rows, key=lambda row: (-row[0] / row[1], row[2]))[:MOST]:
        enough = count >= least and (count == of or of - count >= least)  # else it counts a few who said otherwise
        if enough:
            yield labels("card.unpleasant", touchpoint=name, n=count, of=of)
        else:
            yield labels("card.unpleasant-mostly", touchpoint=name)


def _channels(journey_map: JourneyMap, labels: Labels) -> list[str]:
    """The channels of what these customers named, those of the most named touchpoint first."""
    named = sorted((one for one in _touchpoints(journey_map) if one.named), key=lambda one: -(one.named or 0))
    found = dict.fromkeys(one.channel for one in named if one.channel not in (None, ELSEWHERE))
    return [labels(f"channel.{one}") for one in found][:MOST]


def _matters(journey_map: JourneyMap, labels: Labels) -> str:
    """The touchpoint they chose as most important more often than as least, and the other way round."""
    weighed = [(one.importance, labels.pick(one.label)) for one in _touchpoints(journey_map) if one.importance]
    most, least = max(weighed, default=(0.0, "")), min(weighed, default=(0.0, ""))
    told = [labels("card.most", touchpoint=most[1])] if most[0] > 0 else []
    return "; ".join([*told, labels("card.least", touchpoint=least[1])] if least[0] < 0 else told)


def _quote(journey_map: JourneyMap, labels: Labels) -> str:
    """The first quote of the map: its author allowed it, and a lead who wanted to look has."""
    quote = next((one for column in journey_map.columns for one in column.quotes), None)
    return "" if quote is None else labels("card.quoted", words=labels.clean(quote.words))

"""One person sorting: what lies before them, and what each choice decides.

Law: a sitting is plain data and a move is pure; whoever hears a choice keeps what it decides and shows what comes next.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reisleider.flows.codebook.codebook import id_of, named
from reisleider.flows.codebook.decisions import Override, Role
from reisleider.flows.journey import Label, Phase, Study, Texts
from reisleider.flows.meaning.likeness import form
from reisleider.flows.synthesis.sorting.cards import Card
from reisleider.flows.synthesis.sorting.new_label import LONGEST, new_label
from reisleider.flows.synthesis.sorting.together import Refused

Asks = Literal["card", "together", "name", "other-name", "phase", "split"]
SPLIT = 8  # wordings that can be taken out with a button each, those that most people used
NO_PHASE = "p-none"


@dataclass(frozen=True)
class Offer:
    """A label on a card. ``by_model``: a model put it there."""

    id: str
    words: Texts
    by_model: bool = False


@dataclass(frozen=True)
class Sitting:
    """Who sorts how, and the card before them. ``apart``: without seeing what others placed apart; ``settling``: the
    cards are differences; ``seen``: ids of cards that were passed over; ``called``: what a model would call the card;
    ``asks``: what is asked about it; ``names``: what a new label will be called, by language; ``chosen``: which of the
    wordings belong under the label that a card asks about, by their place on it; ``refused``: what does not belong
    where."""

    study: str
    role: Role = "lead"
    apart: bool = False
    settling: bool = False
    seen: tuple[str, ...] = ()
    card: Card | None = None
    offers: tuple[Offer, ...] = ()
    called: Texts = field(default_factory=dict)
    asks: Asks = "card"
    names: Texts = field(default_factory=dict)
    chosen: tuple[int, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def fence(self) -> str:
        """What tells the buttons under one card from those under another."""
        told = "" if self.card is None else f"{self.asks} {self.card.id} {' '.join(self.card.wordings)} {self.chosen}"
        return hashlib.sha256(told.encode()).hexdigest()[:8]

    def put_down(self) -> Sitting:
        """The same without a card, ready for the next."""
        return replace(self, card=None, offers=(), called={}, asks="card", names={}, chosen=())

    def put(self, card: Card, offers: Sequence[Offer], called: Texts) -> Sitting:
        """The same with a card before them: all of one that asks about several is taken to belong there."""
        chosen = tuple(range(len(card.wordings))) if card.asked else ()
        return replace(self.put_down(), card=card, offers=tuple(offers), called=called, chosen=chosen)

    def unnamed(self, study: Study) -> str | None:
        """The language whose name of a new label is asked next; None where it has one in each of the study's."""
        return next((one for one in study.languages if one not in self.names), None)


@dataclass(frozen=True)
class Move:
    """What a choice comes to: decisions to keep, or the last one taken back (``undo``); ``did`` names the sentence that
    says so, about a label's ``name``; ``wrong`` the sentence why it cannot be. Without a card in ``sitting`` the next
    is looked for."""

    sitting: Sitting
    decisions: tuple[Override, ...] = ()
    undo: bool = False
    did: str = ""
    name: Texts | None = None
    wrong: str = ""


def choices(
    sitting: Sitting, study: Study, texts: Callable[[str], Texts], *, undo: bool
) -> Sequence[tuple[str, Texts]]:
    """What can be chosen now: a key and how it reads. ``texts``: one of the catalogue in every language; ``undo``:
    whether there is something to take back."""
    back = ("back", texts("back"))
    card = sitting.card
    if card is None:
        return [("undo", texts("undo"))] if undo else []
    if card.asked:
        return [*_together_choices(sitting, card, texts), *([("undo", texts("undo"))] if undo else ())]
    if sitting.asks == "name":
        return [*([("called", sitting.called)] if sitting.called else ()), back]
    if sitting.asks == "other-name":
        return [("same", texts("same")), back]
    if sitting.asks == "phase":
        order = sorted(_phases(study).items(), key=lambda one: one[1].id != card.phase)
        return [*((key, phase.label) for key, phase in order), (NO_PHASE, texts("no-phase")), back]
    if sitting.asks == "split":
        return [*((f"w{at}", {"": words}) for at, words in enumerate(card.wordings[:SPLIT])), back]
    rows = [(str(at), one.words) for at, one in enumerate(sitting.offers)]
    rows.append(("new", texts("new")))
    if len(card.wordings) > 1:
        rows.append(("split", texts("split")))
    rows += [("later", texts("later")), ("none", texts("none"))]
    return [*rows, ("undo", texts("undo"))] if undo else rows


def _together_choices(sitting: Sitting, card: Card, texts: Callable[[str], Texts]) -> Sequence[tuple[str, Texts]]:
    done = "all" if len(sitting.chosen) == len(card.wordings) else "done"
    yes = [("yes", texts(done))] if sitting.chosen else []
    wordings = [(f"w{at}", {"": words}) for at, words in enumerate(card.wordings)]
    return [*yes, *wordings, ("none", texts("none")), ("single", texts("single"))]


def move(sitting: Sitting, study: Study, key: str, decided: Sequence[Override]) -> Move | None:
    """What choosing ``key`` comes to; None where that is no choice now. ``decided``: the decisions that stand."""
    if key == "undo":
        return Move(sitting.put_down(), undo=True)
    card = sitting.card
    if card is None:
        return None
    if key == "back" and sitting.asks != "card":
        return Move(replace(sitting, asks="card", names={}))
    if card.asked:
        return _on_several(sitting, card, key)
    if sitting.asks == "card":
        return _on_card(sitting, card, key)
    if sitting.asks == "name":
        return _call(sitting, card, study, sitting.called, decided) if key == "called" and sitting.called else None
    if sitting.asks == "other-name":
        return _add_name(sitting, study, next(iter(sitting.names.values()))) if key == "same" else None
    if sitting.asks == "split":
        return _split(sitting, card, key)
    if sitting.asks == "phase":
        return _made(sitting, card, study, key, decided)
    return None


def _on_card(sitting: Sitting, card: Card, key: str) -> Move | None:
    if key in ("new", "split"):
        two = len(card.wordings) == 2
        if key == "split" and two:
            return _split(sitting, card, "w1")
        return Move(replace(sitting, asks="name" if key == "new" else "split"))
    if key == "later":
        return Move(replace(sitting.put_down(), seen=(*sitting.seen, card.id)))
    if key == "none":
        return Move(sitting.put_down(), _placed(card, ""), did="none")
    if not (key.isascii() and key.isdecimal() and int(key) < len(sitting.offers)):
        return None
    offer = sitting.offers[int(key)]
    return Move(sitting.put_down(), _placed(card, offer.id), did="placed", name=offer.words)


def _on_several(sitting: Sitting, card: Card, key: str) -> Move | None:
    """A wording taken in or out; all that is in placed, and the rest not asked about for this label again; or each on a
    card of its own."""
    if key == "single":
        return Move(replace(sitting.put_down(), seen=(*sitting.seen, card.id)))
    if key == "none":
        return _on_several(replace(sitting, chosen=()), card, "yes")
    if key == "yes":
        rest = [words for at, words in enumerate(card.wordings) if at not in sitting.chosen]
        refused = (*sitting.refused, *((id_of(form(words)), card.asked) for words in rest))
        placed = tuple(Override("place", card.wordings[at], card.asked) for at in sitting.chosen)
        did = "placed" if placed else "refused"
        return Move(replace(sitting.put_down(), refused=refused), placed, did=did, name=sitting.offers[0].words)
    found = re.fullmatch(r"w([0-9])", key)
    if found is None or int(found[1]) >= len(card.wordings):
        return None
    return Move(replace(sitting, asks="together", chosen=tuple(sorted({*sitting.chosen} ^ {int(found[1])}))))


def _split(sitting: Sitting, card: Card, key: str) -> Move | None:
    """One wording out of its card: no longer the same as any of the others."""
    found = re.fullmatch(r"w([0-9])", key)
    if found is None or int(found[1]) >= min(SPLIT, len(card.wordings)):
        return None
    out = card.wordings[int(found[1])]
    apart = tuple(Override("different", out, one) for one in card.wordings if one != out)
    return Move(sitting.put_down(), apart, did="split")


def take_name(sitting: Sitting, study: Study, text: str, language: str, decided: Sequence[Override]) -> Move | None:
    """What typing a name comes to: a label that exists already, or what is asked next of a new one; None where no name
    is asked. ``language``: that of who types."""
    card = sitting.card
    if card is None or sitting.asks not in ("name", "other-name"):
        return None
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST:
        return Move(sitting, wrong="wrong-name")
    if sitting.asks == "other-name":
        return _add_name(sitting, study, name)
    return _call(sitting, card, study, {language: name}, decided)


def _call(sitting: Sitting, card: Card, study: Study, names: Texts, decided: Sequence[Override]) -> Move:
    """A card that is called so: it goes under the label of that name, else a new label begins with it."""
    labels = [*(entry.label for entry in named(study.labels, decided)), *_as_labels(sitting.offers)]
    known = next((found for one in names.values() if (found := label_called(one, labels)) is not None), None)
    if known is not None:
        return Move(sitting.put_down(), _placed(card, known.id), did="placed", name=known.words)
    return _asking_on(replace(sitting, names=names), study)


def _add_name(sitting: Sitting, study: Study, name: str) -> Move | None:
    """A new label's name in the language that it was asked in."""
    language = sitting.unnamed(study)
    return None if language is None else _asking_on(replace(sitting, names={**sitting.names, language: name}), study)


def _asking_on(sitting: Sitting, study: Study) -> Move:
    return Move(replace(sitting, asks="phase" if sitting.unnamed(study) is None else "other-name"))


def label_called(name: str, labels: Collection[Label]) -> Label | None:
    """The label of this id, name or alias; None where there is none."""
    told = form(name)
    by_id = next((one for one in labels if one.id == name), None)
    return by_id or next(
        (one for one in labels if told in {form(words) for words in (*one.words.values(), *one.aliases)}), None
    )


def _as_labels(offers: Sequence[Offer]) -> Sequence[Label]:
    return [Label(one.id, one.words) for one in offers]


def _made(sitting: Sitting, card: Card, study: Study, key: str, decided: Sequence[Override]) -> Move | None:
    """A new label in a phase, with the card under it."""
    phases = _phases(study)
    if key not in phases and key != NO_PHASE:
        return None
    phase = phases[key].id if key in phases else None
    taken = {entry.label.id for entry in named(study.labels, decided)}
    made = new_label(sitting.names, phase, taken, card.channel)
    return Move(sitting.put_down(), (made, *_placed(card, made.words)), did="made", name=sitting.names)


def _phases(study: Study) -> Mapping[str, Phase]:
    """The phases of a study by what their buttons carry."""
    return {f"p{place}": phase for place, phase in enumerate(study.model.phases)}


def _placed(card: Card, label: str) -> tuple[Override, ...]:
    return tuple(Override("place", words, label) for words in card.wordings)

"""Several steps were heard in one message: are they these?

Law: they are noted already, so that nothing is lost; what is put right is a line of the log like any other. Words that
put nothing right go on with the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reisleider.flows.dialogue.asides.aside import AsideType, Question
from reisleider.flows.dialogue.ask import touchpoint_choice
from reisleider.flows.dialogue.moves import A_STORY, add_items, close_list, drop_item, is_asked_after, leave_aside
from reisleider.flows.dialogue.story.story import Item
from reisleider.flows.effects import Choice, Several, Words
from reisleider.flows.journey import Aside
from reisleider.flows.listening.acts import Answer, Asked
from reisleider.flows.listening.agreement import agrees
from reisleider.flows.listening.outline import says_it_is_right, tells_no_more
from reisleider.flows.listening.reader import read_reply
from reisleider.flows.listening.telling.rearrangement import (
    Dropped,
    Joined,
    Rearrangement,
    Split,
    Whole,
    hear_rearrangement,
    said_to_be_none,
    split_in_two,
)
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.words.chrome import CHROME, named, offer
from reisleider.flows.words.replies import means

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


class HeardSteps(AsideType):
    """Shown back: are they these? Then, where not: which one, and what of it?

    The aside's data: ``items`` that were heard, the message as ``told``; ``adjust`` once something is to be put right,
    ``of`` the item picked for that.
    """

    may_wait = True

    def question(self, turn: Turn, aside: Aside) -> Question:
        items = _items(turn, aside)
        picked = next((item for item in items if item.id == aside.data.get("of")), None)
        if picked is not None:
            before = offer("with-before") if picked != items[0] else ()
            choices = (*before, *offer("drop", "split", "words", "never-mind"))
            return Question("outline.what-of-it", {"step": Words(picked.words)}, choices)
        if aside.data.get("adjust"):
            choices = tuple(touchpoint_choice(item) for item in items)
            return Question("outline.adjust", _slots(items), (*choices, *offer("one-step", "never-mind")), open=True)
        return Question("outline.heard", _slots(items), offer("agree", "adjust"), open=True)

    def answer(self, turn: Turn, aside: Aside, choice: Choice | None) -> bool:
        if turn.said.text.strip().isdecimal() and not aside.data.get("adjust"):
            return False  # the number of a step, not the place of a button
        wanted = _wanted(turn, aside) if choice is None else _pressed(turn, aside, choice)
        if wanted is not None:
            turn.heard("accepted", choice)
            rearrange(turn, aside, wanted)
            return True
        if choice is None and agrees_plainly(turn.said.text):
            choice = CHROME["agree"]
        elif choice is None:
            if not _says_no(turn.said.text):
                return False
            choice = CHROME["adjust"]
        turn.heard("accepted", choice)
        self._turn(turn, aside, choice)
        return True

    def _turn(self, turn: Turn, aside: Aside, choice: Choice) -> None:
        """Where a button leads that changes nothing by itself."""
        data: Mapping[str, Any] = aside.data
        if choice.id == "agree" and len(data["items"]) >= A_STORY and is_asked_after(turn):
            close_list(turn)
        elif choice.id == "agree" or (choice.id == "never-mind" and not data.get("of")):
            leave_aside(turn)
        elif choice.id == "words":
            turn.turn_to(Aside("menu-words", item=data["of"]))
        elif choice.id in ("adjust", "never-mind"):
            turn.turn_to(_with(aside, adjust=True, of=None))
        else:
            turn.turn_to(_with(aside, of=choice.id))

    def gives_way(self, turn: Turn) -> bool:
        """What is neither an answer nor a correction is a next step, or closes the list."""
        aside = turn.aside
        if turn.said.kind != "text" or aside is None or not turn.said.text.strip():
            return False
        text = turn.said.text
        if tells_no_more(text) and not means(text, "no"):
            return True
        if named(text, self.question(turn, aside).choices) is not None or text.strip().isdecimal():
            return False
        return _wanted(turn, aside) is None and not _says_no(text) and not agrees_plainly(text)


def agrees_plainly(text: str) -> bool:
    """Whether a reply to what was shown back says yes to it and no more: "jep", "zo is het"."""
    agreed = agrees(read(text))
    return says_it_is_right(text) or (agreed.yes is True and agreed.sure and not agreed.beside)


def rearrange(turn: Turn, aside: Aside, wanted: Rearrangement) -> None:
    """Put the steps right and show them again; a single one that is left needs no showing."""
    items = _items(turn, aside)
    if isinstance(wanted, Dropped):
        for place in wanted.places:
            drop_item(turn, items[place - 1])
    elif isinstance(wanted, Joined):
        _join(turn, [items[place - 1] for place in wanted.places])
    elif isinstance(wanted, Whole):
        _join(turn, items, str(aside.data["told"]).strip())
    else:
        aside = _split(turn, aside, items[wanted.place - 1])
    left = _items(turn, aside)
    if len(left) > 1:
        turn.turn_to(_with(aside, adjust=None, of=None))
    else:
        leave_aside(turn)


def _wanted(turn: Turn, aside: Aside) -> Rearrangement | None:
    items = _items(turn, aside)
    wanted = hear_rearrangement(turn.said.text, len(items))
    return _dropped_by_name(turn.said.text, items) if wanted is None else wanted


def _dropped_by_name(text: str, items: Sequence[Item]) -> Rearrangement | None:
    """The step that is said to be none, by its words: "maar die pijnstillers zijn geen stap"."""
    named = said_to_be_none(text)
    if named is None:
        return None
    choices = tuple(touchpoint_choice(item) for item in items)
    meant = read_reply(named, Asked("one", choices=choices))
    wanted = meant.act.choice if isinstance(meant.act, Answer) and meant.sure else None
    place = next((n for n, item in enumerate(items, 1) if item.id == wanted), None)
    return None if place is None else Dropped((place,))


def _pressed(turn: Turn, aside: Aside, choice: Choice) -> Rearrangement | None:
    """What a button puts right, of the step that was picked."""
    if choice.id == "one-step":
        return Whole()
    ids = [item.id for item in _items(turn, aside)]
    if aside.data.get("of") not in ids:
        return None
    place = ids.index(aside.data["of"]) + 1
    asked: Mapping[str, Rearrangement] = {
        "with-before": Joined((place - 1, place)),
        "drop": Dropped((place,)),
        "split": Split(place),
    }
    return asked.get(choice.id)


def _says_no(text: str) -> bool:
    """Whether words say no before anything else, so that they correct rather than go on."""
    first = text.replace(",", " ").split()[:1]
    return bool(first) and means(first[0], "no")


def _items(turn: Turn, aside: Aside) -> list[Item]:
    """The steps that were heard and still stand, in their order."""
    return [item for item in turn.story.items if item.id in aside.data["items"]]


def _slots(items: Sequence[Item]) -> Mapping[str, int | Several]:
    return {"number": len(items), "steps": Several(tuple(Words(item.words) for item in items), numbered=True)}


def _with(aside: Aside, **changes: object) -> Aside:
    data = {name: value for name, value in {**aside.data, **changes}.items() if value is not None}
    return Aside(aside.kind, aside.step, aside.item, data)


def _reword(turn: Turn, item: Item, words: str) -> None:
    before = turn.story.answer(item.step, item.id)
    turn.note(item.step, item.id, words, verbatim=words, supersedes=before.seq if before else None)


def _join(turn: Turn, items: Sequence[Item], words: str | None = None) -> None:
    """The first of these holds them all, in these words or in theirs one after another."""
    _reword(turn, items[0], ", ".join(item.words for item in items) if words is None else words)
    for item in items[1:]:
        drop_item(turn, item)


def _split(turn: Turn, aside: Aside, item: Item) -> Aside:
    """Two steps of one, the second right behind the first; unchanged where its words hold no two."""
    parts = split_in_two(item.words)
    if len(parts) < 2:
        turn.say("outline.not-two", {"step": Words(item.words)})
        return aside
    _reword(turn, item, parts[0])
    (added,) = add_items(turn, item.step, parts[1:])
    turn.note(item.step, added, item.id, kind="order", verbatim="")
    return _with(aside, items=[*aside.data["items"], added])


TYPE = HeardSteps()

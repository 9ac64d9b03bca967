"""A change of the play-back that is said in words: "step 3 was unpleasant after all", "step 2 must go", "a step is
missing".

Law: what is clear is done and said back; what is not opens the question or the menu that asks, and the words are kept.
A face is taken only where the words are one; nothing is left out but a step that is named.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reisleider.flows.dialogue.ask import offer_of
from reisleider.flows.dialogue.moves import ask_label, back_to_place, drop_item, new_item
from reisleider.flows.dialogue.recap import FELT
from reisleider.flows.dialogue.story.story import Item
from reisleider.flows.effects import Face, Words
from reisleider.flows.journey import Aside
from reisleider.flows.meaning.find import find_among
from reisleider.flows.outcomes import Taken
from reisleider.flows.questions import type_of
from reisleider.flows.steps import Step
from reisleider.flows.words.corrections import LAST, Correction, amiss, read_correction, says_away

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


def change_in_words(turn: Turn) -> bool:
    """Do, or ask, what a reply to the play-back says has to change; False where it says no such thing."""
    text = turn.said.text.strip()
    if turn.said.kind != "text" or not text:
        return False
    told = read_correction(text)
    meant = _meant(turn, told)
    if meant is not None:
        turn.heard("accepted")
        _change(turn, meant, told)
        return True
    if not amiss(text):
        return False
    turn.heard("accepted")
    if told.kind != "missing":
        turn.note(turn.interview.state, None, text, kind="remark")
        turn.turn_to(Aside("menu"))
    elif not told.named:
        turn.turn_to(Aside("menu-add"))
    else:
        item = new_item(turn)
        turn.note(turn.script.lists[0], item, told.named)
        turn.turn_to(Aside("position", turn.script.lists[0], item))
    return True


def _meant(turn: Turn, told: Correction) -> Item | None:
    """The step that is meant: by its number, or the one whose name the words hold or mean."""
    items = turn.story.items
    if told.number is not None:
        place = len(items) if told.number == LAST else told.number
        return items[place - 1] if 0 < place <= len(items) else None
    if told.kind == "missing":
        return None
    found = find_among([item.words for item in items], told.rest)
    return None if found is None else items[found]


def _change(turn: Turn, item: Item, told: Correction) -> None:
    if _names_label(turn, item, told):
        ask_label(turn, item.id)
        return
    if told.kind == "away" and (_beside_name(item, told) or says_away(item.words)):
        turn.turn_to(Aside("leave-out"))
        return
    if told.kind == "away":
        drop_item(turn, item)
        turn.say("removed", {"step": Words(item.words)})
        back_to_place(turn)
        return
    felt = _felt(turn, item)
    if felt is None or not told.rest:
        turn.turn_to(Aside("menu-item", item=item.id))
        return
    score = _score(turn, felt, item, told)
    turn.keep(aside=None)
    if score is None:
        turn.note(felt.id, item.id, turn.said.text.strip(), kind="remark")
        turn.jump(felt.id, item.id)
        turn.ask()
        return
    before = turn.story.answer(felt.id, item.id)
    turn.note(felt.id, item.id, score, supersedes=before.seq if before is not None else None)
    turn.say("changed.face", {"step": Words(item.words), "face": Face(score)})
    back_to_place(turn)


def _names_label(turn: Turn, item: Item, told: Correction) -> bool:
    """Whether what was said of this step names the label that it stands under: it is not that one."""
    label, beside = turn.story.label_of(item.id), _beside_name(item, told)
    return label is not None and bool(beside) and find_among([*label.words.values()], beside) is not None


def _felt(turn: Turn, item: Item) -> Step | None:
    """The question that asked how this step was."""
    asked = (step for saves in FELT for step in turn.script.saving(saves))
    return next((step for step in asked if turn.story.applies(step, item.id)), None)


def _score(turn: Turn, felt: Step, item: Item, told: Correction) -> int | None:
    """The face that the words are, where they are one and nothing else."""
    said = replace(turn.said, text=_beside_name(item, told))
    outcome = type_of(felt.kind).parse(felt, offer_of(turn.story, felt, item.id), said)
    if not isinstance(outcome, Taken) or outcome.remark is not None or not isinstance(outcome.value, int):
        return None
    return outcome.value


def _beside_name(item: Item, told: Correction) -> str:
    """What was said beside the step's own name."""
    if told.number is not None:
        return told.rest
    return " ".join(word for word in told.rest.split() if find_among([item.words], word) is None)

"""Where an interview goes after something was answered or changed: on, back to its place, or to its end.

Law: every move follows the script's machine, through the turn; which question is open afterwards is put once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reisleider.flows.effects import End
from reisleider.flows.steps import REVIEW, is_item

if TYPE_CHECKING:
    from reisleider.flows.dialogue.turn import Turn


def end(turn: Turn, trigger: str) -> None:
    """Follow an edge to an ending and say goodbye."""
    walk = turn.move(trigger)
    turn.keep(ended_at=turn.now)
    turn.effects.append(End(walk.state))  # type: ignore[arg-type]  # an ending: every such edge leads to one


def move_on(turn: Turn) -> None:
    """Leave the step that was just answered and ask what comes next."""
    visit = (turn.interview.state, turn.interview.item)
    trail = turn.interview.trail
    turn.keep(aside=None, draft=None, trail=trail if trail[-1:] == (visit,) else (*trail, visit))
    turn.advance()
    turn.ask()


def settle_review(turn: Turn) -> None:
    """In the review, after a change: go where a question opened, or stay."""
    turn.keep(aside=None, draft=None)
    turn.advance()


def leave_aside(turn: Turn) -> None:
    """Back to the question that was open before."""
    turn.keep(aside=None)
    turn.ask()


def back_to_place(turn: Turn) -> None:
    """After a change made from the menu: stay, unless the place is gone or a question opened."""
    turn.keep(aside=None)
    if turn.interview.state == REVIEW:
        settle_review(turn)
        turn.ask()
    elif turn.story.applies(turn.step, turn.item):
        turn.ask()
    else:
        move_on(turn)


def new_item(turn: Turn) -> str:
    """An item id that was never used in this interview."""
    used = [int(a.item[1:]) for a in turn.interview.log if a.item is not None and is_item(a.item)]
    return f"i{max(used, default=0) + 1}"

"""What a team decided to do about its map, in the order in which it did.

Law: a row goes with its study; whoever asks to be forgotten is no owner any more, and no row knows their name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from reisleider.flows.acting.planned import Planned
from reisleider.storage import tables as t
from reisleider.storage.codec import dump, load
from reisleider.storage.posts import ask_redraw
from reisleider.storage.writer import note_erased

_A = t.actions.c


def add_action(c: Connection, action: Planned) -> Planned:
    """Keep an action under the next number of its study; returns it with that number."""
    last = c.execute(select(func.max(_A.number)).where(_A.study == action.study)).scalar() or 0
    made = replace(action, number=last + 1)
    c.execute(insert(t.actions).values(**_row(made)))
    return made


def bring_actions(c: Connection, brought: Sequence[Planned]) -> None:
    """Write actions that were kept elsewhere, under the numbers that they have."""
    if brought:
        c.execute(insert(t.actions), [_row(one) for one in brought])


def keep_action(c: Connection, action: Planned) -> None:
    """Write what became of an action."""
    c.execute(update(t.actions).where(_one(action)).values(**_row(action)))


def actions_of(c: Connection, study: str) -> tuple[Planned, ...]:
    """The actions of a study, by their numbers."""
    return _read(c, _A.study == study)


def action_numbered(c: Connection, study: str, number: int) -> Planned | None:
    """The action of this number, or None."""
    return next(iter(_read(c, and_(_A.study == study, _A.number == number))), None)


def owned_by(c: Connection, account: tuple[str, str, str], study: str | None = None) -> tuple[Planned, ...]:
    """The actions that this account is to do, of one study or (None) of all."""
    return _read(c, _whose(account, study))


def studies_to_act_in(c: Connection, account: tuple[str, str, str]) -> tuple[str, ...]:
    """The ids of the studies of which this account is to do something."""
    return tuple(dict.fromkeys(one.study for one in owned_by(c, account)))


def forget_owner(c: Connection, account: tuple[str, str, str], study: str | None = None) -> int:
    """Take an owner's name off their actions, of one study or (None) of all; returns of how many."""
    mine = owned_by(c, account, study)
    for one in mine:
        _disown(c, one)
    return len(mine)


def forget_owners(c: Connection, study: str) -> None:
    """Take every owner's name off a study's actions: its people's words go."""
    for one in actions_of(c, study):
        if one.owner or one.account is not None:
            _disown(c, one)


def reword_actions(c: Connection, study: str, goes: Callable[[str], bool]) -> None:
    """Take a goal out of a study's actions whose words go; ``goes``: whether these do."""
    for one in actions_of(c, study):
        if one.serves and goes(one.serves):
            _unsay(c, replace(one, serves=""))


def erase_actions(c: Connection, study: str) -> None:
    """Erase a study's actions."""
    note_erased(c)
    c.execute(delete(t.actions).where(_A.study == study))


def _disown(c: Connection, one: Planned) -> None:
    _unsay(c, unowned(one))


def unowned(action: Planned) -> Planned:
    """An action that is nobody's: without whose it was, and what they said of it."""
    return replace(action, owner="", account=None, why="")


def _unsay(c: Connection, action: Planned) -> None:
    """Keep an action without something of it that goes, from posted maps too."""
    note_erased(c)
    keep_action(c, action)
    ask_redraw(c, action.study)


def _row(action: Planned) -> dict[str, object]:
    platform, tenant, account = action.account or (None, None, None)
    return {
        "study": action.study,
        "number": action.number,
        "platform": platform,
        "tenant": tenant,
        "account": account,
        "action": dump(action),
    }


def _one(action: Planned) -> ColumnElement[bool]:
    return and_(_A.study == action.study, _A.number == action.number)


def _whose(account: tuple[str, str, str], study: str | None) -> ColumnElement[bool]:
    platform, tenant, id = account
    mine = and_(_A.platform == platform, _A.tenant == tenant, _A.account == id)
    return mine if study is None else and_(mine, _A.study == study)


def _read(c: Connection, where: ColumnElement[bool]) -> tuple[Planned, ...]:
    rows = c.execute(select(t.actions).where(where).order_by(_A.study, _A.number))
    return tuple(load(Planned, row.action, f"action {row.study} {row.number}") for row in rows)

"""What colleagues wrote below posted maps, in the order in which they did.

Law: nothing that is compiled reads this; it goes with whoever wrote it, with its study, and when people's words go.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from reisleider.flows.comments import Comment
from reisleider.flows.messages import Address
from reisleider.storage import tables as t
from reisleider.storage.codec import read_time, say_time
from reisleider.storage.people import address_of, key_of
from reisleider.storage.writer import note_erased

_C = t.comments.c


def add_comment(c: Connection, comment: Comment) -> Comment:
    """Keep a comment under the next number of its study; returns it with that number."""
    last = c.execute(select(func.max(_C.number)).where(_C.study == comment.study)).scalar() or 0
    platform, tenant, account = comment.account
    row = {
        "study": comment.study,
        "number": last + 1,
        "address": key_of(comment.address),
        "below": comment.below,
        "ref": comment.ref,
        "platform": platform,
        "tenant": tenant,
        "account": account,
        "comment": {
            "touchpoint": comment.touchpoint,
            "label": comment.label,
            "name": comment.name,
            "words": comment.words,
        },
        "said_at": say_time(comment.said_at),
    }
    c.execute(insert(t.comments).values(**row))
    return replace(comment, number=last + 1)


def comments_of(c: Connection, study: str, here: Address | None = None) -> tuple[Comment, ...]:
    """The comments of a study, oldest first; ``here``: only those that were written there."""
    return _read(c, _C.study == study if here is None else and_(_C.study == study, _C.address == key_of(here)))


def comments_by(c: Connection, account: tuple[str, str, str], study: str | None = None) -> tuple[Comment, ...]:
    """Everything that an account wrote below maps, of one study or (None) of all."""
    return _read(c, _by(account, study))


def comment_numbered(c: Connection, study: str, number: int) -> Comment | None:
    """The comment of this number, or None."""
    return next(iter(_read(c, and_(_C.study == study, _C.number == number))), None)


def settle(c: Connection, comment: Comment, done_at: datetime | None) -> None:
    """A comment is done, or (None) open again."""
    c.execute(update(t.comments).where(_one(comment)).values(done_at=None if done_at is None else say_time(done_at)))


def drop(c: Connection, comment: Comment) -> None:
    """Throw a comment away."""
    note_erased(c)
    c.execute(delete(t.comments).where(_one(comment)))


def correct(c: Connection, here: Address, account: tuple[str, str, str], ref: str, words: str) -> bool:
    """Whoever wrote a comment wrote it anew, or (without words) took it back; whether there was one."""
    mine = [one for one in _read(c, and_(_C.address == key_of(here), _C.ref == ref)) if one.account == account]
    for one in mine:
        if not words:
            drop(c, one)
            continue
        note_erased(c)
        told = {"touchpoint": one.touchpoint, "label": one.label, "name": one.name, "words": words}
        c.execute(update(t.comments).where(_one(one)).values(comment=told))
    return bool(mine)


def forget_comments(c: Connection, account: tuple[str, str, str], study: str | None = None) -> int:
    """Erase what an account wrote below maps, of one study or (None) of all; returns how many comments went."""
    note_erased(c)
    return int(c.execute(delete(t.comments).where(_by(account, study))).rowcount)


def erase_comments(c: Connection, study: str) -> None:
    """Erase everything that was written below a study's maps."""
    note_erased(c)
    c.execute(delete(t.comments).where(_C.study == study))


def _one(comment: Comment) -> ColumnElement[bool]:
    return and_(_C.study == comment.study, _C.number == comment.number)


def _by(account: tuple[str, str, str], study: str | None) -> ColumnElement[bool]:
    platform, tenant, id = account
    mine = and_(_C.platform == platform, _C.tenant == tenant, _C.account == id)
    return mine if study is None else and_(mine, _C.study == study)


def _read(c: Connection, where: ColumnElement[bool]) -> tuple[Comment, ...]:
    rows = c.execute(select(t.comments).where(where).order_by(_C.study, _C.number))
    return tuple(
        Comment(
            study=row.study,
            number=row.number,
            touchpoint=str(row.comment["touchpoint"]),
            label=str(row.comment["label"]),
            address=address_of(row.address),
            below=row.below,
            ref=row.ref,
            account=(row.platform, row.tenant, row.account),
            name=str(row.comment["name"]),
            words=str(row.comment["words"]),
            said_at=read_time(row.said_at),
            done_at=None if row.done_at is None else read_time(row.done_at),
        )
        for row in rows
    )

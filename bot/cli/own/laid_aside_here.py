"""What could not be done, to be looked at, tried again or thrown away: updates, calls and jobs.

Law: shows ids, kinds and the names of what went wrong, nobody's words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reisleider.bot.cli.apps import inbox_command, jobs_command, outbox_command
from reisleider.bot.cli.surroundings import ConfigPath, Json, Language, desk_at, say_json
from reisleider.bot.clock import now
from reisleider.flows.faults import Fault

if TYPE_CHECKING:
    from reisleider.bot.terminal.desk import Desk

Id = Annotated[str, typer.Argument(help="cli.laid-id")]
NUMBER = 2**63  # numbers of rows stay below it


@inbox_command("list", help="cli.inbox-list")
def list_updates(as_json: Json = False, language: Language = None, config: ConfigPath = None) -> None:
    from reisleider.storage import queues  # noqa: PLC0415 - only here

    with desk_at(config, language) as desk:
        if as_json:
            say_json([{"key": one.key, "why": one.error} for one in desk.store.do(queues.parked)])
            return
        for one in desk.store.do(queues.parked):
            desk.say(f"{one.key}: {one.error}")


@inbox_command("retry", help="cli.inbox-retry")
def retry_updates(language: Language = None, config: ConfigPath = None) -> None:
    from reisleider.bot.commands.request import Host  # noqa: PLC0415 - only here
    from reisleider.bot.intake.dispatcher import retry_parked  # noqa: PLC0415 - only here
    from reisleider.bot.intake.route import converse  # noqa: PLC0415 - only here
    from reisleider.storage import queues  # noqa: PLC0415 - only here

    with desk_at(config, language) as desk:
        take = converse(Host(language=desk.config.bot.language))
        for one in desk.store.do(queues.parked):
            try:
                receipt = desk.store.do(partial(retry_parked, parked=one, take=take, now=now()))
            except Exception as fault:
                desk.say(desk.text("inbox.failed-again", update=one.key, why=type(fault).__name__))
                continue
            desk.say(f"{one.key}: {receipt.how}.")


@inbox_command("drop", help="cli.inbox-drop")
def drop_one_update(laid: Id, language: Language = None, config: ConfigPath = None) -> None:
    from reisleider.storage.parking import drop_update  # noqa: PLC0415 - only here

    with desk_at(config, language) as desk:
        _say_dropped(desk, laid, desk.store.do(lambda c: drop_update(c, laid)))


def _offer(command: Callable[..., Any], kind: str) -> None:  # Typer's own
    """The three commands for calls and for jobs, which are told apart by a number."""

    def list_laid(as_json: Json = False, language: Language = None, config: ConfigPath = None) -> None:
        from reisleider.storage import parking  # noqa: PLC0415 - only here

        listed = parking.parked_calls if kind == "outbox" else parking.parked_jobs
        with desk_at(config, language) as desk:
            found = desk.store.do(listed)
            if as_json:
                say_json([{"id": one.id, "what": one.what, "where": one.where, "why": one.why} for one in found])
                return
            for one in found:
                desk.say(f"{one.id}: {one.what}, {one.where}: {one.why}")

    def retry_laid(language: Language = None, config: ConfigPath = None) -> None:
        from reisleider.storage import parking  # noqa: PLC0415 - only here

        listed = parking.parked_calls if kind == "outbox" else parking.parked_jobs
        again = parking.retry_call if kind == "outbox" else parking.retry_job
        with desk_at(config, language) as desk:
            for one in desk.store.do(listed):
                desk.store.do(partial(again, row_id=one.id, now=now()))
                desk.say(desk.text("laid.again", id=str(one.id)))

    def drop_laid(laid: Id, language: Language = None, config: ConfigPath = None) -> None:
        from reisleider.storage import parking  # noqa: PLC0415 - only here

        drop = parking.drop_call if kind == "outbox" else parking.drop_job
        with desk_at(config, language) as desk:
            number = int(laid) if laid.isascii() and laid.isdecimal() and int(laid[:20]) < NUMBER else -1
            _say_dropped(desk, laid, desk.store.do(lambda c: drop(c, number)))

    command("list", help=f"cli.{kind}-list")(list_laid)
    command("retry", help=f"cli.{kind}-retry")(retry_laid)
    command("drop", help=f"cli.{kind}-drop")(drop_laid)


def _say_dropped(desk: Desk, laid: str, there: bool) -> None:
    if not there:
        raise Fault(desk.text("laid.none", id=laid))
    desk.say(desk.text("laid.dropped", id=laid))


_offer(outbox_command, "outbox")
_offer(jobs_command, "jobs")

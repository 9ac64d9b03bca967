"""The terminal's own commands for studies: made from a file, listed, moved, retained; and the database itself.

Law: what somebody told never leaves a study but in its archive; removing words asks first.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reisleider.bot.cli.apps import command, study_command
from reisleider.bot.cli.surroundings import ConfigPath, Json, Language, StudyId, Yes, desk_at, read_settings, say_json
from reisleider.bot.clock import now
from reisleider.flows.faults import StudyFault

if TYPE_CHECKING:
    from reisleider.bot.studies.archive_file import Brought
    from reisleider.storage.store import Connection


ForLine = Annotated[str, typer.Option("--for", help="cli.study-for")]


@study_command("list", help="cli.study-list")
def list_here(as_json: Json = False, language: Language = None, config: ConfigPath = None) -> None:
    from reisleider.storage import interviews, studies  # noqa: PLC0415 - only here

    listed = []
    with desk_at(config, language) as desk:
        for study in desk.store.do(studies.list_studies):
            found = desk.store.do(partial(interviews.interviews, study=study.id))
            finished = sum(one.state == "completed" for one in found)
            title = study.title.get(desk.language) or study.title[study.languages[0]]
            listed.append({"id": study.id, "title": title, "begun": len(found), "finished": finished})
            if as_json:
                continue
            desk.say(desk.text("study.line", study=study.id, title=title, finished=finished, begun=len(found)))
        if as_json:
            say_json(listed)


@study_command("new", help="cli.study-new")
def make_here(
    file: Annotated[Path, typer.Argument(help="cli.study-file")],
    line: ForLine = "",
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.serving.lines import circle_for  # noqa: PLC0415 - only here
    from reisleider.bot.studies.study_file import read_study_file  # noqa: PLC0415 - only here
    from reisleider.storage import studies  # noqa: PLC0415 - only here
    from reisleider.storage.installations import installations_of  # noqa: PLC0415 - only here

    study = read_study_file(file, now())
    with desk_at(config, language, create=True) as desk:
        if desk.store.do(lambda c: studies.load_study(c, study.id)) is not None:
            raise StudyFault(desk.text("cli.study-there", file=file, study=study.id))
        circle = circle_for(desk.config, line, lambda one: desk.store.do(lambda c: installations_of(c, one)))

        def make(c: Connection) -> None:
            studies.save_study(c, study)
            studies.set_circle(c, study.id, circle)

        desk.store.do(make)
        desk.say(desk.text("study.made", study=study.id))


@study_command("import", help="cli.study-import")
def bring_back(
    file: Annotated[Path, typer.Argument(help="cli.archive")],
    leads: Annotated[bool, typer.Option("--leads", help="cli.import-leads")] = False,
    line: ForLine = "",
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    from reisleider.bot.serving.lines import circle_for  # noqa: PLC0415 - only here
    from reisleider.bot.studies.archive_file import bring_study, read_json  # noqa: PLC0415 - only here
    from reisleider.storage.installations import installations_of  # noqa: PLC0415 - only here
    from reisleider.storage.studies import set_circle  # noqa: PLC0415 - only here

    with desk_at(config, language, create=True) as desk:
        try:
            archive = read_json(file)
        except (OSError, ValueError) as fault:
            raise StudyFault(desk.text("cli.no-archive", file=file)) from fault
        circle = circle_for(desk.config, line, lambda one: desk.store.do(lambda c: installations_of(c, one)))

        def bring(c: Connection) -> Brought:
            brought = bring_study(c, archive, now(), leads=leads)
            set_circle(c, brought.study.id, circle)
            return brought

        brought = desk.store.do(bring)
        desk.say(desk.text("study.imported", study=brought.study.id))
        if brought.left_out:
            desk.say(desk.text("study.imported-alone", n=brought.left_out))


@study_command("retain", help="cli.study-retain")
def retain_here(study: StudyId, yes: Yes = False, language: Language = None, config: ConfigPath = None) -> None:
    from reisleider.bot.jobs.retention import remove_words  # noqa: PLC0415 - only here

    with desk_at(config, language, sure=yes) as desk:
        found = desk.study(study)
        desk.agree(desk.text("study.retain-sure", study=study))
        count = remove_words(desk.store, found.id, now())
        desk.say(desk.text("study.retained", study=study, n=count))


@study_command("recount", help="cli.study-recount")
def recount_here(study: StudyId, language: Language = None, config: ConfigPath = None) -> None:
    from reisleider.storage import interviews, tallies  # noqa: PLC0415 - only here

    with desk_at(config, language) as desk:
        id = desk.study(study).id
        right = desk.store.do(lambda c: tallies.recount(c, id, interviews.interviews(c, id)))
        desk.say(desk.text("study.recounted" if right else "study.recount-mended", study=id))


@command(help="cli.migrate")
def migrate(
    to: Annotated[str | None, typer.Option("--to", help="cli.migrate-to")] = None,
    language: Language = None,
    config: ConfigPath = None,
) -> None:
    with desk_at(config, language, create=to is None) as desk:
        desk.say(desk.text("cli.migrated", file=desk.store.place))
    if to is None:
        return
    from reisleider.storage.moving import move  # noqa: PLC0415 - only here

    held = move(read_settings(config).storage.url, to)
    counts = {"studies": held.studies, "participants": held.participants, "answers": held.answers}
    desk.say(desk.text("cli.moved", **counts))

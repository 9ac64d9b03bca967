"""The facilitator's commands: the same words on every chat platform, for a study's leads and the admins.

Law: runs on the caller's connection and sends nothing itself; only leads of a study learn anything about it; what
erases asks again first. The command table is data: a command is a row, a function and its catalogue texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from reisleider.bot.adapters.platform import platform_of, private_chat
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.begin_study import begin_study
from reisleider.bot.commands.compare import begin_comparing
from reisleider.bot.commands.give_file import begin_giving, formats_in
from reisleider.bot.commands.living import WORDS as LIVING_WORDS
from reisleider.bot.commands.living import set_living
from reisleider.bot.commands.merge import begin_merging, press_merging
from reisleider.bot.commands.request import Asked, Host, slash, title_of
from reisleider.bot.commands.status import begin_status
from reisleider.bot.commands.trace import begin_tracing, give_own_data
from reisleider.bot.interviews.errands import Publish
from reisleider.bot.interviews.invite import LASTS, make_token, take_in
from reisleider.bot.maps.living_post import look_soon
from reisleider.bot.maps.publish import latest_map, persona_called
from reisleider.bot.studies.standing import TRACKS
from reisleider.flows.effects import Slot, Words
from reisleider.flows.journey import Persona, Study, Track
from reisleider.flows.meaning.find import find_on_map
from reisleider.flows.messages import Attachment, Button, Update
from reisleider.renderers.chat.why import explain
from reisleider.renderers.formats import FORMATS
from reisleider.renderers.picture.drawing.qr import draw_qr
from reisleider.renderers.words.catalog import gettext
from reisleider.renderers.words.own_words import shorten
from reisleider.storage import chats, people, studies
from reisleider.storage.archive import export_study
from reisleider.storage.forgetting import forget_participant
from reisleider.storage.store import Connection
from reisleider.storage.timers import set_timer

TRACK_WORDS: Mapping[str, Track] = {
    "customer": "customer",
    "customers": "customer",
    "klant": "customer",
    "klanten": "customer",
    "stakeholder": "stakeholder",
    "stakeholders": "stakeholder",
    "colleague": "stakeholder",
    "colleagues": "stakeholder",
    "collega": "stakeholder",
    "collega's": "stakeholder",
}
PREVIEW = ("preview", "voorbeeld", "--preview")
PERSONAL = ("personal", "persoonlijk")
MOST_LINKS = 20  # personal links at once


Act = Callable[[Asked, Study], None]


def run_command(c: Connection, update: Update, host: Host, now: datetime) -> Receipt:
    """Do what a command asks, or say kindly why not. The text is the command's words without its slash."""
    words = tuple(update.said.text.split())
    name = words[0].casefold().strip("?") if words else "help"
    name = OTHER_NAMES.get(name, name)
    asked = Asked(c, update, host, now, words[1:])
    if name == "help" or name not in (*COMMANDS, *ANYBODY):
        asked.say("lead.help" if name == "help" else "lead.unknown", {"command": slash(update)})
        return Receipt("accepted")
    if name in ANYBODY:
        ANYBODY[name](asked)
        return Receipt("accepted")
    study = _study_meant(asked, name)
    if study is not None:
        COMMANDS[name](asked, study)
    return Receipt("accepted")


def press(c: Connection, update: Update, host: Host, now: datetime) -> Receipt:
    """A button under one of our own messages: what it carries is a command, or taking part."""
    choice = update.said.choice or ""
    name, _, study_id = choice.partition(":")
    if name.startswith("m-"):
        return press_merging(c, update, host, now)
    asked = Asked(c, update, host, now, (study_id,))
    study = studies.load_study(c, study_id)
    if name == "join" and study is not None:
        told = take_in(c, study, "stakeholder", replace(update, address=asked.private, private=True), now)
        asked.say(told.key or "join.sent", {"study": Words(title_of(study, asked.language))})
        return Receipt("accepted")
    if name == "forget-me":
        asked.say("forget.done", {"n": _forget_here(asked)})
        return Receipt("accepted")
    if name == "never-mind":
        asked.say("never-mind")
        return Receipt("accepted")
    if study is None or not asked.may_lead(study.id):
        asked.say("lead.refused")
        return Receipt("refused")
    if name == "delete-now":
        asked.say("delete.done", {"study": Words(title_of(study, asked.language))})
        studies.delete_study(c, study.id)
    elif name in COMMANDS:
        COMMANDS[name](replace(asked, words=()), study)
    return Receipt("accepted")


def _study_meant(asked: Asked, name: str) -> Study | None:
    """The study a command is about: named in it, at home here, or the only one led; else a kind sentence."""
    c = asked.c
    named = studies.load_study(c, asked.words[0]) if asked.words else None
    if named is not None:
        if asked.may_lead(named.id):
            return named
        asked.say("lead.refused")
        return None
    here = studies.at_home(c, replace(asked.update.address, thread=None))
    mine = [id for id in here if asked.may_lead(id)] or list(studies.led_by(c, *asked.account))
    if not mine and asked.account in asked.host.admins:
        mine = [one.id for one in studies.list_studies(c)]
    if len(mine) == 1:
        return studies.load_study(c, mine[0])
    if not mine:
        asked.say("lead.refused" if here else "lead.none", {"command": slash(asked.update)})
        return None
    known = [study for id in mine if (study := studies.load_study(c, id)) is not None]
    buttons = [Button(f"{name}:{study.id}", title_of(study, asked.language)) for study in known[:10]]
    asked.say("lead.which", {}, [one for one in buttons if len(one.id.encode()) <= 60])
    return None


def _rest(asked: Asked, study: Study) -> tuple[str, ...]:
    return asked.words[1:] if asked.words[:1] == (study.id,) else asked.words


# --- the commands --------------------------------------------------------------------------------------


def _home(asked: Asked, study: Study) -> None:
    address = replace(asked.update.address, thread=None)
    studies.set_home(asked.c, study.id, address)
    chats.set_back(asked.c, address)
    if study.living:
        look_soon(asked.c, study.id, asked.now, timedelta())
    asked.say("home.set", {"study": Words(title_of(study, asked.language))})


def _map(asked: Asked, study: Study) -> None:
    words = [word.casefold() for word in _rest(asked, study)]
    if words[:1] and words[0] in LIVING_WORDS:
        set_living(asked, study, " ".join(words[1:2]))
        return
    home = studies.home_of(asked.c, study.id)
    here = replace(asked.update.address, thread=None)
    persona = _persona_in(asked, study)
    formats = formats_in(words)
    unknown = [
        word for word in words if word not in PREVIEW and not formats_in([word]) and persona_called(study, word) is None
    ]
    if unknown:
        asked.say(
            "map.unknown", {"words": Words(unknown[0]), "formats": ", ".join(FORMATS), "command": slash(asked.update)}
        )
        return
    if persona is not None and latest_map(asked.c, study.id) is None:
        asked.say("why.no-map", {"command": slash(asked.update)})
        return
    preview = any(word in PREVIEW for word in words)
    place = here if (here == home or home is None) and not preview else asked.private
    if formats:
        begin_giving(asked, study, formats, persona, place)
        return
    whose = "" if persona is None else persona.id
    set_timer(asked.c, Publish(study.id, place, asked.language, preview, whose), asked.now)
    asked.say("map.coming")


def _why(asked: Asked, study: Study) -> None:
    words = " ".join(_rest(asked, study))
    published = latest_map(asked.c, study.id)
    if published is None:
        asked.say("why.no-map", {"command": slash(asked.update)})
    elif not words:
        asked.say("why.what", {"command": slash(asked.update)})
    else:
        what = find_on_map(published, words)
        if what is None:
            asked.say("why.unknown", {"words": shorten(words)})
            return
        asked.post(asked.update.address, explain(published, what, asked.language))


def _compare(asked: Asked, study: Study) -> None:
    begin_comparing(asked, study, _rest(asked, study))


def _trace(asked: Asked, study: Study) -> None:
    begin_tracing(asked, study, " ".join(_rest(asked, study)))


def _invite(asked: Asked, study: Study) -> None:
    if study.closed_at is not None:
        asked.say("invite.closed")
        return
    if asked.update.mentions:
        _invite_colleagues(asked, study)
        return
    words = [word.casefold() for word in _rest(asked, study)]
    track = next((TRACK_WORDS[word] for word in words if word in TRACK_WORDS), None)
    if platform_of(asked.update.address.platform).invites_here and not words:
        button = Button(f"join:{study.id}", gettext(asked.language, "join.button"))
        message = asked.message("join.call", _names(study, asked.language), [button])
        asked.post(asked.update.address, replace(message, only_for=None))
        return
    if asked.host.link("") is None:
        asked.say("invite.no-link", {"platform": asked.host.through})
        return
    persona = _persona_in(asked, study)
    if any(word in PERSONAL for word in words):
        count = next((int(word) for word in words if word.isdecimal()), 1)
        _personal_links(asked, study, track or "customer", persona, max(1, min(count, MOST_LINKS)))
        return
    _open_link(asked, study, track or "customer", persona)


def _persona_in(asked: Asked, study: Study) -> Persona | None:
    """The persona that a command names, or None."""
    return next((one for word in _rest(asked, study) if (one := persona_called(study, word)) is not None), None)


def _names(study: Study, language: str) -> dict[str, Slot]:
    return {"study": Words(title_of(study, language)), "organisation": study.organisation, "lead": study.lead}


def _invite_colleagues(asked: Asked, study: Study) -> None:
    address = asked.update.address
    for account in asked.update.mentions:
        there = private_chat(address.platform, address.tenant, account)
        language, timezone = asked.update.known.get(account, (None, None))
        guest = replace(asked.update, address=there, author=account, private=True, language=language, timezone=timezone)
        take_in(asked.c, study, "stakeholder", guest, asked.now)
    count = len(asked.update.mentions)
    invited = {**study.invited, "stakeholder": study.invited.get("stakeholder", 0) + count}
    studies.save_study(asked.c, replace(study, invited=invited))
    asked.say("invite.sent", {"n": count})


def _personal_links(asked: Asked, study: Study, track: Track, persona: Persona | None, count: int) -> None:
    whose = None if persona is None else persona.id
    tokens = (make_token(asked.c, study, track, "personal", whose, asked.now) for _ in range(count))
    links = [str(asked.host.link(token)) for token in tokens]
    invited = {**study.invited, track: study.invited.get(track, 0) + count}
    studies.save_study(asked.c, replace(study, invited=invited))
    slots: dict[str, Slot] = {"n": count, "days": LASTS.days, "links": "\n".join(links)}
    asked.post(asked.private, replace(asked.message("invite.personal", slots), only_for=None))
    if not asked.update.private:
        asked.say("invite.in-private")


def _open_link(asked: Asked, study: Study, track: Track, persona: Persona | None) -> None:
    whose = None if persona is None else persona.id
    link = str(asked.host.link(make_token(asked.c, study, track, "open", whose, asked.now)))
    slots: dict[str, Slot] = {"link": link, "days": LASTS.days}
    picture = Attachment(f"{study.id}-qr.png", "image/png", draw_qr(link), link)
    message = replace(asked.message("invite.open", slots), attachments=(picture,), only_for=None)
    asked.post(asked.private, message)
    if not asked.update.private:
        asked.say("invite.in-private")


def _export(asked: Asked, study: Study) -> None:
    data = export_json(asked.c, study.id)
    file = Attachment(f"{study.id}.study.json", "application/json", data, study.id)
    message = replace(asked.message("export.done"), attachments=(file,), only_for=None)
    asked.post(asked.private, message)
    if not asked.update.private:
        asked.say("invite.in-private")


def export_json(c: Connection, study: str) -> bytes:
    """A study's whole archive, as a file."""
    return (json.dumps(export_study(c, study), ensure_ascii=False, indent=1) + "\n").encode()


def _close(asked: Asked, study: Study) -> None:
    if study.closed_at is None:
        studies.save_study(asked.c, replace(study, closed_at=asked.now))
    asked.say("close.done", {"study": Words(title_of(study, asked.language))})


def _delete(asked: Asked, study: Study) -> None:
    buttons = (
        Button(f"delete-now:{study.id}", gettext(asked.language, "delete.button")),
        Button("never-mind:", gettext(asked.language, "delete.keep")),
    )
    asked.say("delete.sure", {"study": Words(title_of(study, asked.language))}, buttons)


def _exclude(asked: Asked, study: Study) -> None:
    _set_excluded(asked, study, excluded=True)


def _include(asked: Asked, study: Study) -> None:
    _set_excluded(asked, study, excluded=False)


def _set_excluded(asked: Asked, study: Study, *, excluded: bool) -> None:
    code = next(iter(_rest(asked, study)), "")
    found = [one for one in people.participants(asked.c, study.id) if len(code) >= 4 and one.id.startswith(code)]
    if len(found) != 1:
        asked.say("exclude.unknown", {"command": slash(asked.update)})
        return
    people.save_participant(asked.c, replace(found[0], excluded=excluded))
    asked.say("exclude.done" if excluded else "include.done", {"code": Words(code)})


def _lead(asked: Asked, study: Study) -> None:
    leads = studies.leads_of(asked.c, study.id)
    if asked.update.mentions:
        platform, tenant, _ = asked.account
        new = [(platform, tenant, one) for one in asked.update.mentions if (platform, tenant, one) not in leads]
        studies.set_leads(asked.c, study.id, (*leads, *new))
        asked.say("lead.added", {"n": len(asked.update.mentions)})
        return
    link = asked.host.link(make_token(asked.c, study, "stakeholder", "lead", None, asked.now))
    if link is None:
        asked.say("invite.no-link", {"platform": asked.host.through})
        return
    asked.post(
        asked.private,
        replace(asked.message("lead.link", {"link": link, "platform": asked.host.through}), only_for=None),
    )


COMMANDS: Mapping[str, Act] = {
    "home": _home,
    "invite": _invite,
    "status": begin_status,
    "map": _map,
    "export": _export,
    "close": _close,
    "delete": _delete,
    "exclude": _exclude,
    "include": _include,
    "lead": _lead,
    "compare": _compare,
    "merge": begin_merging,
    "trace": _trace,
    "why": _why,
}
OTHER_NAMES: Mapping[str, str] = {"waarom": "why", "hulp": "help"}


# --- what anybody may ask ------------------------------------------------------------------------------


def _forget(asked: Asked) -> None:
    buttons = (
        Button("forget-me:", gettext(asked.language, "forget.button")),
        Button("never-mind:", gettext(asked.language, "delete.keep")),
    )
    asked.say("forget.sure", {}, buttons)


def _forget_here(asked: Asked) -> int:
    count = 0
    for study in studies.list_studies(asked.c):
        for track in TRACKS:
            found = people.find_participant(asked.c, study.id, track, *asked.account)
            if found is not None:
                count += forget_participant(asked.c, found, asked.now)
    return count


ANYBODY: Mapping[str, Callable[[Asked], None]] = {
    "new": begin_study,
    "forget": _forget,
    "mydata": give_own_data,
}

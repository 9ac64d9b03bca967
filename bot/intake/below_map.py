"""A reply below a posted map that names a touchpoint: kept as a comment there.

Law: a reply that names none, to anything but a map, or by who hides their account, is left alone: people talk to each
other. It is never an answer.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from functools import cache

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.adapters.receipt import Receipt
from reisleider.bot.commands.request import Asked, Host
from reisleider.bot.maps.publish import published_map
from reisleider.flows.comments import Comment
from reisleider.flows.effects import Slot, Words
from reisleider.flows.gate.plain import seen
from reisleider.flows.journey_map import JourneyMap, MapTouchpoint
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.meaning.find import find_named, numbers_of
from reisleider.flows.messages import Button, Update
from reisleider.renderers.words.catalog import gettext, raw
from reisleider.renderers.words.labels import Labels
from reisleider.renderers.words.own_words import shorten
from reisleider.storage import posts, studies, versions
from reisleider.storage.codec import load
from reisleider.storage.comments import add_comment, correct
from reisleider.storage.store import Connection

BUTTON = 60  # bytes that a button can carry everywhere


def take_comment(c: Connection, update: Update, host: Host, now: datetime) -> Receipt | None:
    """Keep what was written below a map, or correct it; None where it is no comment. A mention of us in the thread
    (a command that is none) is a reply too."""
    said, here = update.said, platform_of(update.address.platform).place(update.address)
    words = seen(said.text)
    if update.private or not update.author or said.forwarded or not said.ref:
        return None
    if said.kind == "edit":
        return Receipt("accepted") if correct(c, here, update_account(update), said.ref, words) else None
    if not words:
        return None
    below = said.reply_to or (update.address.thread if here != update.address else None)
    post = posts.post_shown(c, here, below) if below and said.kind in ("text", "command") else None
    study = None if post is None else studies.load_study(c, post.study)
    if post is None or below is None or study is None or study.words_gone_at is not None:
        return None
    shown = _shown(c, post)
    meant = None if shown is None else _meant(shown, words)
    if meant is None:
        return None
    label = shorten(Labels(post.language).pick(meant.label))
    account = update_account(update)
    kept = add_comment(
        c, Comment(study.id, 0, meant.id, label, here, below, said.ref, account, seen(update.name), words, now)
    )
    _acknowledge(Asked(c, update, host, now, about=study), kept, post.language)
    return Receipt("accepted")


def update_account(update: Update) -> tuple[str, str, str]:
    """Who wrote."""
    return (update.address.platform, update.address.tenant, update.author)


def _shown(c: Connection, post: posts.Post) -> JourneyMap | None:
    """The map that a post shows."""
    if post.map is not None:
        return load(JourneyMap, post.map, "post")
    version = versions.version_of(c, post.study, None, post.version)
    return None if version is None else published_map(c, post.study, version)


def _meant(journey_map: JourneyMap, words: str) -> MapTouchpoint | None:
    """The touchpoint that is named by its number on the map, else by its name."""
    number = _number().search(words)
    if number is not None:
        return numbers_of(journey_map).get(int(number[1] or number[2]))
    return find_named(journey_map, words)


@cache
def _number() -> re.Pattern[str]:
    """ "3: ..." at the beginning, "#3", or "nr 3" in any language: a bare number may count anything."""
    names = {name for language in LANGUAGES for name in raw(language, "word.comments-number").split(", ")}
    before = "|".join(re.escape(one) for one in sorted(names))
    return re.compile(rf"(?:^#?|#)(\d{{1,3}})(?=\s*:)|(?:#|\b(?:{before})\.?\s*)(\d{{1,3}})\b", re.IGNORECASE)


def _acknowledge(asked: Asked, kept: Comment, language: str) -> None:
    """One short line below the map, with what can be done about it."""
    buttons = [
        Button(
            f"comment-{action}-{kept.number}.{kept.ref[-6:]}:{kept.study}",
            gettext(language, f"comments.{action}-button"),
        )
        for action in ("done", "drop")
    ]
    fitting = [one for one in buttons if len(one.id.encode()) <= BUTTON]
    slots: dict[str, Slot] = {"n": str(kept.number), "touchpoint": Words(kept.label)}
    message = replace(asked.message("comments.kept", slots, fitting), only_for=None)
    thread = asked.update.address.thread or kept.below
    asked.post(replace(kept.address, thread=thread), message)

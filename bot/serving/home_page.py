"""A person's own page on a platform that has one: the studies they lead, how far each is, and its map.

Law: shows a study to those who lead it alone.
"""

from __future__ import annotations

from reisleider.bot.adapters.platform import platform_of
from reisleider.bot.commands.request import title_of
from reisleider.bot.studies.standing import count_standing
from reisleider.flows.languages import LANGUAGES
from reisleider.flows.messages import Button, Message, Span
from reisleider.renderers.words.catalog import gettext
from reisleider.storage import studies
from reisleider.storage.store import Connection, Store


class HomePage:
    """Reads the page from the store; ``language`` where the person's own is not spoken."""

    def __init__(self, store: Store, language: str) -> None:
        self._store = store
        self._language = language

    async def show(self, platform: str, tenant: str, account: str, language: str) -> tuple[Message, ...]:
        """What this person's page shows: a head, and a card for every study."""
        spoken = language if language in LANGUAGES else self._language

        def read(c: Connection) -> tuple[Message, ...]:
            mine = studies.led_by(c, platform, tenant, account)
            return tuple(_card(c, id, spoken) for id in mine)

        cards = await self._store.read(read)
        key = "home.mine" if cards else "lead.none"
        words = gettext(spoken, key, command=platform_of(platform).command)
        return (Message((Span(words),), language=spoken), *cards)


def _card(c: Connection, id: str, language: str) -> Message:
    study = studies.load_study(c, id)
    assert study is not None
    counts = ", ".join(
        f"{gettext(language, f'track.{one.track}')} {one.finished}/{one.began}"
        for one in count_standing(c, study).tracks
    )
    text = (Span(title_of(study, language), "bold"), Span(f"\n{counts}"))
    return Message(text, (Button(f"map:{study.id}", gettext(language, "home.map")),), language=language)

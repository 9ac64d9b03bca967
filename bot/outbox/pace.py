"""How fast each platform may be written to, and when the next call to an address may go.

Law: limits are data of each platform, and hold for each bot alone; a call is told how long to wait, nobody is refused.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from reisleider.bot.adapters.platform import Limits, platforms
from reisleider.flows.messages import Address
from reisleider.storage.paces import Pace, keep_paces, server_time, take_paces
from reisleider.storage.people import line_of
from reisleider.storage.store import Connection

LIMITS: Mapping[str, Limits] = {one.name: one.limits for one in platforms() if one.limits is not None}


@dataclass
class Pacer:
    """Remembers what was sent where. Times are seconds of one monotonic clock; ``scale`` shrinks them in tests."""

    limits: Mapping[str, Limits] = field(default_factory=lambda: LIMITS)
    scale: float = 1.0
    _line: dict[str, float] = field(default_factory=dict)
    _chat: dict[Address, float] = field(default_factory=dict)
    _minute: dict[Address, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def reserve(self, address: Address, now: float) -> float:
        """Take the next free moment for a call to this address; returns how many seconds it is away."""
        limits = self.limits.get(address.platform)
        if limits is None:
            return 0.0
        place = Address(address.platform, address.tenant, address.chat)
        at = max(now, self._line.get(line_of(address), 0.0), self._after_burst(place, limits, now))
        if limits.group is not None and address.chat.startswith(limits.group_mark):
            at = max(at, self._after_minute(place, limits.group, now))
            self._minute[place].append(at)
        line = line_of(address)
        self._line[line] = max(at, self._line.get(line, 0.0)) + self.scale / limits.overall
        self._chat[place] = max(at, self._chat.get(place, 0.0)) + limits.apart * self.scale
        self._forget(now)
        return at - now

    def reserve_shared(self, c: Connection, address: Address) -> float:
        """``reserve``, where other programs write to the platform too: what was sent is what any of them sent."""
        bot, place = line_of(address), f"{address.platform}|{address.tenant}|{address.chat}"
        held, now = take_paces(c, (bot, place)), server_time(c)
        alone = Address(address.platform, address.tenant, address.chat)
        here = Pacer(self.limits, self.scale)
        if bot in held:
            here._line[bot] = held[bot].free_at
        if place in held:
            here._chat[alone] = held[place].free_at
            here._minute[alone].extend(held[place].sent_at)
        pause = here.reserve(address, now)
        kept = {bot: Pace(here._line[bot]), place: Pace(here._chat[alone], tuple(here._minute[alone]))}
        keep_paces(c, kept)
        return pause

    def _after_burst(self, place: Address, limits: Limits, now: float) -> float:
        """A chat may run ahead of its pace by ``burst`` calls."""
        return self._chat.get(place, now) - limits.apart * self.scale * (limits.burst - 1)

    def _after_minute(self, place: Address, most: int, now: float) -> float:
        sent, minute = self._minute[place], 60 * self.scale
        while sent and sent[0] <= now - minute:
            sent.popleft()
        return sent[-most] + minute if len(sent) >= most else now

    def _forget(self, now: float) -> None:
        if len(self._chat) > 10_000:
            self._chat = {place: until for place, until in self._chat.items() if until > now}
            self._minute = defaultdict(deque, {place: sent for place, sent in self._minute.items() if sent})

"""People who answer whatever the bot asks, on any platform, the same way every time.

Law: looks at words and buttons only, as a person would.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

STEPS = {
    "nl": ("zoeken op internet", "online geboekt", "naar het hotel"),
    "en": ("searched online", "booked online", "went to the hotel"),
}
OPEN = {
    "nl": "het duurde erg lang en niemand wist hoe het verder moest",
    "en": "it took very long and nobody knew how to go on from there",
}
LISTS = re.compile(r"stap voor stap|En toen\?|step by step|And then\?|Stap voor stap of|Step by step or")
OVER = re.compile(r"Dank je wel, dit was alles|Thank you, that was everything")
SKIPPED = ("Overslaan", "Skip")


@dataclass
class Teller:
    """One person's way of answering. ``says`` and ``presses`` do it; each returns when it was sent."""

    language: str
    says: Callable[[str], Awaitable[object]]
    presses: Callable[[str], Awaitable[object]]
    steps: list[str] = field(default_factory=list)
    did: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.steps = list(STEPS[self.language])

    async def answer(self, text: str, labels: Sequence[str]) -> None:
        """Answer one question."""
        real = [label for label in labels if label not in SKIPPED]
        if LISTS.search(text) and self.steps:
            await self._say(self.steps.pop(0))
        elif ticks := [label for label in real if label in ("Klaar", "Done")]:
            chosen = any(label.startswith("✓") for label in real)
            await self._press(ticks[0] if chosen or len(real) == 1 else real[0])
        elif real:
            first = any(word in text for word in ("Klopt dat?", "Is that right?", "meedoen?", "mee?", "take part?"))
            await self._press(real[0] if first else real[min(1, len(real) - 1)])
        else:
            await self._say(OPEN[self.language])

    async def _say(self, words: str) -> None:
        self.did.append(words)
        await self.says(words)

    async def _press(self, label: str) -> None:
        self.did.append(f"[{label}]")
        await self.presses(label)


View = Callable[[], tuple[int | str, str, Sequence[str]] | None]
"""What somebody sees last: the message's reference, its words, its buttons."""
Until = Callable[[Callable[[], bool]], Awaitable[None]]


async def tell_all(
    teller: Teller, view: View, until: Until, *, most: int = 120, after: int = 10_000, before: str | None = None
) -> None:
    """Answer until the bot says goodbye, ``after`` so many answers, or ``before`` a question with these words; fails
    when the bot falls silent."""
    seen: tuple[int | str, tuple[str, ...]] | None = None
    for count in range(most):

        def is_new(seen: tuple[int | str, tuple[str, ...]] | None = seen) -> bool:
            now = view()
            if now is None:
                return False
            return seen is None or now[0] != seen[0] or bool(now[2] and tuple(now[2]) != seen[1])

        if count >= after:
            return
        await until(is_new)
        shown = view()
        assert shown is not None
        if OVER.search(shown[1]) or (before is not None and before in shown[1]):
            return
        seen = (shown[0], tuple(shown[2]))
        await teller.answer(shown[1], shown[2])
    raise AssertionError(f"the interview does not end: {teller.did[-10:]}")

"""Random people: replies drawn from what is on offer, from hostile words and from commands.

Law: the same seed says the same; used to look at a script and to search it for dead ends.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from reisleider.bot.clock import now
from reisleider.bot.interviews.givens import givens_for
from reisleider.bot.transcripts.transcript import print_message, print_words
from reisleider.flows.dialogue import engine
from reisleider.flows.effects import Ask, Effect
from reisleider.flows.journey import Study
from reisleider.flows.messages import Said
from reisleider.flows.scripts.script import Script
from reisleider.renderers.chat.wording import word

MOST = 200  # replies; a person who dithers this long is cut off
WORDS = (
    "zoeken op internet",
    "online geboekt",
    "gebeld",
    "het duurde lang en niemand wist iets",
    "ok",
    "prima",
    "1",
    "2",
)


def reply(chance: random.Random, asked: Ask) -> Said:
    """A likely reply to a question: mostly a button, else words."""
    if asked.choices and chance.random() < 0.7:
        return Said("press", choice=chance.choice(asked.choices).id, turn=asked.turn)
    return Said("text", text=chance.choice(WORDS))


def last_question(effects: tuple[Effect, ...]) -> Ask | None:
    """The question that stands open after a turn, or None."""
    return next((one for one in reversed(effects) if isinstance(one, Ask)), None)


def simulate(script: Script, study: Study, language: str, seed: int) -> Iterator[str]:
    """One random interview as transcript lines."""
    chance = random.Random(seed)  # noqa: S311 - repeatable play, nothing secret
    givens = givens_for(study, script, f"simulated-{seed}")
    interview, effects = engine.begin(
        script, id="simulated", study=study.id, participant="simulated", language=language, givens=givens, now=now()
    )
    for _ in range(MOST):
        yield from (print_message(message) for message in word(effects, interview))
        asked = last_question(effects)
        if interview.ended or asked is None:
            return
        said = reply(chance, asked)
        yield f"> (press {said.choice})" if said.kind == "press" else print_words(said.text)
        interview, effects = engine.turn(script, interview, said, now())

"""How somebody of an example answers whatever is asked: from what they met and how it felt, and from nothing else.

Law: answers by the question's name as scripts have it; what it is not prepared for is skipped, as a person would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reisleider.bot.demo.field import Field, Spot, Teller, usual_word
from reisleider.bot.transcripts.acts import Act
from reisleider.flows.messages import Button

ASIDE, MINE = "aside", "meant-answer"
"""The name of a question that the bot asks in between, and the button that says that what was said was the answer."""
RECENCY = ("month", "half-year", "half-year", "year")
SO_SO, FINE = 2, 3
"""Faces from 0 to 4: the middle, and from which on something was good."""


@dataclass(frozen=True)
class Asked:
    """Somebody (the ``at``-th) before an open question: its step, the spot it is about, its buttons, the steps told so
    far. ``phases``: how the phase of each spot reads on a button, by the spot's id."""

    field: Field
    who: Teller
    at: int
    language: str
    phases: Mapping[str, str]
    step: str
    about: Spot | None
    buttons: Sequence[Button]
    told: Sequence[str]

    def press(self, id: str) -> Act | None:
        """Press the button of this choice; None where there is none."""
        found = next((one.id for one in self.buttons if one.id.rpartition(":")[2] == id), None)
        return None if found is None else Act("press", found)

    def labelled(self, *words: str) -> Act | None:
        """Press the button that reads so, whatever mark stands before it; None where there is none."""
        wanted = tuple(one.casefold() for one in words)
        found = next((one.id for one in self.buttons if one.label.casefold().endswith(wanted)), None)
        return None if found is None or not wanted else Act("press", found)

    def choose(self, key: str, default: str) -> Act | None:
        return self.press(self.who.chose.get(key, default))

    def figure(self, key: str, default: str) -> Act:
        return Act("say", self.who.chose.get(key, default))

    def says(self, key: str) -> Act | None:
        """What they have to say under this name, or else everybody of the example; None where nobody does."""
        return self.of(self.who.said.get(key) or self.field.said.get(key, {}))

    def of(self, texts: Mapping[str, str]) -> Act | None:
        return Act("say", texts[self.language]) if texts else None

    def step_of(self, key: str) -> Act | None:
        """Press the step of theirs that they would name under ``key``."""
        spot = self.meant(key)
        return None if spot is None else self.labelled(self.wording(spot))

    def meant(self, key: str) -> Spot | None:
        """The spot that they would name under ``key``."""
        return self.field.spots.get(self.who.chose.get(key, ""))

    def wording(self, spot: Spot) -> str:
        """What they call a spot: people differ in it, in turn."""
        names = spot.names[self.language]
        return names[self.at % len(names)]

    def face(self, spot: Spot | None) -> int:
        return SO_SO if spot is None else self.who.walk.get(spot.id, SO_SO)

    @property
    def spots(self) -> Sequence[Spot]:
        return [self.field.spots[id] for id in self.who.walk]

    def ranked(self) -> Sequence[Spot]:
        """Their spots, what they felt most about first; of two the worse."""
        return sorted(self.spots, key=lambda one: (-abs(self.face(one) - SO_SO), self.face(one)))


def answer(asked: Asked) -> Act:
    """What they do now."""
    if asked.step == ASIDE and asked.buttons:
        return asked.press(MINE) or Act("press", asked.buttons[0].id)
    how = (CUSTOMER if asked.who.track == "customer" else COLLEAGUE).get(asked.step)
    done = None if how is None else how(asked)
    return done or Act("say", usual_word("skip", asked.language))


def spot_called(words: str, field: Field, language: str) -> Spot | None:
    """The spot that somebody's step is, by what they called it; None where it is none of the example's."""
    told = words.casefold()
    return next(
        (one for one in field.spots.values() if told in {name.casefold() for name in one.names[language]}), None
    )


How = Callable[[Asked], Act | None]


def _next_step(asked: Asked) -> Act | None:
    """The step after those that were heard, however they were taken down."""
    if len(asked.told) == len(asked.spots):
        return asked.press("done")
    return Act("say", asked.wording(asked.spots[len(asked.told)]))


def _same(asked: Asked) -> Act | None:
    spot = asked.about
    names = () if spot is None else tuple(name for names in spot.names.values() for name in names)
    return asked.labelled(*names) or asked.press("different")


def _expectation(asked: Asked) -> Act | None:
    face = asked.face(asked.about)
    return asked.press("worse" if face < SO_SO else "better" if face > FINE else "same")


def _why(asked: Asked) -> Act | None:
    spot = asked.about
    return None if spot is None else asked.of(spot.good if asked.face(spot) > SO_SO else spot.bad)


def _mattered(asked: Asked) -> Act | None:
    """What they felt most about matters most; once that is chosen, what they felt least about the least."""
    shown = [act for spot in asked.ranked() if (act := asked.labelled(asked.wording(spot))) is not None]
    most = len(shown) == len(asked.buttons) and len(shown) > THREE
    return None if not shown else shown[0] if most else shown[-1]


THREE = 3


def _persona(asked: Asked) -> Act | None:
    place = int(asked.who.chose.get("persona", "0"))
    return Act("press", asked.buttons[place - 1].id) if place else asked.press("none")


def _several(asked: Asked) -> Act | None:
    return Act("say", ", ".join(asked.wording(spot) for spot in asked.ranked()[:THREE]))


def _roles(asked: Asked) -> Act | None:
    return Act("say", ", ".join(dict.fromkeys(asked.phases[spot.id] for spot in asked.spots)))


def _of_spot(get: Callable[[Asked, Spot], Act | None]) -> How:
    return lambda asked: None if asked.about is None else get(asked, asked.about)


def _choose(key: str, default: str) -> How:
    return lambda asked: asked.choose(key, default)


def _say(key: str, otherwise: str = "") -> How:
    return lambda asked: asked.says(key) or asked.press(otherwise)


def _step(key: str, otherwise: str = "") -> How:
    return lambda asked: asked.step_of(key) or asked.press(otherwise)


def _figure(key: str, default: str) -> How:
    return lambda asked: asked.figure(key, default)


def _remembered(asked: Asked) -> Act | None:
    return next((act for spot in asked.ranked() if (act := asked.labelled(asked.wording(spot)))), None)


CUSTOMER: Mapping[str, How] = {
    "consent": _choose("consent", "yes"),
    "last-time": lambda asked: asked.press(RECENCY[asked.at % len(RECENCY)]),
    "intent": _choose("intent", "first"),
    "trigger": _say("trigger"),
    "steps": _next_step,
    "complete": _choose("complete", "all"),
    "same-as": _same,
    "decided-at": _step("decided", "nothing"),
    "decider": _say("decider"),
    "role": _choose("role", "user"),
    "decided-with": lambda asked: asked.press("done") or asked.choose("with", "nobody"),
    "emotion": lambda asked: asked.press(f"f{asked.face(asked.about) + 1}"),
    "recommend": _figure("recommend", "7"),
    "recommend-why": _say("wish"),
    "channel": _of_spot(lambda asked, spot: asked.press(spot.channel)),
    "phase": _of_spot(lambda asked, spot: asked.labelled(asked.phases[spot.id])),
    "why-negative": _why,
    "why-positive": _why,
    "unanswered": _say("question", "none"),
    "unanswered-where": _step("asked"),
    "nearly-stopped": _step("nearly", "none"),
    "what-then": lambda asked: None if (spot := asked.meant("nearly")) is None else asked.of(spot.then),
    "aim": _say("aim"),
    "need-at": _of_spot(lambda asked, spot: asked.of(spot.need) or asked.press("none")),
    "expected": _say("expected"),
    "expectation": _expectation,
    "ease": lambda asked: asked.press(f"e{asked.face(asked.about) + 1}"),
    "restart": _remembered,
    "told-anyone": _choose("told", "no"),
    "elapsed": _choose("elapsed", "days"),
    "remembered": _remembered,
    "outcome": _choose("outcome", "done"),
    "end-emotion": lambda asked: asked.press(f"f{int(asked.who.chose.get('end', '3')) + 1}"),
    "importance": _mattered,
    "wish": _say("wish", "nothing"),
    "persona": _persona,
    "quotes": _choose("quotes", "yes"),
    "recontact": _choose("recontact", "yes"),
    "review": _choose("review", "right"),
}
COLLEAGUE: Mapping[str, How] = {
    "consent": _choose("consent", "yes"),
    "team": _choose("team", "other"),
    "other-team": _say("team"),
    "roles": _roles,
    "persona": lambda asked: asked.press("other") if not asked.who.chose.get("persona") else _persona(asked),
    "persona-goal": _say("persona-goal"),
    "contacts": _next_step,
    "designed": _choose("designed", "none"),
    "same-as": _same,
    "guess": _of_spot(lambda asked, spot: asked.press(f"f{spot.guess + 1}")),
    "certainty": _choose("certainty", "medium"),
    "basis": _choose("basis", "customers"),
    "channel": _of_spot(lambda asked, spot: asked.press(spot.channel)),
    "backstage": _of_spot(lambda asked, spot: asked.of(spot.behind)),
    "success": _of_spot(lambda asked, spot: asked.of(spot.good)),
    "measure": _of_spot(lambda asked, spot: asked.of(spot.measure) or asked.press("none")),
    "target": _of_spot(lambda asked, spot: Act("say", spot.target) if spot.target else asked.press("none")),
    "today": _of_spot(lambda asked, spot: Act("say", spot.today) if spot.today else asked.press("unknown")),
    "handover": _say("handover", "none"),
    "complaint": _say("complaint", "none"),
    "compliment": _say("compliment", "none"),
    "question": _say("question", "none"),
    "question-where": _step("asked"),
    "top-three": _several,
    "best": _step("best"),
    "least-well": _step("worst"),
    "improvement": _say("improvement"),
    "impact": _figure("impact", "4"),
    "effort": _figure("effort", "2"),
    "who": _say("who"),
    "who-else": _choose("else", "nobody"),
    "review": _choose("review", "right"),
}

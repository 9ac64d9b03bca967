"""Turns a turn's effects into messages: the echo, what is said and the question after it become one.

Law: chooses words, never what happens; the texts are a script's or a catalogue's, the own words are the person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reisleider.flows.effects import Ask, Choice, Effect, End, Face, Heard, Notify, Place, Say, Slot, Tell
from reisleider.flows.journey import Interview
from reisleider.flows.messages import Button, Message, Progress, Span
from reisleider.flows.steps import Step
from reisleider.renderers.words.catalog import SLOT, raw
from reisleider.renderers.words.own_words import capitalised, on_one_line, shorten
from reisleider.renderers.words.slots import FACES, as_sentence, fill_slots, in_language, read_slot

LABEL = 75  # Slack cuts a button's text off here; Telegram shows less, but keeps it
_SENTENCES = re.compile(r"[.?!…](?=\s|$)")


def word(effects: Sequence[Effect], interview: Interview) -> tuple[Message, ...]:
    """What to show for a turn's effects, in the interview's language.

    An echo, what is said and the question that follows are one message. Effects without words word nothing.
    """
    return tuple(_messages(effects, interview))


def word_notice(notice: Notify, language: str, slots: Mapping[str, Slot] | None = None) -> Message:
    """One sentence to a lead; ``slots`` are the study's own."""
    return Message((Span(_say(notice.key, {**(slots or {}), **notice.slots}, language)),), language=language)


def label_of(choice: Choice, language: str) -> str:
    """A choice as it is read on its button, whole: "😞 Heel vervelend", "Hoe het begon: we kregen vrij"."""
    name = raw(language, choice.key) if choice.key is not None else ""
    text = in_language(choice.text, language) if choice.text is not None else ""
    own = on_one_line(choice.words) if choice.words is not None else ""
    label = ": ".join(part for part in (name, text or own) if part)
    if choice.face is None or FACES[choice.face] in label:
        return label
    return f"{name}: {FACES[choice.face]}" if name else f"{FACES[choice.face]} {label}".strip()


def name_question(step: Step, language: str) -> str:
    """A question in a few words for who looks at the study as a whole: its last sentence, no one's words in it."""
    text = SLOT.sub("…", in_language(step.text, language)).strip()
    ends = [found.end() for found in _SENTENCES.finditer(text[:-1])]
    return shorten(text[ends[-1] :] if ends else text)


def _messages(effects: Sequence[Effect], interview: Interview) -> Iterator[Message]:
    language = interview.language
    said: list[str] = []
    asked = False  # one question per message: "which of the five faces comes closest?" stands for the one before it
    for effect in effects:
        if isinstance(effect, Heard) and effect.echo and effect.choice is not None:
            said.append(_echo(effect.choice, language))
        elif isinstance(effect, Say):
            said.append(_say(effect.key, {**interview.givens.slots, **effect.slots}, language))
            asked = asked or "?" in raw(language, effect.key)
        elif isinstance(effect, Tell):
            slots = {**interview.givens.slots, **effect.slots}
            said.append(fill_slots(in_language(effect.text, language), slots, language))
        elif isinstance(effect, Ask):
            yield _ask(effect, said, interview, asked)
            said, asked = [], False
        elif isinstance(effect, End):
            key = f"end.{effect.ending}.{interview.track}"
            said.append(_say(key, {**interview.givens.slots, **effect.slots}, language))
    if said:
        yield Message((Span(_join(said)),), interview=interview.id, language=language)


def _ask(ask: Ask, said: list[str], interview: Interview, asked: bool) -> Message:
    language = interview.language
    slots = {**interview.givens.slots, **ask.slots}
    if ask.key is not None:
        question = _say(ask.key, slots, language)
    else:
        question = fill_slots(in_language(ask.text or {}, language), slots, language)
    labels = [_button_label(choice, language) for choice in ask.choices]
    text = _join(said if asked else [*said, question])
    if any(_is_cut(choice) for choice in ask.choices):
        text += "\n\n" + "\n".join(f"{i}. {label_of(choice, language)}" for i, choice in enumerate(ask.choices, 1))
    return Message(
        (Span(text),),
        tuple(Button(choice.id, label, choice.face) for choice, label in zip(ask.choices, labels, strict=True)),
        interview.id,
        ask.turn,
        _progress(ask.place, language) if ask.place is not None else None,
        numbered=ask.numbered,
        language=language,
    )


def _say(key: str, slots: Mapping[str, Slot], language: str) -> str:
    n = slots.get("n", 1)
    text = raw(language, key, n if isinstance(n, int) else 1)
    return fill_slots(text, slots, language)


def _echo(choice: Choice, language: str) -> str:
    if choice.face is not None:
        return as_sentence(read_slot(Face(choice.face), language))
    label = shorten(label_of(choice, language))
    return as_sentence(capitalised(label, language))


def _button_label(choice: Choice, language: str) -> str:
    return shorten(("✓ " if choice.chosen else "") + label_of(choice, language), LABEL)


def _is_cut(choice: Choice) -> bool:
    """Whether a button cannot show all of somebody's words; a menu line that begins with its subject may be short."""
    told = (choice.words or "", *(choice.text or {}).values())
    return choice.key is None and any(len(on_one_line(one)) > LABEL for one in told)


def _join(parts: Sequence[str]) -> str:
    text = ""
    for part in (part for part in parts if part):
        rest = part[_overlap(text, part) :].lstrip() if text else part
        lines = "\n" in part or "\n" in text
        text = f"{text}\n\n{rest}" if text and lines else f"{text} {rest}".strip()
    return text


def _overlap(said: str, question: str) -> int:
    """How much of a question was said just before it: after "Aangepast: 2. geboekt." not again "2. geboekt."."""
    for end in (found.end() for found in _SENTENCES.finditer(question)):
        if said.endswith(f" {question[:end]}"):
            return end
    return 0


def _progress(place: Place, language: str) -> Progress:
    return Progress(place.part, place.parts, in_language(place.title, language), place.i, place.n)

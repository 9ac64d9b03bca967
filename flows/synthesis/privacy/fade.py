"""An interview without its words: what was chosen and counted stays, what was said goes.

Law: touchpoints keep the name they are given here, so that they stay the same touchpoints; everything else somebody
typed is gone, and nothing can be asked or corrected any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from reisleider.flows.journey import Answer, Interview, Label, Value
from reisleider.flows.questions import type_of
from reisleider.flows.scripts.script import Script

SPOKEN = ("probe", "remark", "file", "forwarded", "part")
"""Kinds of log lines that hold nothing but words."""


def without_words(
    script: Script, interview: Interview, names: Mapping[str, str], labels: Sequence[Label] = ()
) -> Interview:
    """The interview with its touchpoints called by ``names`` (item id -> name) and no other word of its respondent.

    Of the labels it was given those of a lead (``labels``) stay, without what others said for them; where a step was
    placed under another, that goes too, for its id is made of the words that somebody said.
    """
    stay = {label.id: frozenset(label.aliases) for label in labels}
    given = (one for one in interview.givens.labels if one.id in stay)
    return replace(
        interview,
        log=tuple(_lines(script, interview, names, stay.keys())),
        givens=replace(
            interview.givens,
            coverage={},
            usual={id: usual for id, usual in interview.givens.usual.items() if id in stay},
            labels=tuple(replace(one, aliases=tuple(filter(stay[one.id].__contains__, one.aliases))) for one in given),
        ),
        draft=None,
        aside=None,
        trail=(),
        picks=(),
        reacted=(),
        missed=(),
    )


def _lines(script: Script, interview: Interview, names: Mapping[str, str], labels: Collection[str]) -> Iterator[Answer]:
    for line in interview.log:
        if line.kind in SPOKEN or (line.kind == "placed" and line.value not in labels):
            continue
        value = _value(script, line, names, labels)
        gone = line.kind == "answer" and value is None
        yield replace(line, value=value, verbatim="", ref=None, kind="skipped" if gone else line.kind)


def _value(script: Script, line: Answer, names: Mapping[str, str], labels: Collection[str]) -> Value:
    """What a line may still hold: the item's name, a choice or a number; None where it was words."""
    if line.kind in ("order", "removed", "skipped", "placed"):
        return line.value
    if line.step not in script.places:
        return None
    step = script.step(line.step)
    if step.source == "labels" and line.value not in {*labels, *(one.id for one in step.options)}:
        return None
    return type_of(step.kind).without_words(line.value, names.get(line.item or ""))

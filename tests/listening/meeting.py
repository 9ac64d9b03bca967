"""Somebody is interviewed by the whole program but a chat platform: they read what is asked, and say what they would.

Law: what they say depends on what stands open, as it would with a person; what is counted is what they did and what
they saw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from person import Moment, Person
from playing import Stage

from reisleider.bot.transcripts.acts import Act
from reisleider.bot.transcripts.transcript import print_header, print_words
from reisleider.flows.dialogue.story.log import Log
from reisleider.flows.journey import Answer, Interview
from reisleider.flows.messages import Message
from reisleider.flows.scripts.script import load_script

MOST = 120  # messages; nobody stays as long


@dataclass(frozen=True)
class Reply:
    """One thing they did: at which moment, in which words, and what the bot said to it. ``again``: they had to say it
    once more, for the same question stood open. ``own``: it was no answer, but something of their own."""

    moment: Moment
    words: str
    heard: str
    typed: bool
    again: bool
    own: bool


@dataclass(frozen=True)
class Meeting:
    """A talk from beginning to end, as lines and as what was kept."""

    person: Person
    lines: tuple[str, ...]
    replies: tuple[Reply, ...]
    interview: Interview
    log: Log

    @property
    def lengths(self) -> dict[str, int]:
        """How long it took them: messages they sent, typed ones, and answers that had to be given again."""
        return {
            "messages": len(self.replies),
            "typed": sum(reply.typed for reply in self.replies),
            "asked-again": sum(reply.again for reply in self.replies),
        }

    @property
    def written(self) -> str:
        """The transcript, lengths first."""
        told = self.lengths
        header = {"script": self.person.script, "language": self.person.language, "who": self.person.who}
        counted = {name: str(count) for name, count in told.items()}
        return "\n".join([print_header({**header, **counted}), *self.lines]) + "\n"


def meet(person: Person, folder: Path) -> Meeting:
    """Interview somebody to the end of what they have to say."""
    script = load_script(person.script)
    stage = Stage(folder / f"{person.name}.db", person.study, script, person.language, person.name, reopen=False)
    stage.begin()
    with stage.store:
        lines = stage.new_lines()
        replies: list[Reply] = []
        for reply, said in _talk(stage, person):
            replies.append(reply)
            lines += [*print_words(reply.words).split("\n"), *said]
        interview = stage.interview()
    return Meeting(person, tuple(lines), tuple(replies), interview, Log(script, interview))


def _talk(stage: Stage, person: Person) -> Iterator[tuple[Reply, list[str]]]:
    """What they say and what is said to it, until the interview has ended."""
    said: Counter[Moment] = Counter()
    spoke: set[str] = set()
    interview = stage.interview()
    for _ in range(MOST):
        moment = moment_of(stage, interview)
        unasked = person.unasked_at(moment)
        own = unasked is not None and unasked not in spoke
        words = unasked if unasked is not None and own else _next_words(person, moment, said[moment])
        spoke.add(words)
        said[moment] += not own
        act = _act(words, stage.seat.open)
        stage.do(act)
        lines, before, interview = stage.new_lines(), interview, stage.interview()
        again = not own and not interview.ended and _asks_again(stage, before, interview)
        yield Reply(moment, words, "\n".join(lines), act.kind == "say", again, own), lines
        if interview.ended:
            return
    raise AssertionError(f"{person.name} is still being asked after {MOST} messages")


def moment_of(stage: Stage, interview: Interview) -> Moment:
    """What stands open now."""
    item = Log(stage.script, interview).item(interview.item)
    beside = interview.aside
    return Moment(interview.state, None if item is None else item.words, None if beside is None else beside.kind)


def _next_words(person: Person, moment: Moment, count: int) -> str:
    replies = person.replies(moment)
    if count < len(replies):
        return replies[count]
    raise AssertionError(f"{person.name} does not know what to say (any more) at: {moment}, said there: {replies}")


def _act(words: str, shown: Message | None) -> Act:
    """What they do: press the button that is called so, or type."""
    if not (words.startswith("[") and words.endswith("]")):
        return Act("say", words)
    labels = {button.label: button.id for button in (() if shown is None else shown.buttons)}
    fitting = [id for label, id in labels.items() if words[1:-1].casefold() in label.casefold()]
    assert fitting, f"no button {words} among {list(labels)}"
    return Act("press", fitting[0])


def _asks_again(stage: Stage, before: Interview, after: Interview) -> bool:
    """Whether the answer was not taken, and is asked for once more: as it was, or with its likely meaning."""
    if after.aside is not None and after.aside.kind == "meant":
        return True
    same = (before.state, before.item, before.aside) == (after.state, after.item, after.aside)
    return same and before.log == after.log and before.draft == after.draft


def moment_of_answer(met: Meeting, answer: Answer) -> Moment:
    """When an answer was given: the step, and what the item is called in the end."""
    item = met.log.item(answer.item)
    return Moment(answer.step, None if item is None else item.words)

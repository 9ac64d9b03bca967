"""A throw-away position that walks over a script's machine, one edge at a time.

Law: it answers the machine's guards and keeps the loop item in step with the state; it decides nothing else.
"""

from __future__ import annotations

from reisleider.flows.dialogue.story.story import Story
from reisleider.flows.scripts.script import EventData, Script


class Walk:
    """A position (state, item) that the machine moves. Costs nothing to keep: it is dropped after the turn."""

    __slots__ = ("item", "script", "state", "story")

    def __init__(self, script: Script, story: Story, state: str, item: str | None) -> None:
        self.script = script
        self.story = story
        self.state = state
        self.item = item

    def take(self, trigger: str, **about: object) -> bool:
        """Follow the edge that the trigger and the guards open; False where none does."""
        return bool(self.script.machine.events[trigger].trigger(self, **about))

    def more_items(self, event: EventData) -> bool:
        """Guard: the loop has an item after this one."""
        return self._beside(event, 1) is not None

    def fewer_items(self, event: EventData) -> bool:
        """Guard: the loop has an item before this one."""
        return self._beside(event, -1) is not None

    def wanted(self, event: EventData) -> bool:
        """Guard: this edge leads to the step that is to be edited."""
        return bool(event.kwargs["to"] == _ends(event)[1])

    def arrive(self, event: EventData) -> None:
        """Keep the item in step: the next or previous of the same loop, or the first or last of a new one."""
        if event.event.name == "edit":
            self.item = event.kwargs.get("item")
            return
        places = self.script.places
        source, dest = _ends(event)
        if dest not in places:
            self.item = None
            return
        loop = self.script.steps[places[dest]].loop
        if loop is None:
            self.item = None
            return
        onward = event.event.name == "next"
        if self.script.steps[places[source]].loop != loop:
            items = self.story.loop_items(loop)
            self.item = (items[0] if onward else items[-1]) if items else None
            return
        if onward and places[dest] <= places[source]:
            self.item = self._beside(event, 1)
        elif not onward and places[dest] >= places[source]:
            self.item = self._beside(event, -1)

    def _beside(self, event: EventData, way: int) -> str | None:
        loop = self.script.steps[self.script.places[_ends(event)[0]]].loop
        items = self.story.loop_items(str(loop))
        if self.item not in items:
            return None
        place = items.index(self.item) + way
        return items[place] if 0 <= place < len(items) else None


def _ends(event: EventData) -> tuple[str, str]:
    """The states an edge joins; transitions types them loosely, since an event may come before its edge."""
    edge = event.transition
    if edge is None:
        raise AssertionError("the machine called a guard outside an edge")
    return str(edge.source), str(edge.dest)

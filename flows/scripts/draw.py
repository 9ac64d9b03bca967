"""Draws a script's dialogue from its machine, as a Mermaid diagram.

Law: every edge drawn is an edge of the machine; edges that leave every state alike are drawn once.
"""

from __future__ import annotations

from collections.abc import Iterator

from reisleider.flows.scripts.script import REVIEW, Edge, Script, edges

ANYWHERE = ("stop", "withdraw", "expire")


def draw_script(script: Script) -> str:
    """The script as Mermaid ``flowchart`` text: blocks as boxes, steps in order, loops back."""
    return "\n".join(_lines(script))


def _lines(script: Script) -> Iterator[str]:
    yield "flowchart TD"
    for number, block in enumerate(script.blocks):
        yield f'  subgraph b{number}["{block.id}{" (rotating)" if block.rotating else ""}"]'
        for step in script.steps:
            if step.block == block.id:
                yield f'    {_name(step.id)}["{step.id}"]'
        yield "  end"
    for ending in ("completed", "declined", "stopped", "withdrawn", "expired"):
        yield f"  {_name(ending)}([{ending}])"
    yield f"  anywhere{{{{any step}}}} -- stop --> {_name('stopped')}"
    yield f"  anywhere -- withdraw --> {_name('withdrawn')}"
    yield f"  anywhere -- expire --> {_name('expired')}"
    yield f"  {_name(REVIEW)} -- edit --> anywhere"
    for edge in edges(script.outline):
        yield from _edge(script, edge)


def _edge(script: Script, edge: Edge) -> Iterator[str]:
    if edge.trigger in (*ANYWHERE, "edit", "previous"):
        return
    for source in edge.source if isinstance(edge.source, list) else [edge.source]:
        if edge.guard is not None:
            loop = script.step(source).loop
            yield f"  {_name(source)} -. next in {loop} .-> {_name(edge.dest)}"
        elif edge.trigger == "next":
            yield f"  {_name(source)} --> {_name(edge.dest)}"
        else:
            yield f"  {_name(source)} -- {edge.trigger} --> {_name(edge.dest)}"


def _name(id: str) -> str:
    return f"s_{id.replace('-', '_')}"

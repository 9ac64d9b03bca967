"""The rules of IEEE 1849-2016 (XES) that its schema holds, and those of its text that a schema cannot: a strict check.

Law: knows nothing of how the log was written; every rule broken is one sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from xml.etree import ElementTree as ET

SPACE = "{http://www.xes-standard.org/}"
ORDER = ("extension", "global", "classifier", "attribute", "trace", "event")
"""How the children of a log follow each other; those of a trace are its attributes, then its events."""
STANDARD = {
    "concept": ("http://www.xes-standard.org/concept.xesext", {"name": "string", "instance": "string"}),
    "lifecycle": (
        "http://www.xes-standard.org/lifecycle.xesext",
        {"model": "string", "transition": "string", "state": "string"},
    ),
    "time": ("http://www.xes-standard.org/time.xesext", {"timestamp": "date"}),
    "org": (
        "http://www.xes-standard.org/org.xesext",
        {"resource": "string", "role": "string", "group": "string"},
    ),
}
"""The standard's own extensions: their URI, and the keys that they define with their types."""
WHERE = {"time:timestamp": "event", "lifecycle:transition": "event", "lifecycle:model": "log"}
TRANSITIONS = (
    "schedule assign withdraw reassign start suspend resume pi_abort ate_abort complete autoskip manualskip unknown"
)
"""Those of the standard's own model of a life cycle."""
VALUES = {
    "string": re.compile(r"(?s).*"),
    "date": re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"),
    "int": re.compile(r"[+-]?\d{1,19}"),
    "float": re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|-?INF|NaN"),
    "boolean": re.compile(r"true|false|0|1"),
    "id": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    "list": re.compile(r"(?s).*"),
    "container": re.compile(r"(?s).*"),
}
"""The types of an attribute, and how a value of one is written (the lexical spaces of XML Schema)."""
NEEDS = {
    "log": {"xes.version", "xes.features"},
    "extension": {"name", "prefix", "uri"},
    "global": {"scope"},
    "classifier": {"name", "keys"},
    "trace": set(),
    "event": set(),
}
MAY = {"classifier": {"scope"}, "log": {"openxes.version"}}
TOKEN = re.compile(r"'[^']*'|\S+")


def faults_of(data: bytes) -> list[str]:
    """Every rule that a log breaks. Raises ParseError where it is no XML."""
    log = ET.fromstring(data)
    if log.tag != f"{SPACE}log":
        return [f"the root is {log.tag}, no log of XES"]
    return [*_elements(log), *_log(log), *_extensions(log), *_globals(log), *_classifiers(log)]


def _name(one: ET.Element) -> str:
    return one.tag.removeprefix(SPACE)


def _elements(log: ET.Element) -> Iterator[str]:
    for one in log.iter():
        name = _name(one)
        if one.text is not None and one.text.strip():
            yield f"{name} holds text beside its elements"
        if name in VALUES:
            yield from _attribute(one)
            continue
        if name not in NEEDS:
            yield f"{name} is no element of XES"
            continue
        given = set(one.attrib)
        if missing := NEEDS[name] - given:
            yield f"{name} lacks {sorted(missing)}"
        if more := given - NEEDS[name] - MAY.get(name, set()):
            yield f"{name} has {sorted(more)}, which XES does not know"
    for holder in (log, *log.iter(f"{SPACE}trace"), *log.iter(f"{SPACE}event"), *log.iter(f"{SPACE}global")):
        counted = Counter(one.attrib["key"] for one in holder if "key" in one.attrib)
        yield from (f"{_name(holder)} has the key {key} {n} times" for key, n in counted.items() if n > 1)


def _attribute(one: ET.Element) -> Iterator[str]:
    kind, key = _name(one), one.attrib.get("key", "")
    if set(one.attrib) != ({"key"} if kind in ("list", "container") else {"key", "value"}):
        yield f"{kind} {key} has {sorted(one.attrib)}"
    if not key or key != " ".join(key.split()):
        yield f"the key {key!r} is empty or holds a break"
    value = one.attrib.get("value", "")
    if not VALUES[kind].fullmatch(value):
        yield f"{key}: {value!r} is no {kind}"
    elif kind == "int" and not -(2**63) <= int(value) < 2**63:
        yield f"{key}: {value} does not fit a long"
    elif kind == "date":
        try:
            datetime.fromisoformat(value)
        except ValueError:
            yield f"{key}: there is no day {value}"
    for child in one:
        if _name(child) not in (*VALUES, "values"):
            yield f"{key} holds a {_name(child)}"


def _log(log: ET.Element) -> Iterator[str]:
    if not re.fullmatch(r"\d+(\.\d+)?", log.attrib.get("xes.version", "")):
        yield "xes.version is no decimal number"
    if not set(log.attrib.get("xes.features", "").split()) <= {"nested-attributes"}:
        yield "xes.features names what XES does not know"
    kinds = ["attribute" if _name(one) in VALUES else _name(one) for one in log]
    if any(one not in ORDER for one in kinds):
        yield "a log holds what it may not"
    elif kinds != sorted(kinds, key=ORDER.index):
        yield "the elements of the log are out of order"
    for trace in log.iter(f"{SPACE}trace"):
        inside = [_name(one) == "event" for one in trace]
        if inside != sorted(inside) or any(_name(one) not in (*VALUES, "event") for one in trace):
            yield "a trace holds anything but attributes and then events"
        yield from (
            "an event holds more than attributes"
            for event in trace.iter(f"{SPACE}event")
            if any(_name(one) not in VALUES for one in event)
        )
    nested = any(len(one) for one in log.iter() if _name(one) in VALUES and _name(one) not in ("list", "container"))
    if nested and "nested-attributes" not in log.attrib.get("xes.features", ""):
        yield "attributes are nested, and xes.features does not say so"


def _extensions(log: ET.Element) -> Iterator[str]:
    declared = {one.attrib.get("prefix", ""): one.attrib.get("uri", "") for one in log.findall(f"{SPACE}extension")}
    if len(declared) != len(log.findall(f"{SPACE}extension")):
        yield "two extensions have one prefix"
    for prefix, uri in declared.items():
        if not re.fullmatch(r"[A-Za-z_][\w.-]*", prefix) or not re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", uri):
            yield f"the extension {prefix!r} has no name or no address"
        if prefix in STANDARD and uri != STANDARD[prefix][0]:
            yield f"{prefix} is an extension of the standard at another address"
    for holder in log.iter():
        level = holder.attrib.get("scope", "") if _name(holder) == "global" else _name(holder)
        for one in holder:
            if ":" in one.attrib.get("key", ""):
                yield from _extended(one, level, declared)


def _extended(one: ET.Element, level: str, declared: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with an attribute of an extension that stands at a level of the log."""
    key = one.attrib["key"]
    prefix, _, name = key.partition(":")
    if prefix not in declared:
        yield f"{key}: the extension is not declared"
    elif prefix in STANDARD and STANDARD[prefix][1].get(name) != _name(one):
        yield f"{key} is no {_name(one)} of that extension"
    if WHERE.get(key, level) != level:
        yield f"{key} stands at a {level}"
    if key == "lifecycle:transition" and one.attrib.get("value", "") not in TRANSITIONS.split():
        yield f"{one.attrib.get('value')} is no transition of the standard's model"


def _globals(log: ET.Element) -> Iterator[str]:
    scopes = [one.attrib.get("scope", "") for one in log.findall(f"{SPACE}global")]
    if len(set(scopes)) != len(scopes) or not set(scopes) <= {"trace", "event"}:
        yield f"the globals are of {scopes}"
    for one in log.findall(f"{SPACE}global"):
        scope = one.attrib.get("scope", "")
        promised = {(_name(each), each.attrib.get("key", "")) for each in one}
        if not promised:
            yield f"the global of {scope} promises nothing"
        for holder in log.iter(f"{SPACE}{scope}"):
            given = {(_name(each), each.attrib.get("key", "")) for each in holder}
            yield from (f"a {scope} lacks {kind} {key}" for kind, key in sorted(promised - given))


def _classifiers(log: ET.Element) -> Iterator[str]:
    promised = {
        one.attrib.get("scope", ""): {each.attrib.get("key", "") for each in one}
        for one in log.findall(f"{SPACE}global")
    }
    names: set[tuple[str, str]] = set()
    for one in log.findall(f"{SPACE}classifier"):
        name, scope = one.attrib.get("name", ""), one.attrib.get("scope", "event")
        if scope not in ("trace", "event") or (scope, name) in names or not re.fullmatch(r"[\w.:-]+", name):
            yield f"the classifier {name!r} of {scope!r} has no name or scope of its own"
        names.add((scope, name))
        keys = [key.strip("'") for key in TOKEN.findall(one.attrib.get("keys", ""))]
        if not keys or not set(keys) <= promised.get(scope, set()):
            yield f"the classifier {name} goes by {keys}, which no global of {scope} promises"

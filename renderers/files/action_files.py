"""A study's actions as a CSV file that Jira, Trello or Microsoft Planner takes in: columns by the names that they know.

Law: columns are called as the program itself calls them, whatever the reader's language; a person's words are
neutralised, a day is a day. Somebody's name is a name: none of the three finds an account by it.

Jira maps columns by its fields' names and asks for a ``Summary`` (Atlassian, Importing data from CSV). Trello and
Planner write these columns in their own exports, and importers for them know those.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

from reisleider.flows.acting.planned import Planned
from reisleider.flows.journey import Texts
from reisleider.flows.messages import Attachment
from reisleider.renderers.files.cells import as_separated_text
from reisleider.renderers.words.labels import Labels

Row = Mapping[str, str]
ISO, AMERICAN = "%Y-%m-%d", "%m/%d/%Y"
JIRA_STATES = {"planned": "To Do", "doing": "In Progress", "done": "Done", "dropped": "Done"}
PLANNER_STATES = {"planned": "Not started", "doing": "In progress", "done": "Completed", "dropped": "Completed"}


def write_actions(
    kind: str, study: str, actions: Sequence[Planned], names: Mapping[str, Texts], language: str
) -> Attachment:
    """The actions that are not dropped as a file. ``kind``: one of ACTION_FILES; ``names``: what touchpoints are
    called, by id."""
    labels = Labels(language)
    rows = [ACTION_FILES[kind](one, _about(one, names, labels), labels) for one in actions if one.status != "dropped"]
    written = io.StringIO(newline="")
    table = csv.writer(written)
    header = list(ACTION_FILES[kind](_NONE, "", labels))
    table.writerow(header)
    table.writerows([as_separated_text(row[name]) for name in header] for row in rows)
    name = f"{study}-{kind}.csv"
    return Attachment(name, "text/csv", ("\ufeff" + written.getvalue()).encode(), name)


def _jira(one: Planned, about: str, labels: Labels) -> Row:
    return {
        "Summary": one.words,
        "Issue Type": "Task",
        "Status": JIRA_STATES[one.status],
        "Assignee": one.owner,
        "Due Date": _day(one.due, ISO),
        "Labels": "reisleider",
        "Description": _described(one, about, labels),
    }


def _trello(one: Planned, about: str, labels: Labels) -> Row:
    return {
        "Card Name": one.words,
        "Card Description": _described(one, about, labels),
        "Due Date": _day(one.due, ISO),
        "Members": one.owner,
        "Labels": about,
        "List Name": labels(f"action.{one.status}"),
    }


def _planner(one: Planned, about: str, labels: Labels) -> Row:
    return {
        "Task Name": one.words,
        "Bucket Name": about,
        "Progress": PLANNER_STATES[one.status],
        "Priority": "Medium",
        "Assigned To": one.owner,
        "Due Date": _day(one.due, AMERICAN),
        "Description": _described(one, about, labels),
    }


ACTION_FILES: Mapping[str, Callable[[Planned, str, Labels], Row]] = {
    "jira": _jira,
    "trello": _trello,
    "planner": _planner,
}
"""How an action is a row, by what takes it in."""


def _about(one: Planned, names: Mapping[str, Texts], labels: Labels) -> str:
    return labels.pick(names[one.touchpoint]) if one.touchpoint in names else ""


def _day(day: date | None, form: str) -> str:
    return "" if day is None else day.strftime(form)


def _described(one: Planned, about: str, labels: Labels) -> str:
    told = (about, labels("action.serves", goal=one.serves) if one.serves else "", one.why)
    return " · ".join(part for part in told if part)


_NONE = Planned("", 0, "", "", "", datetime.min.replace(tzinfo=UTC))  # of which only the columns' names are read

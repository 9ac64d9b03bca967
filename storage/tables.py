"""Every table on one screen.

Law: columns are portable; times are ISO 8601 text in UTC; answers are append-only, which the database itself
enforces: none changes, and none goes but with its whole interview.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    text,
)

AnyRow = Row[Any]  # SQLAlchemy gives a row no type of its columns

schema = MetaData()
ID = String(64)
WHEN = String(32)


def _index(name: str, *columns: str, rows: str) -> Index:
    """An index of these rows alone."""
    return Index(name, *columns, sqlite_where=text(rows), postgresql_where=text(rows))


studies = Table(
    "studies",
    schema,
    Column("id", ID, primary_key=True),
    Column("study", JSON, nullable=False),
    Column("home", JSON),
    Column("home_key", String(255), index=True),  # the home as other tables name a place
    Column("circle", ID, nullable=False, server_default=""),  # whose it is: see docs/architecture.md
)
leads = Table(
    "leads",
    schema,
    Column("study", ID, ForeignKey("studies.id"), primary_key=True),
    Column("platform", String(16), primary_key=True),
    Column("tenant", ID, primary_key=True),
    Column("account", ID, primary_key=True),
    Index("leads_by_account", "platform", "tenant", "account"),
)
participants = Table(
    "participants",
    schema,
    Column("id", ID, primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
    Column("participant", JSON, nullable=False),
)
accounts = Table(
    "accounts",
    schema,
    Column("participant", ID, ForeignKey("participants.id"), primary_key=True),
    Column("platform", String(16), primary_key=True),
    Column("tenant", ID, primary_key=True),
    Column("account", ID, primary_key=True),
    Index("accounts_by_account", "platform", "tenant", "account"),
)
focus = Table(
    "focus",
    schema,
    Column("address", String(255), primary_key=True),
    Column("interview", ID, nullable=False, index=True),
)
scripts = Table(
    "scripts",
    schema,
    Column("revision", String(16), primary_key=True),
    Column("name", ID, nullable=False),
    Column("source", Text, nullable=False),
)
interviews = Table(
    "interviews",
    schema,
    Column("id", ID, primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
    Column("participant", ID, ForeignKey("participants.id"), nullable=False, index=True),
    Column("script", ID, nullable=False),
    Column("revision", String(16), ForeignKey("scripts.revision"), nullable=False),
    Column("track", String(16), nullable=False),
    Column("givens", JSON, nullable=False),
    Column("language", String(8), nullable=False),
    Column("state", ID, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("place", JSON, nullable=False),
    Column("began_at", WHEN, nullable=False),
    Column("moved_at", WHEN, nullable=False),
    Column("ended_at", WHEN),
    Index("interviews_by_ending", "study", "track", "state", "participant"),
)
answers = Table(
    "answers",
    schema,
    Column("interview", ID, ForeignKey("interviews.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("step", ID, nullable=False),
    Column("item", ID),
    Column("kind", String(16), nullable=False),
    Column("value", JSON),
    Column("verbatim", Text, nullable=False),
    Column("said_at", WHEN, nullable=False),
    Column("supersedes", Integer),
    Column("ref", String(128)),
    Column("turn", Integer, nullable=False),
)
erasing = Table(  # whose answers may be deleted, within the transaction that does so
    "erasing",
    schema,
    Column("interview", ID, primary_key=True),
)
tallies = Table(  # how often each wording was told at a step of a study's script, and (step "") each block asked
    "tallies",
    schema,
    Column("study", ID, primary_key=True),
    Column("script", ID, primary_key=True),
    Column("step", ID, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Index("tallies_most", "study", "script", "step", "times", "what"),
)
inbox = Table(
    "inbox",
    schema,
    Column("key", String(255), primary_key=True),
    Column("taken_at", WHEN, nullable=False),
    Column("parked", JSON),
    Column("error", Text),
    Index("inbox_taken", "taken_at"),
    _index("inbox_parked", "taken_at", "key", rows="error IS NOT NULL OR parked IS NOT NULL"),
)
outbox = Table(
    "outbox",
    schema,
    Column("id", Integer, primary_key=True),
    Column("address", String(255), nullable=False),
    Column("operation", String(16), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("parent", Integer),
    Column("interview", ID),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", WHEN, nullable=False),
    Column("answer", JSON),
    Column("error", Text),
    Column("turn", Integer),
    Column("made_at", WHEN),
    Column("question", Integer),  # the call that put what this one answers
    Column("shown", String(255)),  # the reference of what it showed
    Column("head", ID),  # its line, where nothing earlier waits for its address: the database's to say
    Index("outbox_waiting", "state", "address", "id"),
    Index("outbox_questions", "interview", "turn"),
    _index("outbox_heads", "head", "due_at", rows="head IS NOT NULL"),
    Index("outbox_shown", "address", "shown"),
    _index("outbox_below", "parent", rows="parent IS NOT NULL"),
    _index("outbox_old", "due_at", rows="state != 'waiting'"),
)
chats = Table(  # where an interview takes place, and who speaks there
    "chats",
    schema,
    Column("interview", ID, primary_key=True),
    Column("address", String(255), nullable=False, index=True),
    Column("account", ID, nullable=False),
)
fragments = Table(  # messages that arrived in one burst and are to be one answer
    "fragments",
    schema,
    Column("interview", ID, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("ref", String(128)),
)
invites = Table(  # by the hash of their token; the token itself is kept nowhere
    "invites",
    schema,
    Column("hash", String(64), primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
    Column("script", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("persona", ID),
    Column("made_at", WHEN, nullable=False),
    Column("expires_at", WHEN, nullable=False),
    Column("used_at", WHEN),
)
drafts = Table(  # what a lead is in the middle of: a half-made study, a deletion to be confirmed
    "drafts",
    schema,
    Column("address", String(255), primary_key=True),
    Column("account", ID, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("draft", JSON, nullable=False),
    Column("moved_at", WHEN, nullable=False),
)
lead_talks = Table(  # conversations with who leads: no interviews
    "lead_talks",
    schema,
    Column("id", ID, primary_key=True),
    Column("address", String(255), nullable=False),
    Column("account", ID, nullable=False),
    Column("script", ID, nullable=False),
    Column("asked_at", String(255), nullable=False),
    Column("talk", JSON, nullable=False),
    Column("moved_at", WHEN, nullable=False),
    Index("lead_talks_begun", "address", "account", "script"),
)
rounds = Table(  # in which colleagues weigh what the map shows; outcome: once it is closed
    "rounds",
    schema,
    Column("study", ID, ForeignKey("studies.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("opened_at", WHEN, nullable=False),
    Column("closed_at", WHEN),
    Column("things", JSON, nullable=False),
    Column("outcome", JSON),
    Column("calls", JSON, nullable=False),  # where the outcome stands, as of posts
)
ballots = Table(  # the talks of an open round; none outlives it
    "ballots",
    schema,
    Column("id", ID, primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("address", String(255), nullable=False),
    Column("account", ID, nullable=False),
    Column("cast_yet", Integer, nullable=False),
    Column("talk", JSON, nullable=False),
    Column("moved_at", WHEN, nullable=False),
    Index("ballots_of_round", "study", "number"),
    Index("ballots_by_account", "account"),
)
away = Table(  # addresses that cannot be written to now
    "away",
    schema,
    Column("address", String(255), primary_key=True),
    Column("reason", String(64), nullable=False),
    Column("since", WHEN, nullable=False),
)
timers = Table(
    "timers",
    schema,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("subject", ID, nullable=False, index=True),
    Column("fence", Integer, nullable=False),
    Column("due_at", WHEN, nullable=False, index=True),
    Column("data", JSON),
    Column("failed", Integer, nullable=False, server_default="0"),  # how often
    Column("parked", Text),  # why it was laid aside; none of these rings
    _index("timers_parked", "parked", rows="parked IS NOT NULL"),
)
installations = Table(  # workspaces that installed the app themselves; held: what lets us in, nothing once it is gone
    "installations",
    schema,
    Column("platform", String(16), primary_key=True),
    Column("tenant", ID, primary_key=True),
    Column("held", JSON),
    Column("since", WHEN, nullable=False),
)
installing = Table(  # who is just doing so, by the hash of their state
    "installing",
    schema,
    Column("hash", String(64), primary_key=True),
    Column("expires_at", WHEN, nullable=False),
)
keys = Table(  # what this installation signs with
    "keys",
    schema,
    Column("name", ID, primary_key=True),
    Column("secret", String(128), nullable=False),
)
blobs = Table(
    "blobs",
    schema,
    Column("digest", String(64), primary_key=True),
    Column("name", String(255), nullable=False),
    Column("mime", String(128), nullable=False),
    Column("data", LargeBinary, nullable=False),
)
versions = Table(
    "versions",
    schema,
    Column("study", ID, ForeignKey("studies.id"), primary_key=True),
    Column("persona", ID, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("published_at", WHEN, nullable=False),
    Column("respondents", JSON, nullable=False),
    Column("map", JSON, nullable=False),
)
ledgers = Table(  # who stood behind what went out, as tokens; and the maps that did last: everyone's ("") and personas'
    "ledgers",
    schema,
    Column("study", ID, primary_key=True),
    Column("ledger", JSON, nullable=False),
    Column("shown", JSON, nullable=False),
)
posts = Table(  # where maps stand in chats; each part's references are in the answer of its call, see outbox
    "posts",
    schema,
    Column("id", Integer, primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("persona", ID, nullable=False),
    Column("address", String(255), nullable=False, index=True),
    Column("language", String(8), nullable=False),
    Column("living", Integer, nullable=False),
    Column("posted_at", WHEN, nullable=False),
    Column("formats", JSON, nullable=False),
    Column("calls", JSON, nullable=False),
    Column("map", JSON),
)
overrides = Table(
    "overrides",
    schema,
    Column("id", Integer, primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
    Column("override", JSON, nullable=False),
    Column("made_by", ID, nullable=False),
    Column("made_at", WHEN, nullable=False),
)
glances = Table(  # what leads decided about what was said in an interview
    "glances",
    schema,
    Column("id", Integer, primary_key=True),
    Column("study", ID, ForeignKey("studies.id"), nullable=False, index=True),
    Column("interview", ID, ForeignKey("interviews.id"), nullable=False, index=True),
    Column("glance", JSON, nullable=False),
    Column("made_by", ID, nullable=False),
    Column("made_at", WHEN, nullable=False),
)
comments = Table(  # what colleagues wrote below posted maps: no answers, and compiled into nothing
    "comments",
    schema,
    Column("study", ID, ForeignKey("studies.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("address", String(255), nullable=False),
    Column("below", String(128), nullable=False),
    Column("ref", String(128), nullable=False),
    Column("platform", String(16), nullable=False),
    Column("tenant", ID, nullable=False),
    Column("account", ID, nullable=False),
    Column("comment", JSON, nullable=False),
    Column("said_at", WHEN, nullable=False),
    Column("done_at", WHEN),
    Index("comments_here", "address", "ref"),
    Index("comments_by_account", "platform", "tenant", "account"),
)
actions = Table(  # what a team decided to do about its map; the account: whose it is, where they can be written to
    "actions",
    schema,
    Column("study", ID, ForeignKey("studies.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("platform", String(16)),
    Column("tenant", ID),
    Column("account", ID),
    Column("action", JSON, nullable=False),
    Index("actions_by_account", "platform", "tenant", "account"),
)
offered = Table(  # the labels that a study's respondents may be offered, as they were last looked at
    "offered",
    schema,
    Column("study", ID, primary_key=True),
    Column("offered", JSON, nullable=False),
)
tombstones = Table(
    "tombstones",
    schema,
    Column("study", ID, primary_key=True),
    Column("participant", ID, primary_key=True),
    Column("forgotten_at", WHEN, nullable=False),
)
model_answers = Table(  # what a model answered, by a digest of what it was asked
    "model_answers",
    schema,
    Column("study", ID, primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("answer", JSON, nullable=False),
)
model_use = (
    Table(  # how often a model was asked about a study on its last day, and how often something of it was erased
        "model_use",
        schema,
        Column("study", ID, primary_key=True),
        Column("day", String(10), nullable=False),
        Column("requests", Integer, nullable=False),
        Column("erasures", Integer, nullable=False),
    )
)

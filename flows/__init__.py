"""The core: decides what is asked next and what the answers mean. Its nouns stand here; every room may use them.

Law: no await, no clock, no I/O but reading its own data files; no wording, no platform, no database.
"""

DOORS = (
    "comments",
    "effects",
    "evolve",
    "faults",
    "journey",
    "journey_map",
    "languages",
    "messages",
    "outcomes",
    "records",
    "shipped",
    "spreadsheet",
    "steps",
)

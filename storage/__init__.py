"""Memory: the only SQL. Synchronous functions that take a connection; transactions are the store's."""

DOORS = (
    "archive",
    "belongings",
    "blobs",
    "chats",
    "codec",
    "fading",
    "floor",
    "forgetting",
    "interviews",
    "invites",
    "operations",
    "overrides",
    "people",
    "posts",
    "queues",
    "store",
    "studies",
    "tables",
    "timers",
    "versions",
)

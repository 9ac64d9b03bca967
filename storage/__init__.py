"""Memory: the only SQL. Synchronous functions that take a connection; transactions are the store's."""

DOORS = ("archive", "belongings", "blobs", "chats", "codec", "fading", "floor", "forgetting", "interviews", "invites", "ledgers", "model_answers", "operations", "overrides", "people", "posts", "queues", "reading_model", "store", "studies", "tables", "timers", "versions")

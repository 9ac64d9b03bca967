"""Memory: the only SQL. Synchronous functions that take a connection; transactions are the store's."""

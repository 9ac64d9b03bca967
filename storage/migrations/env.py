"""What Alembic runs: the steps, on the connection and inside the transaction that ``storage.migrating`` opened.

Law: opens nothing and commits nothing.
"""

from alembic import context

from reisleider.storage.tables import schema

context.configure(connection=context.config.attributes["connection"], target_metadata=schema)
context.run_migrations()

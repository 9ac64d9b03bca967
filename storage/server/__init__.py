"""The database on a server, PostgreSQL: opened, asked, written by several programs at once."""

DOORS = ("complaints", "crew", "opening", "seat", "server_url")

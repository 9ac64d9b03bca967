"""The demo: a complete study played in front of the reader, by people who are transcripts in ``people``.

Law: everything goes through the dispatcher, engine, storage and outbox that the chat platforms use.
"""

DOORS = ("field", "show", "show_field", "simulate")

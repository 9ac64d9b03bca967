"""How a catalogue is written: what of gettext's .po format is read."""

DOORS = ("po_file",)

"""The full sheet: phases across, lanes down."""

"""The map as tables, for workbooks and for print."""

"""The map as a workbook."""

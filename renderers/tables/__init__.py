"""The map as tables, for workbooks and for print."""

DOORS = ("decisions", "map_table", "numbers", "table", "tables", "terms", "touchpoints")

"""Words in one language: catalogues, labels of a map, people's own words made safe to show."""

"""What the map tells beside its touchpoints: claims, priorities, routes, quotes, sayings, the inside view, its gaps."""

DOORS = (
    "claims",
    "measured",
    "measured_sheet",
    "priorities",
    "quotes",
    "routes",
    "said",
    "shared_ways",
    "tracks",
    "uncounted",
)

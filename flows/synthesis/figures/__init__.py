"""What the map tells beside its touchpoints: claims, priorities, routes, quotes, sayings, the inside view, its gaps."""

DOORS = (
    "claims",
    "drivers",
    "funnel",
    "glances",
    "measured",
    "measured_sheet",
    "peak_end",
    "priorities",
    "quotes",
    "routes",
    "said",
    "segments",
    "shared_ways",
    "tracks",
    "uncounted",
)

"""What the map tells beside its touchpoints: claims, priorities, routes, quotes, sayings, the inside view, its gaps."""

DOORS = ("claims", "glances", "priorities", "quotes", "routes", "said", "shared_ways", "tracks", "uncounted")

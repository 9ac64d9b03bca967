"""What the map tells beside its touchpoints: priorities, routes, quotes, what was said, the inside view, its gaps."""

DOORS = ("claims", "priorities", "quotes", "routes", "said", "shared_ways", "tracks", "uncounted")

"""What the map tells beside its touchpoints: priorities, routes, quotes, what was said, the inside view."""

"""Answers -> journeys -> one map: pure functions, reproducible, nothing edited in place."""

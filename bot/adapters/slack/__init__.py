"""Slack as a chat platform."""

DOORS = ("blocks", "manifest", "slack")

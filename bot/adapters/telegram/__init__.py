"""Telegram as a chat platform."""

DOORS = ("markup", "telegram")

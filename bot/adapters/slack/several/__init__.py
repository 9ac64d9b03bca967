"""Slack for several workspaces, each of which installs the app itself."""

DOORS = ("slack_app",)

"""The chat platforms, one package each, and what all of them are to the rest."""

DOORS = (
    "adapter",
    "button",
    "connected",
    "cut",
    "form",
    "installed",
    "link",
    "pictures",
    "platform",
    "receipt",
    "recordings",
    "section",
)

"""The map's icons as line drawings in a field of 24 by 24: channels, control, waiting, stars.

Law: drawn here for this product, stroked with round ends, each telling its meaning by shape alone.
"""

from __future__ import annotations

from collections.abc import Mapping

CHANNELS: Mapping[str, str] = {
    "website": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18ZM3 12h18M12 3c2.8 2.5 4 5.5 4 9s-1.2 6.5-4 9"
    "M12 3c-2.8 2.5-4 5.5-4 9s1.2 6.5 4 9",
    "app": "M8 2.5h8a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5h-8a1.5 1.5 0 0 1-1.5-1.5"
    "v-16a1.5 1.5 0 0 1 1.5-1.5ZM10.5 18.5h3",
    "phone": "M6.5 3.5l3 .5l1.2 4l-2 1.8a12 12 0 0 0 5.5 5.5l1.8-2l4 1.2l.5 3a2 2 0 0 1-2 2.5"
    "A15.5 15.5 0 0 1 4 5.5a2 2 0 0 1 2.5-2Z",
    "mail": "M4 5.5h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-16a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM3.5 7l8.5 6.5l8.5-6.5",
    "chat": "M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5h-8l-5 4v-4h-1a1.5 1.5 0 0 1"
    "-1.5-1.5v-9a1.5 1.5 0 0 1 1.5-1.5Z",
    "shop": "M4 10v10h16v-10M3 10l2-6h14l2 6a3 3 0 0 1-6 0a3 3 0 0 1-6 0a3 3 0 0 1-6 0ZM10 20v-5h4v5",
    "letter": "M6.5 3h7.5l4.5 4.5v13.5h-12ZM14 3v4.5h4.5M9.5 12h6M9.5 16h6",
    "site": "M6 21v-17.5h11.5l-2.5 4l2.5 4h-11.5",
    "home": "M3.5 11.5l8.5-7.5l8.5 7.5M6 9.5v10.5h12v-10.5M10 20v-5.5h4v5.5",
    "elsewhere": "M12 21.5c4.5-5 7-8.5 7-11.5a7 7 0 1 0-14 0c0 3 2.5 6.5 7 11.5ZM12 7.5a2.5 2.5 0 1 0 0 5"
    "a2.5 2.5 0 1 0 0-5Z",
}
CONTROL: Mapping[str, str] = {
    "partner": "M8.5 7.5a4.5 4.5 0 1 0 0 9h3M15.5 16.5a4.5 4.5 0 1 0 0-9h-3M9 12h6",
    "outside": "M13 4h-8a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-8M16 3h5v5M21 3l-9 9",
}
MEASURED = "M3.5 18a8.5 8.5 0 0 1 17 0M12 18l4.5-6M3.5 18h3M17.5 18h3M12 9.5v2.5"
WAIT = "M6 3h12M6 21h12M7.5 3v3c0 3 4.5 4 4.5 6s-4.5 3-4.5 6v3M16.5 3v3c0 3-4.5 4-4.5 6s4.5 3 4.5 6v3"
STAR = "M12 2.8l2.8 5.9l6.4.8l-4.7 4.4l1.2 6.4l-5.7-3.2l-5.7 3.2l1.2-6.4l-4.7-4.4l6.4-.8Z"


def channel_icon(channel: str | None, wait: bool) -> str | None:
    """The drawing for a touchpoint: waiting before channel; None where the channel is not known."""
    if wait:
        return WAIT
    return CHANNELS.get(channel, CHANNELS["elsewhere"]) if channel else None

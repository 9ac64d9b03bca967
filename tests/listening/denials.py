"""Words to put replies together from, and which replies with a denial in them agree all the same.

Law: what agrees though it denies is what was reviewed and listed (``agreeing``, ``agreed``, ``nameless``,
``unnamed``), and nothing else.
"""

from __future__ import annotations

from reisleider.flows.listening.typed.phrases import Book, kinds
from reisleider.flows.listening.typed.tokens import read
from reisleider.flows.words.vocabulary import lists

REVIEWED = ("agreeing", "agreed", "nameless", "unnamed")
WORDS = sorted(
    {word for name in ("yes", "no", "negations", "fillers", "filling", "contrast", "later") for word in kinds(name)}
)


def is_listed(reply: str) -> bool:
    """Whether no denial is left without the phrases that were reviewed: "geen probleem", "why not"."""
    reviewed = Book({"agrees": tuple(f"={phrase}" for name in REVIEWED for phrase in lists("listening")[name])})
    words, left = list(read(reply).words), []
    while words:
        ends = [end for end in range(1, len(words) + 1) if reviewed.find(words[:end], words[:end])]
        left += [] if ends else words[:1]
        words = words[max(ends, default=1) :]
    return not set(left) & kinds("negations")

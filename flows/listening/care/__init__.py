"""What somebody carries: a need, what weighs on them, and what they left unsaid."""

DOORS = ("helplines", "need", "passing", "reactions", "unsaid")

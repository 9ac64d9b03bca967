"""Which wordings are alike: a lexicon of concepts, likeness, clusters, and names looked up on a map."""

DOORS = (
    "alignment",
    "blend",
    "caution",
    "clusters",
    "concepts",
    "contrast",
    "course",
    "families",
    "find",
    "likeness",
    "ranking",
    "sentences",
)

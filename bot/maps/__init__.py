"""Maps compiled from storage, published as versions, posted and kept up to date."""

DOORS = (
    "folding",
    "living_post",
    "offering",
    "post",
    "publish",
    "redraw",
    "requoting",
    "taken_figures",
    "unseen",
    "workshop",
)

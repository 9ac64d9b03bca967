"""Maps compiled from storage, published as versions, posted and kept up to date."""

DOORS = ("living_post", "offering", "post", "publish", "redraw", "requoting", "taken_figures", "unseen", "workshop")

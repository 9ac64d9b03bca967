"""Words in one language: catalogues, labels of a map, people's own words made safe to show."""

DOORS = (
    "about_figures",
    "about_map",
    "about_own",
    "about_persona",
    "about_phase",
    "about_touchpoint",
    "about_weighed",
    "catalog",
    "dates",
    "drawable",
    "in_language",
    "labels",
    "own_words",
    "signs",
    "slots",
)

"""How it was, as words tell: a score, a grade, how it ended, how it compared with what was expected."""

DOORS = ("grades", "lexicon", "litotes", "signs", "turned_out", "valence")

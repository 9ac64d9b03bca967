"""The codebook: the names a study gives to touchpoints, the wordings placed under them, and who decided so."""

DOORS = ("codebook", "decisions", "placing")

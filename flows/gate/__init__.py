"""The gate: every value of a study passes one check of its own, however it arrives, and is told in one sentence."""

DOORS = ("places", "plain", "unfit", "values", "whole")

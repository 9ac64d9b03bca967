"""What people worded differently becomes one touchpoint, by meaning and by what a lead decided."""

DOORS = ("candidates", "cells", "merge", "names", "own_steps", "proposals")

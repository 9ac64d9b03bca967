"""One file per step, ``vNNNN_what.py``; a released step is never changed."""

DOORS = ()

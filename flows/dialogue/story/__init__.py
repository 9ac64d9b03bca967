"""What an interview says so far: the fold of its log, what words tell, which items loops go over, which steps apply."""

DOORS = ("loops", "story")

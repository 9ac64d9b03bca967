"""What typed words mean by themselves, whatever they answer: replies, cues of channel and phase."""

DOORS = ("chrome", "corrections", "cues", "halves", "offers", "replies", "vocabulary")

"""What typed words mean by themselves, whatever they answer: replies, durations, cues of channel and phase."""

DOORS = ("chrome", "corrections", "cues", "durations", "offers", "replies", "vocabulary")

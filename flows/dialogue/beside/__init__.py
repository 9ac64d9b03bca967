"""What is said to the bot instead of an answer: stop, later, hello, "who reads this?"; and what it says to that."""

DOORS = ("take",)

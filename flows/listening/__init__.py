"""What a reply means: an answer, or something said to the bot instead of one; read out of words, in every language.

Law: pure and conservative. Words are data (``flows/words``), grammar is code; what is unsure is asked back.
"""

DOORS = ("acts", "agreement", "learnt", "naming", "outline", "reader", "times", "traits")

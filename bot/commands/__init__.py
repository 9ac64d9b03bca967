"""What can be asked of the bot: in each room inside, one file per command, for every chat platform and a terminal."""

DOORS = (
    "answers",
    "begin_study",
    "carry_out",
    "command",
    "decision",
    "give_file",
    "living",
    "merge_review",
    "overview",
    "personas",
    "proposal",
    "request",
    "spoken",
    "table",
    "themselves",
)

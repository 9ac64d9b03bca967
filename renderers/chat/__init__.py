"""What stands in a chat: questions and answers worded, the post of a map, why, trace, comparison, status."""

DOORS = (
    "action_list",
    "comment_list",
    "comparison",
    "coverage",
    "details",
    "figure_list",
    "label_list",
    "post",
    "talk_list",
    "trace",
    "weighed",
    "why",
    "wording",
)

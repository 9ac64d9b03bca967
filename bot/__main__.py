"""``python -m bot`` and the console script ``reisleider``."""

import reisleider.bot.cli.behind_map
import reisleider.bot.cli.chats
import reisleider.bot.cli.merge_words  # noqa: F401 - the same
from reisleider.bot.cli.program import main

if __name__ == "__main__":
    main()

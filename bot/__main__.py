"""``python -m bot`` and the console script ``reisleider``."""

import bot.cli_chats
import bot.cli_map
import bot.cli_merge  # noqa: F401 - the same
from bot.cli import main

if __name__ == "__main__":
    main()

"""``python -m bot`` and the console script ``reisleider``."""

import bot.cli_chats  # noqa: F401 - its commands register themselves
from bot.cli import main

if __name__ == "__main__":
    main()

"""``python -m reisleider.bot`` and the console script ``reisleider``."""

from reisleider.bot.cli.program import main

if __name__ == "__main__":
    main()

"""Installs Reisleider in ``.venv`` for ``make``, and says what it is doing: a line per stage.

Law: the standard library alone, since nothing is installed yet; what is installed is what the locks name, by hash.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(".venv")
PYTHON = HERE / ("Scripts" if os.name == "nt" else "bin") / "python"
PIP = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
NEEDED = (3, 11)
WORDS = {
    "nl": {
        "python": "Een eigen Python in .venv",
        "libraries": "De bibliotheken van requirements.lock ophalen; de eerste keer duurt dat een minuut of twee",
        "tools": "Wat de tests nodig hebben ophalen, uit requirements-dev.lock",
        "unpacking": "uitpakken",
        "itself": "Reisleider zelf",
        "ready": "Klaar",
        "old": "Reisleider heeft minstens Python {needed} nodig en dit is {found}; kies een andere met make PYTHON=...",
        "failed": "Dat lukte niet; hierboven staat waarom. Daarna kun je hetzelfde nog eens typen.",
    },
    "en": {
        "python": "A Python of its own in .venv",
        "libraries": "Getting the libraries of requirements.lock; the first time takes a minute or two",
        "tools": "Getting what the tests need, from requirements-dev.lock",
        "unpacking": "unpacking",
        "itself": "Reisleider itself",
        "ready": "Ready",
        "old": "Reisleider needs Python {needed} or newer and this is {found}; choose another with make PYTHON=...",
        "failed": "That did not work; the reason stands above. After that you can type the same again.",
    },
}
SAY = WORDS["nl" if os.environ.get("REISLEIDER_BOT__LANGUAGE", "nl") == "nl" else "en"]


def main() -> None:
    """``install.py runtime``: what the program needs. ``install.py dev``: what its tests need, on top of that."""
    if sys.version_info < NEEDED:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(SAY["old"].format(needed=".".join(map(str, NEEDED)), found=found))
    if sys.argv[1:] == ["dev"]:
        print(SAY["tools"], flush=True)
        _pip("--require-hashes", "-r", "requirements-dev.lock")
        return
    print(f"1/3  {SAY['python']}", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", str(HERE)], check=False).returncode:  # noqa: S603 - our own words
        sys.exit(SAY["failed"])
    print(f"2/3  {SAY['libraries']}", flush=True)
    _pip("--require-hashes", "-r", "requirements.lock")
    print(f"3/3  {SAY['itself']}", flush=True)
    _pip("--no-deps", "--no-build-isolation", "--editable", ".")
    print(f"{SAY['ready']}\n", flush=True)


def _pip(*words: str) -> None:
    """Install, and count aloud where somebody looks; what pip says is shown only where it did not succeed."""
    count, said = 0, list[str]()
    with subprocess.Popen([*PIP, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:  # noqa: S603 - our own words
        for line in pip.stdout or ():
            said.append(line)
            if line.startswith("Collecting "):
                count += 1
                _tell(f"     {count}  {line.split()[1].split('=')[0]}")
            if line.startswith("Installing collected"):
                _tell(f"     {count}  {SAY['unpacking']}")
    _tell("")
    if pip.returncode:
        print("".join(said), file=sys.stderr)
        sys.exit(SAY["failed"])


def _tell(words: str) -> None:
    """One line that is written over, where it can be."""
    if sys.stdout.isatty():
        print(f"\r\x1b[K{words}", end="", flush=True)


if __name__ == "__main__":
    main()

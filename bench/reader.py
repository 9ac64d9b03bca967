"""What reading one reply costs, without the turn around it.

Run with ``make bench``. Target: at most 100 us median, over the replies of tests/listening/handed.tsv.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "listening")]

from score import STEPS, asked  # noqa: E402 - found by the path above

from reisleider.flows.listening.reader import read_reply  # noqa: E402 - as above
from reisleider.flows.listening.typed import tokens  # noqa: E402 - as above

TARGET, ROUNDS = 100, 10


def main() -> int:
    """Print the cost; 1 where it is above its target."""
    with (ROOT / "tests" / "listening" / "handed.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    replies = [(row["reply"], asked(row["question"] if row["question"] in STEPS else "open question")) for row in rows]
    best = [float("inf")] * len(replies)
    for _ in range(ROUNDS):
        tokens.read.cache_clear()  # a reply is read once; its words have been seen before
        for place, (reply, at) in enumerate(replies):
            began = time.perf_counter()
            read_reply(reply, at)
            best[place] = min(best[place], (time.perf_counter() - began) * 1e6)
    print(f"a reply read: median {median(best):.0f} us, 95th {quantiles(best, n=20)[-1]:.0f} us  (target {TARGET} us)")
    return int(median(best) > TARGET)


if __name__ == "__main__":
    sys.exit(main())

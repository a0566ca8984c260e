"""The command line of the benchmark."""

import argparse
import sys
from collections.abc import Callable, Iterator

from tests.bench import asking, identity, load, parsing, reading, soak, starting, talking, ticking
from tests.bench.machine import machine
from tests.bench.table import Row, table

Bench = Callable[..., Iterator[Row]]

SHORT: dict[str, Bench] = {
    "talking": talking.rows,
    "asking": asking.rows,
    "identity": identity.rows,
    "starting": starting.rows,
    "ticking": ticking.rows,
    "parsing": parsing.rows,
    "reading": reading.rows,
}
LONG: dict[str, Bench] = {"load": load.rows, "soak": soak.rows}


def main() -> None:
    """Run what is named, or all but the long ones, and print a table."""
    every = {**SHORT, **LONG}
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(every))
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that it runs")
    given = parser.parse_args()
    if unknown := set(given.names) - set(every):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(every)}")
    sys.stdout.write(f"{machine()}\n\n")
    rows: list[Row] = []
    for name in given.names or SHORT:
        for row in every[name](quick=given.quick):
            sys.stderr.write(f"{row.what}: {row.ours} {row.ratio} {row.verdict}\n")
            rows.append(row)
    sys.stdout.write(f"{table(rows)}\n")


if __name__ == "__main__":
    main()

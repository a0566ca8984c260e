"""The command line of the benchmark."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.bench import (
    asking,
    growth,
    hops,
    identity,
    load,
    parsing,
    reading,
    soak,
    starting,
    talking,
    ticking,
)
from tests.bench.machine import machine
from tests.bench.table import Row, table

Bench = Callable[..., Iterator[Row]]

EVERY: dict[str, Bench] = {
    "talking": talking.rows,
    "asking": asking.rows,
    "identity": identity.rows,
    "starting": starting.rows,
    "ticking": ticking.rows,
    "parsing": parsing.rows,
    "reading": reading.rows,
    "growth": growth.rows,
    "hops": hops.rows,
    "load": load.rows,
    "soak": soak.rows,
}


def main() -> None:
    """Run the named benchmarks, or all (about 15 minutes), and print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(EVERY))
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that it runs")
    parser.add_argument(
        "--commands", type=int, default=soak.COMMANDS, help="how many the soak sends"
    )
    parser.add_argument("--chart", type=Path, help="where `growth` draws its SVG")
    parser.add_argument("--list", action="store_true", help="list what `hops` counts, and exit")
    given = parser.parse_args()
    if unknown := set(given.names) - set(EVERY):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(EVERY)}")
    if given.list:
        sys.stdout.write(hops.listing(hops.trips()))
        return
    benches: dict[str, Bench] = {
        **EVERY,
        "growth": partial(growth.rows, chart_file=given.chart),
        "soak": partial(soak.rows, commands=given.commands),
    }
    sys.stdout.write(f"{machine()}\n\n")
    sys.stdout.flush()
    begun = time.monotonic()
    rows: list[Row] = []
    for name in given.names or benches:
        for row in benches[name](quick=given.quick):
            spent = time.monotonic() - begun
            sys.stderr.write(f"{spent:4.0f} s  {row.what}: {row.ours} {row.ratio} {row.verdict}\n")
            rows.append(row)
    sys.stdout.write(f"{table(rows)}\n")


if __name__ == "__main__":
    main()

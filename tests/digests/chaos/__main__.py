"""The command line of the fault test."""

import argparse
import asyncio
import sys

from tests.digests.chaos.run import RUNS, SLOTS, run, table


def main() -> None:
    """Run it all and print the table; what is wrong goes to standard error and fails it."""
    parser = argparse.ArgumentParser(prog="python -m tests.digests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="another one for other faults")
    parser.add_argument("--logs", action="store_true", help="print what the replicas wrote, too")
    parser.add_argument("--only", choices=("postgresql", "sqlite"), help="one of the runs")
    parser.add_argument("--slots", type=int, default=SLOTS, help="how many, at least")
    given = parser.parse_args()
    done = {}
    for name, scale in RUNS.items():
        if given.only is None or given.only in name.lower():
            done[name] = asyncio.run(run(scale(given.slots), given.seed))
            if given.logs:
                sys.stderr.write(done[name].logs)
    sys.stdout.write(f"{table(done)}\n")
    wrong = [line for one in done.values() for line in one.count.wrong]
    sys.stderr.write("".join(f"{line}\n" for line in wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

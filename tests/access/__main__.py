"""The command line of the search."""

import argparse
import asyncio
import logging
import sys

from tests.access.conversation import conversation, have, shortest


def main() -> None:
    """Have conversations, and print the shortest form of the first one that shows too much."""
    parser = argparse.ArgumentParser(prog="python -m tests.access", description=__doc__)
    parser.add_argument("--conversations", type=int, default=1000, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="of the first one")
    parser.add_argument("--all", action="store_true", help="go on after the first that fails")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    sys.exit(asyncio.run(_search(given.seed, given.conversations, go_on=given.all)))


async def _search(first: int, conversations: int, *, go_on: bool) -> int:
    failed = 0
    for seed in range(first, first + conversations):
        steps = conversation(seed)
        if wrong := await have(steps):
            failed += 1
            sys.stdout.write(f"seed {seed}: {wrong[0]}\n")
            for one in await shortest(steps):
                sys.stdout.write(f"  {one}\n")
            sys.stdout.flush()
            if not go_on:
                break
    sys.stdout.write(f"{failed} of {conversations} conversations show too much\n")
    return bool(failed)


if __name__ == "__main__":
    main()

"""Reading MOR's XML, beside a pull parser that does nothing with it, and beside a DOM."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from statistics import median

from lxml import etree

from bot.mor.wire import AnswerReader
from tests.bench import calls
from tests.bench.measuring import apart, available, megabytes
from tests.bench.table import Row, memory, most, times_as_fast

Read = Callable[[Iterable[bytes]], tuple[int, float]]
"""Reads an answer: how many calls, and how many seconds of the processor, without the making of
the pieces."""

_LEAST_SPEED = 1.8
_MOST_MEMORY = 8.0  # MB
_DOM_MEMORY = 6000.0  # MB that a DOM of a million calls may come to


def ours(pieces: Iterable[bytes]) -> tuple[int, float]:
    """Our reader."""
    reader = AnswerReader()
    found, spent = 0, 0.0
    for piece in pieces:
        begun = time.thread_time()
        for batch in reader.feed(piece):
            found += len(batch)
        spent += time.thread_time() - begun
    return found + len(reader.close()), spent


def pull_parser(pieces: Iterable[bytes]) -> tuple[int, float]:
    """A parser that looks for a tag name, and frees what it finds without a look at it."""
    parser = etree.XMLPullParser(events=("end",), tag="call")
    found, spent = 0, 0.0
    for piece in pieces:
        begun = time.thread_time()
        parser.feed(piece)
        for _, call in parser.read_events():
            assert isinstance(call, etree._Element)
            found += 1
            call.clear()
            listing = call.getparent()
            assert listing is not None
            while call.getprevious() is not None:
                del listing[0]
        spent += time.thread_time() - begun
    return found, spent


def dom(pieces: Iterable[bytes]) -> tuple[int, float]:
    """The whole answer in memory, as a tree, of which each text is then read."""
    answer = b"".join(pieces)
    begun = time.thread_time()
    page = etree.fromstring(answer, etree.XMLParser(huge_tree=True))
    read = [{part.tag: part.text for part in call.iter()} for call in page.iter("call")]
    return len(read), time.thread_time() - begun


def rows(*, quick: bool) -> Iterator[Row]:
    """Speed at three sizes, and the memory that the largest takes."""
    largest, rounds = (20_000, 1) if quick else (1_000_000, 3)
    for amount, tries in ((100, 40), (10_000, 9)):
        seconds = apart(_by_turns, amount, 2 if quick else tries, quick=quick)
        yield times_as_fast(f"read {amount:,} calls, beside a pull parser", seconds[0], seconds[1])
        yield times_as_fast(f"read {amount:,} calls, beside a DOM", seconds[0], seconds[2])
    readers: list[Read] = (
        [ours, pull_parser, dom] if available() > _DOM_MEMORY else [ours, pull_parser]
    )
    found = [[apart(_alone, read, largest, quick=quick) for read in readers] for _ in range(rounds)]
    spent = [[seconds for seconds, _ in of_one] for of_one in zip(*found, strict=True)]
    peaks = [median(peak for _, peak in of_one) for of_one in zip(*found, strict=True)]
    what = f"read {largest:,} calls"
    yield times_as_fast(f"{what}, beside a pull parser", spent[0], spent[1], at_least=_LEAST_SPEED)
    if len(readers) > 2:
        yield times_as_fast(f"{what}, beside a DOM", spent[0], spent[2])
    yield most(f"{what}: memory above the start", peaks[0], _MOST_MEMORY, memory, peaks[-1])


def _by_turns(amount: int, rounds: int) -> list[list[float]]:
    """Seconds of each reader, one by one; for answers that are over in no time."""
    answer = list(calls.pieces(amount))
    spent: list[list[float]] = [[], [], []]
    for warm in range(rounds + 1):
        gc.collect()
        for read, times in zip((ours, pull_parser, dom), spent, strict=True):
            found, seconds = read(answer)
            assert found == amount
            if warm:
                times.append(seconds)
    return spent


def _alone(read: Read, amount: int) -> tuple[float, float]:
    """The seconds of one reader, and its greatest memory above the start in MB."""
    read(calls.pieces(1000))
    gc.collect()
    start = megabytes()
    found, seconds = read(calls.pieces(amount))
    assert found == amount
    return seconds, megabytes("VmHWM") - start

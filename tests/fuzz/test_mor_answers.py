"""Damaged and random answers of MOR are read, or refused with a known error, within a time limit.

A truncated answer is never taken for a short list.
"""

import gzip
import time
from random import Random

import pytest
from lxml import etree

from bot.errors import Garbled, Refused
from tests.fuzz.answers import WHOLE, WORDS, calls_answer, outcome, piece_sizes
from tests.fuzz.mutations import mutate
from tests.fuzz.rounds import kept, rounds, seeds

_SECONDS = 2.0  # of the processor's time, for an answer of a few kilobytes


def _check(answer: bytes, sizes: tuple[int, int] = (1, 65_536)) -> None:
    """Check that the answer is read or refused, the same by the parser alone in pieces of another
    size, and never with more or fewer calls than a plain XML parser finds. (Which of two faults is
    reported may depend on the pieces.)
    """
    started = time.process_time()
    found, again = outcome(answer, sizes[0]), outcome(answer, sizes[1], parser_only=True)
    assert time.process_time() - started < _SECONDS
    if isinstance(found, list) or isinstance(again, list):
        assert found == again
        assert isinstance(found, list)
        strictly = _calls_strictly(answer)
        assert strictly in (None, len(found))


def _calls_strictly(answer: bytes) -> int | None:
    """Return how many calls a strict parser finds, None if it finds no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        page = etree.fromstring(answer, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    inside = [page] if page.tag == "page" else list(page.iter("{*}page"))
    return sum(len(list(one.iterfind("{*}local_calls/{*}call"))) for one in inside[:1])


def test_inputs_that_once_failed_pass() -> None:
    for answer in seeds("mor-answers"):
        _check(answer)


@pytest.mark.parametrize("seed", range(rounds(2)))
def test_a_damaged_answer_is_read_or_refused(seed: int) -> None:
    random = Random(seed)
    for _ in range(1000):
        answer = mutate(random, random.choice(WHOLE), WORDS)
        with kept("mor-answers", answer):
            _check(answer, piece_sizes(random))


@pytest.mark.parametrize("seed", range(rounds(1)))
def test_a_damaged_answer_in_larger_pieces_is_read_or_refused(seed: int) -> None:
    random = Random(seed)
    whole = calls_answer(12)
    for _ in range(300):
        answer = mutate(random, whole, WORDS)
        with kept("mor-answers", answer):
            _check(answer, (random.choice((200, 500, 1500, 65_536)), 65_536))


@pytest.mark.parametrize("seed", range(rounds(1)))
def test_a_damaged_answer_in_gzip_is_read_or_refused(seed: int) -> None:
    random = Random(seed)
    for _ in range(1000):
        answer = gzip.compress(mutate(random, random.choice(WHOLE), WORDS), mtime=0)
        with kept("mor-answers", answer):
            _check(answer, piece_sizes(random))


@pytest.mark.parametrize("whole", WHOLE, ids=range(len(WHOLE)))
def test_an_answer_cut_at_any_byte_is_never_a_short_list(whole: bytes) -> None:
    complete = outcome(whole)
    for cut in range(len(whole)):
        with kept("mor-answers", whole[:cut]):
            assert outcome(whole[:cut]) in (Garbled, complete)
    assert complete is not Garbled


def test_a_long_answer_cut_at_any_call_is_never_a_short_list() -> None:
    whole = calls_answer(300)
    complete = outcome(whole)
    for cut in range(0, len(whole), 997):
        assert outcome(whole[:cut]) in (Garbled, complete)


def test_the_check_notices_a_missing_call() -> None:
    """Tests the check that the others use."""
    whole = calls_answer(3)
    started = whole.index(b"<call>", whole.index(b"</call>"))
    ended = whole.index(b"</call>", started) + len(b"</call>")
    found = outcome(whole[:started] + whole[ended:])
    assert isinstance(found, list)
    assert len(found) == 2 != _calls_strictly(whole)


@pytest.mark.parametrize("seed", range(rounds(1)))
def test_noise_is_refused(seed: int) -> None:
    random = Random(seed)
    for _ in range(500):
        answer = random.choice((b"", b"\x1f\x8b", b"<page>")) + random.randbytes(
            random.randint(0, 3000)
        )
        with kept("mor-answers", answer):
            assert outcome(answer) in (Garbled, Refused)

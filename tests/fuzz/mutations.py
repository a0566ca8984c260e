"""Damages bytes: the same damage for the same seed."""

from collections.abc import Callable, Sequence
from random import Random

_Damage = Callable[[Random, bytes], bytes]


def mutate(random: Random, source: bytes, words: Sequence[bytes]) -> bytes:
    """`source` after one to five damages; some put one of `words` in."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 5))):
        source = random.choice(_DAMAGES)(random, source)
        if random.random() < 0.4:
            place = random.randint(0, len(source))
            source = source[:place] + random.choice(words) + source[place:]
    return source


def _span(random: Random, source: bytes) -> tuple[int, int]:
    start = random.randint(0, len(source))
    return start, min(len(source), start + random.choice((1, 2, 4, 16, 64, 256)))


def _change_a_byte(random: Random, source: bytes) -> bytes:
    place = random.randint(0, len(source))
    return source[:place] + bytes([random.randrange(256)]) + source[place + 1 :]


def _leave_out(random: Random, source: bytes) -> bytes:
    start, end = _span(random, source)
    return source[:start] + source[end:]


def _repeat(random: Random, source: bytes) -> bytes:
    start, end = _span(random, source)
    return source[:end] + source[start:end] * random.choice((1, 2, 50)) + source[end:]


def _move(random: Random, source: bytes) -> bytes:
    start, end = _span(random, source)
    rest = source[:start] + source[end:]
    place = random.randint(0, len(rest))
    return rest[:place] + source[start:end] + rest[place:]


def _cut(random: Random, source: bytes) -> bytes:
    return source[: random.randint(0, len(source))]


def _put_noise_in(random: Random, source: bytes) -> bytes:
    place = random.randint(0, len(source))
    return source[:place] + random.randbytes(random.choice((1, 2, 8, 40))) + source[place:]


_DAMAGES: tuple[_Damage, ...] = (
    _change_a_byte,
    _leave_out,
    _repeat,
    _move,
    _cut,
    _put_noise_in,
)

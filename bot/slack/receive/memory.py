"""What has been seen lately, so that it is not done twice."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable


class Memory:
    """Keys of the last `seconds`, at most `most` of them; the oldest is forgotten for the newest.

    Whoever must not lose one asks `full` first. `clock` gives seconds that never go back.
    """

    def __init__(
        self, seconds: float, most: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._seen: OrderedDict[Hashable, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._seen)

    def __contains__(self, key: Hashable) -> bool:
        self._expire()
        return key in self._seen

    @property
    def full(self) -> bool:
        """Whether one more would cost one that still counts."""
        self._expire()
        return len(self._seen) >= self._most

    def add(self, key: Hashable) -> bool:
        """Remember it; False where it is known already."""
        self._expire()
        if key in self._seen:
            return False
        if len(self._seen) >= self._most:
            self._seen.popitem(last=False)
        self._seen[key] = self._clock()
        return True

    def forget(self, key: Hashable) -> None:
        """It came to nothing, and may come again."""
        self._seen.pop(key, None)

    def _expire(self) -> None:
        past = self._clock() - self._seconds
        while self._seen and next(iter(self._seen.values())) <= past:
            self._seen.popitem(last=False)

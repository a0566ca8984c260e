from bot.slack.receive.memory import Memory


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_key_counts_once_until_its_time_is_over() -> None:
    clock = Clock()
    memory = Memory(600, 10, clock)
    assert memory.add("a")
    clock.now += 599
    assert not memory.add("a")
    clock.now += 1
    assert memory.add("a")


def test_being_seen_again_does_not_make_it_last_longer() -> None:
    clock = Clock()
    memory = Memory(600, 10, clock)
    memory.add("a")
    clock.now += 300
    memory.add("a")
    clock.now += 300
    assert memory.add("a")


def test_it_never_holds_more_than_it_may_and_says_when_it_is_full() -> None:
    clock = Clock()
    memory = Memory(600, 3, clock)
    for key in range(1000):
        assert memory.full is (key >= 3)
        memory.add(key)
        assert len(memory) <= 3
    assert not memory.add(999)
    assert memory.add(0)
    clock.now += 600
    assert not memory.full
    assert len(memory) == 0


def test_what_is_forgotten_may_come_again() -> None:
    memory = Memory(600, 3)
    memory.add("a")
    memory.forget("a")
    memory.forget("never seen")
    assert memory.add("a")

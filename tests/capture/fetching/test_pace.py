"""One host, one queue, with pauses; on a clock that moves when somebody waits."""

from __future__ import annotations

import threading
import time

import pytest
from tests.capture.fetching.serving import Clock

from onrecord.capture.fetching.pace import Pace
from onrecord.capture.fetching.refusal import Failure


def paced(clock: Clock, patience: float = 120.0) -> Pace:
    return Pace(patience=patience, clock=clock, sleep=clock.sleep)


def test_a_host_is_left_alone_for_a_while_and_another_is_not() -> None:
    clock = Clock()
    pace = paced(clock)

    begun = []
    for host in ("paper.example", "paper.example", "other.example", "paper.example"):
        with pace.turn(host, 5.0):
            begun.append(clock.now - 1_000)

    assert begun == [0, 5, 5, 10]
    assert clock.waited == [5.0, 5.0]


def test_the_pause_counts_from_the_end_of_an_answer() -> None:
    clock = Clock()
    pace = paced(clock)
    with pace.turn("paper.example", 5.0):
        clock.now += 30
    with pace.turn("paper.example", 5.0):
        assert clock.now == 1_035


def test_what_a_host_asks_for_outranks_our_pause() -> None:
    clock = Clock()
    pace = paced(clock)
    with pace.turn("paper.example", 1.0):
        pace.put_off("paper.example", 60.0)
    with pace.turn("paper.example", 1.0):
        assert clock.now == 1_060


def test_who_is_asked_to_wait_for_hours_is_told_when_to_come_again() -> None:
    clock = Clock()
    pace = paced(clock)
    pace.put_off("paper.example", 7_200.0)

    with pytest.raises(Failure, match="2 hours") as told, pace.turn("paper.example", 1.0):
        pass

    assert told.value.retry_after == 7_200
    assert clock.waited == []
    clock.now += 7_200
    with pace.turn("paper.example", 1.0):
        assert clock.waited == []


def test_many_threads_ask_one_thing_of_a_host_at_a_time() -> None:
    pace = Pace(patience=10, clock=time.monotonic, sleep=time.sleep)
    now, most, guard = 0, 0, threading.Lock()

    def ask() -> None:
        nonlocal now, most
        with pace.turn("paper.example", 0.0):
            with guard:
                now += 1
                most = max(most, now)
            time.sleep(0.005)
            with guard:
                now -= 1

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_hosts_without_number_take_no_memory_without_end() -> None:
    clock = Clock()
    pace = paced(clock)
    for number in range(20_000):
        with pace.turn(f"h{number}.example", 1.0):
            clock.now += 1
    assert len(pace._hosts) < 5_000

"""What a robots.txt allows, and what holds where it cannot be had."""

from __future__ import annotations

import contextlib
import time
import tracemalloc

import pytest
from tests.capture.fetching.serving import Clock

from onrecord.capture.fetching.addresses import Target, target
from onrecord.capture.fetching.refusal import Failure, Refusal
from onrecord.capture.fetching.robots import LARGEST, Robots, rules

PAGE = target("https://paper.example/world/port")


class Answers:
    """What is answered to whoever asks for a robots.txt, the last one again and again."""

    def __init__(self, *answers: tuple[int, bytes] | Failure) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, asked: Target) -> tuple[int, bytes]:
        self.asked.append(asked.url)
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(found, Failure):
            raise found
        return found


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\nAllow: /world/", True),
        ("User-agent: onrecord\nDisallow: /world\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: onrecord\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: someone\nDisallow: /", True),
        ("\ufeffUser-agent: *\nDisallow: /*port$", False),
        ("<html>not a robots.txt</html>", True),
    ],
)
def test_its_rules_hold_for_us_or_for_all(text: str, allowed: bool) -> None:
    robots = Robots(Answers((200, text.encode())), Clock())
    if allowed:
        assert robots.check(PAGE) is None
    else:
        with pytest.raises(Refusal, match=r"robots\.txt asks programs not to"):
            robots.check(PAGE)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_site_without_one_allows_everything(status: int) -> None:
    assert Robots(Answers((status, b"")), Clock()).check(PAGE) is None


@pytest.mark.parametrize("answer", [(500, b""), (503, b""), (429, b""), Failure("took too long")])
def test_nothing_is_fetched_while_it_cannot_be_had(answer: tuple[int, bytes] | Failure) -> None:
    clock = Clock()
    answers = Answers(answer, (200, b""))
    robots = Robots(answers, clock)
    for _ in range(3):
        with pytest.raises(Failure, match=r"robots\.txt"):
            robots.check(PAGE)
    assert len(answers.asked) == 1
    clock.now += 600
    assert robots.check(PAGE) is None


def test_it_is_asked_for_once_a_day_for_each_site() -> None:
    clock = Clock()
    answers = Answers((200, b""))
    robots = Robots(answers, clock)
    for url in ("https://paper.example/a", "https://paper.example/b", "http://paper.example/a"):
        robots.check(target(url))
    assert answers.asked == ["https://paper.example/robots.txt", "http://paper.example/robots.txt"]
    clock.now += 86_400
    robots.check(PAGE)
    assert len(answers.asked) == 3


@pytest.mark.parametrize(
    ("line", "delay"),
    [
        ("Crawl-delay: 7", 7.0),
        ("Crawl-delay: 86400", 60.0),
        ("Crawl-delay: -3", None),
        ("Crawl-delay: nan", None),
        ("Request-rate: 1/20", 20.0),
        ("Disallow: /x", None),
    ],
)
def test_the_pause_that_it_asks_for_is_heeded_up_to_a_minute(line: str, delay: float | None) -> None:
    assert Robots(Answers((200, f"User-agent: *\n{line}".encode())), Clock()).check(PAGE) == delay


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"user-agent:a{n}\n" for n in range(15_000)) + "allow:a\n" * 30_000,
        "user-agent:*\n" + "disallow:/*" + "a*" * 200_000 + "$\n",
        "user-agent:*\n" + "".join(f"allow:/*{n}$\n" for n in range(5_000)),
        "\r".join(["user-agent:a", "allow:b"] * 20_000),
        "\x00\xff" * 200_000,
    ],
)
def test_one_that_is_made_to_take_long_does_not(text: str) -> None:
    data = text.encode()
    assert len(data) <= 2 * LARGEST
    tracemalloc.start()
    begun = time.monotonic()
    robots = Robots(Answers((200, data)), Clock())
    with contextlib.suppress(Failure, Refusal):
        robots.check(target("https://paper.example/" + "a" * 2_000))
    assert time.monotonic() - begun < 5
    assert tracemalloc.get_traced_memory()[1] < 100 << 20
    tracemalloc.stop()


def test_sites_without_number_take_no_memory_without_end() -> None:
    robots = Robots(Answers((404, b"")), Clock())
    for number in range(3_000):
        robots.check(target(f"https://h{number}.example/"))
    assert len(robots._kept) <= 2_000


def test_rules_say_what_they_allow() -> None:
    assert not rules("User-agent: *\nDisallow: /b").allows("https://paper.example/b")

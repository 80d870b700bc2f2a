"""A page fetched: what is asked, what comes back, and what is told where nothing does."""

from __future__ import annotations

import pickle
import ssl
import threading
import time
from importlib.metadata import version
from pathlib import Path

import pytest
from tests.capture.fetching.conftest import PAGE, MakeFetcher
from tests.capture.fetching.serving import Clock, Request, Site, answer, redirect, slowly

from onrecord.capture.fetching import Fetched, Fetcher, FetchError, NotModified, Settings
from onrecord.errors import InputError

HERE = Path(__file__).parent


def test_a_page_comes_with_what_its_server_says_of_it(site: Site, fetcher: MakeFetcher) -> None:
    site.answers["/page"] = answer(PAGE, ETag='"v1"', Last_Modified="Mon, 05 May 2031 08:00:00 GMT")

    found = fetcher().fetch(site.url("/page#top", "paper.example"))

    assert isinstance(found, Fetched)
    assert found.data == PAGE.encode()
    assert found.final_url == site.url("/page", "paper.example")
    assert (found.status, found.content_type, found.charset) == (200, "text/html", "utf-8")
    assert (found.etag, found.modified) == ('"v1"', "Mon, 05 May 2031 08:00:00 GMT")
    assert found.at.endswith("Z")
    assert found.moved is None


def test_a_server_is_told_who_asks_and_how_to_reach_them(site: Site, fetcher: MakeFetcher) -> None:
    fetcher(contact="desk@paper.example").fetch(site.url("/page", "paper.example"))

    assert [one.path for one in site.asked] == ["/robots.txt", "/page"]
    for one in site.asked:
        assert one.headers["user-agent"] == f"onrecord/{version('onrecord')} (desk@paper.example)"
        assert one.headers["host"] == f"paper.example:{site.port}"
        assert one.headers["accept-encoding"] == "gzip, deflate"
        assert not {"cookie", "authorization", "referer"} & one.headers.keys()


@pytest.mark.parametrize("contact", ["a\r\nX: y", "ü@paper.example", "(", "x" * 300])
def test_a_contact_that_no_header_can_have_is_refused(contact: str) -> None:
    with pytest.raises(InputError, match="contact"):
        Fetcher(Settings(contact=contact))


def test_a_page_that_is_as_it_was_is_not_sent_again(site: Site, fetcher: MakeFetcher) -> None:
    def once(request: Request) -> bytes:
        return answer("", "304 Not Modified") if request.headers.get("if-none-match") else answer(PAGE, ETag='"v1"')

    site.answers["/page"] = once
    known = fetcher()

    first = known.fetch(site.url("/page"))
    assert isinstance(first, Fetched)
    second = known.fetch(site.url("/page"), etag=first.etag, modified="Mon, 05 May 2031 08:00:00 GMT")

    assert isinstance(second, NotModified)
    assert second.etag == '"v1"'
    assert site.asked[-1].headers["if-modified-since"] == "Mon, 05 May 2031 08:00:00 GMT"


def test_no_header_is_made_of_what_a_server_sent(site: Site, fetcher: MakeFetcher) -> None:
    assert isinstance(fetcher().fetch(site.url("/page"), etag='"v1"\r\nX-Evil: 1'), Fetched)
    assert "x-evil" not in site.asked[-1].headers
    assert "if-none-match" not in site.asked[-1].headers


def test_redirects_are_followed_to_other_hosts_each_by_its_own_rules(site: Site, fetcher: MakeFetcher) -> None:
    with Site({"/page": answer(PAGE), "/robots.txt": answer("User-agent: *\nDisallow: /closed")}) as other:
        site.answers["/old"] = redirect(other.url("/page", "other.example"), "301 Moved Permanently")
        site.answers["/shut"] = redirect(other.url("/closed", "other.example"))
        known = fetcher()

        found = known.fetch(site.url("/old", "paper.example"))
        assert isinstance(found, Fetched)
        assert found.final_url == found.moved == other.url("/page", "other.example")
        with pytest.raises(
            FetchError, match=r"robots\.txt asks .* \(redirected to .*other\.example.*/closed\)"
        ) as told:
            known.fetch(site.url("/shut", "paper.example"))

        assert told.value.refused
        assert told.value.url == site.url("/shut", "paper.example")
        assert other.paths == ["/page"]


def test_only_permanent_redirects_move_a_page(site: Site, fetcher: MakeFetcher) -> None:
    site.answers |= {"/a": redirect("/b", "301 Moved Permanently"), "/b": redirect("/page", "302 Found")}
    found = fetcher().fetch(site.url("/a"))
    assert isinstance(found, Fetched)
    assert found.final_url == site.url("/page")
    assert found.moved is None


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"/a": redirect("/a")}, "go round in a circle"),
        ({"/a": redirect("/b"), "/b": redirect("/a#x")}, "go round in a circle"),
        ({"/a": redirect("/b0")} | {f"/b{n}": redirect(f"/b{n + 1}") for n in range(9)}, "more than 5 redirects"),
    ],
)
def test_redirects_end(site: Site, fetcher: MakeFetcher, answers: dict[str, bytes], why: str) -> None:
    site.answers |= answers
    with pytest.raises(FetchError, match=why):
        fetcher().fetch(site.url("/a"))
    assert len(site.paths) <= 6


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("404 Not Found", r"answered 404 \(Not Found\)"),
        ("403 \x1b[2J", r"answered 403 \(Forbidden\)"),
        ("799 Odd", "answered with status 799"),
        ("204 No Content", "answered 204"),
        ("206 Partial Content", "answered 206"),
        ("301 Moved Permanently", "answered 301"),
        ("304 Not Modified", "answered 304"),
    ],
)
def test_an_answer_that_is_no_page_is_told(site: Site, fetcher: MakeFetcher, status: str, why: str) -> None:
    site.answers["/gone"] = answer("x", status)
    with pytest.raises(FetchError, match=why) as told:
        fetcher().fetch(site.url("/gone"))
    assert told.value.status == int(status[:3])
    assert not told.value.refused
    assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value)  # noqa: S301 - our own
    assert pickle.loads(pickle.dumps(told.value)).status == told.value.status  # noqa: S301


def test_robots_txt_is_heeded_and_its_delay_too(site: Site, fetcher: MakeFetcher, clock: Clock) -> None:
    site.answers["/robots.txt"] = answer("User-agent: onrecord\nDisallow: /private\nCrawl-delay: 7", status="200 OK")
    known = fetcher()

    with pytest.raises(FetchError, match=r"robots\.txt asks programs not to"):
        known.fetch(site.url("/private/page"))
    known.fetch(site.url("/page"))
    known.fetch(site.url("/page"))

    assert site.paths == ["/page", "/page"]
    assert clock.waited == [pytest.approx(7.0)]


def test_nothing_is_fetched_where_robots_txt_answers_with_an_error(site: Site, fetcher: MakeFetcher) -> None:
    site.answers["/robots.txt"] = answer("", "500 Broken")
    with pytest.raises(FetchError, match=r"robots\.txt cannot be had now \(status 500\)") as told:
        fetcher().fetch(site.url("/page"))
    assert not told.value.refused
    assert site.paths == []


def test_a_long_robots_txt_counts_up_to_its_bound(site: Site, fetcher: MakeFetcher) -> None:
    rules = "User-agent: *\nDisallow: /private\n" + "# long\n" * 150_000 + "Disallow: /page\n"
    site.answers |= {"/robots.txt": answer(rules), "/private": answer(PAGE)}
    known = fetcher()
    assert isinstance(known.fetch(site.url("/page")), Fetched)
    with pytest.raises(FetchError, match="asks programs not to"):
        known.fetch(site.url("/private"))


def test_a_robots_txt_may_stand_elsewhere_but_not_everywhere(site: Site, fetcher: MakeFetcher) -> None:
    site.answers["/robots.txt"] = redirect("/rules")
    site.answers["/rules"] = answer("User-agent: *\nDisallow: /page")
    with pytest.raises(FetchError, match="asks programs not to"):
        fetcher().fetch(site.url("/page"))
    site.answers["/robots.txt"] = redirect("http://169.254.169.254/")
    with pytest.raises(FetchError, match=r"169\.254\.169\.254 .* robots\.txt, without which nothing is fetched"):
        fetcher().fetch(site.url("/page"))


def test_a_busy_server_is_asked_again_after_the_pause_it_wants(site: Site, fetcher: MakeFetcher, clock: Clock) -> None:
    answers = [answer("", "503 Busy", Retry_After="30"), answer("", "429 Slow", Retry_After="9"), answer(PAGE)]
    site.answers["/page"] = lambda _: answers.pop(0)

    assert isinstance(fetcher().fetch(site.url("/page")), Fetched)

    assert clock.waited == [pytest.approx(30), pytest.approx(9)]


def test_a_server_that_stays_busy_is_left_alone(site: Site, fetcher: MakeFetcher, clock: Clock) -> None:
    site.answers["/page"] = answer("", "503 Busy", Retry_After="30")
    with pytest.raises(FetchError, match="503") as told:
        fetcher().fetch(site.url("/page"))
    assert (told.value.status, told.value.retry_after) == (503, 30)
    assert len(site.paths) == 3
    assert sum(clock.waited) == pytest.approx(60)


def test_nobody_waits_for_hours(site: Site, fetcher: MakeFetcher, clock: Clock) -> None:
    site.answers["/page"] = answer("", "429 Slow down", Retry_After="7200")
    known = fetcher()
    for _ in range(2):
        with pytest.raises(FetchError, match="asked not to be asked for 2 hours") as told:
            known.fetch(site.url("/page"))
        assert told.value.retry_after == pytest.approx(7_200)
    assert len(site.paths) == 1
    assert clock.waited == []


@pytest.mark.parametrize("pause", ["soon", "-5", "9" * 5_000, "Mon, 99 Foo 2031", "\x00"])
def test_a_pause_that_makes_no_sense_is_passed_over(site: Site, fetcher: MakeFetcher, pause: str) -> None:
    answers = [answer("", "503 Busy", Retry_After=pause), answer(PAGE)]
    site.answers["/page"] = lambda _: answers.pop(0)
    assert isinstance(fetcher().fetch(site.url("/page")), Fetched)


def test_what_a_server_calls_no_page_is_not_even_read(site: Site, fetcher: MakeFetcher) -> None:
    site.answers["/film"] = lambda _: slowly([answer(b"", Content_Type="video/mp4", Content_Length="9999")] * 99, 0.05)
    begun = time.monotonic()
    with pytest.raises(FetchError, match="'video/mp4' by what its server says, not a page"):
        fetcher().fetch(site.url("/film"), types={"text/html"})
    assert time.monotonic() - begun < 1
    site.answers["/page"] = b"HTTP/1.1 200 OK\r\n\r\nno type is said"
    assert isinstance(fetcher().fetch(site.url("/page"), types={"text/html"}), Fetched)


def test_a_page_of_the_old_protocol_ends_with_its_connection(site: Site, fetcher: MakeFetcher) -> None:
    site.answers["/page"] = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    found = fetcher().fetch(site.url("/page"))
    assert isinstance(found, Fetched)
    assert found.data == PAGE.encode()


def test_who_is_closed_stops_in_the_middle(site: Site) -> None:
    site.answers["/page"] = lambda _: slowly([answer("", Content_Length="99999"), *[b"a"] * 500], 0.02)
    known = Fetcher(Settings(allow_private=True))
    threading.Timer(0.3, known.close).start()
    begun = time.monotonic()
    with pytest.raises(FetchError):
        known.fetch(site.url("/page"))
    assert time.monotonic() - begun < 3
    with pytest.raises(FetchError, match="stopped"):
        known.fetch(site.url("/page"))


def test_who_is_closed_waits_no_longer(site: Site) -> None:
    known = Fetcher(Settings(allow_private=True, gap=60.0))
    known.fetch(site.url("/page"))
    threading.Timer(0.2, known.close).start()
    begun = time.monotonic()
    with pytest.raises(FetchError, match="stopped"):
        known.fetch(site.url("/page"))
    assert time.monotonic() - begun < 3


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site over TLS whose certificate is for tls.example, by an authority that is trusted here."""
    monkeypatch.setenv("SSL_CERT_FILE", str(HERE / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / "tls.example.pem")
    return Site({"/page": answer(PAGE)}, tls=context)


def test_a_certificate_is_held_against_the_name_and_not_the_address(secure: Site, fetcher: MakeFetcher) -> None:
    with secure:
        found = fetcher().fetch(secure.url("/page", "tls.example", "https"))
        assert isinstance(found, Fetched)
        assert found.data == PAGE.encode()
        with pytest.raises(FetchError, match="certificate is not valid"):
            fetcher().fetch(secure.url("/page", "other.example", "https"))
        with pytest.raises(FetchError, match="certificate is not valid"):
            fetcher().fetch(secure.url("/page", "127.0.0.1", "https"))


def test_a_certificate_that_nobody_vouches_for_is_refused(
    secure: Site, fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "none.pem").touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with secure, pytest.raises(FetchError, match="certificate is not valid"):
        fetcher().fetch(secure.url("/page", "tls.example", "https"))


def test_a_way_from_https_to_http_is_told(site: Site, secure: Site, fetcher: MakeFetcher) -> None:
    with secure:
        secure.answers["/down"] = redirect(site.url("/page", "paper.example"))
        found = fetcher().fetch(secure.url("/down", "tls.example", "https"))
    assert isinstance(found, Fetched)
    assert found.warnings == (f"redirected from https to http: {site.url('/page', 'paper.example')}",)


def test_a_server_that_is_not_there_is_told(fetcher: MakeFetcher) -> None:
    with Site() as gone:
        url = gone.url("/page", "paper.example")
    with pytest.raises(FetchError, match="cannot be reached: connection refused") as told:
        fetcher().fetch(url)
    assert not told.value.refused
    assert told.value.status is None


def test_plain_http_where_tls_is_spoken_is_told(site: Site, fetcher: MakeFetcher) -> None:
    with pytest.raises(FetchError, match="TLS"):
        fetcher().fetch(site.url("/page", "paper.example", "https"))

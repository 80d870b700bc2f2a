"""Network addresses a page may be fetched from, and those that it never is."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.capture.fetching.serving import names

from onrecord.capture.fetching.networks import may_be_asked, reach
from onrecord.capture.fetching.refusal import Failure, ForbiddenRefusal
from onrecord.capture.fetching.resolving import addresses

PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:2800:21::1", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14"]
PRIVATE = [
    *("127.0.0.1", "127.255.255.254", "10.0.0.7", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"),
    *("192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "::1", "fd12::1", "fc00::1", "2001:db8::1", "3fff::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1"),
]
NEVER = [
    *("169.254.169.254", "169.254.0.1", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
    *("0.0.0.0", "0.1.2.3", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255"),  # noqa: S104 - never bound to
    *("::", "fe80::1", "ff02::1", "fec0::1", "fd00:ec2::254", "fd20:ce::254", "100::1", "5f00::1"),
    *("::127.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1"),
    *("2002:7f00:1::1", "2002:5db8:d70e::1", "2001:0:5ef5:79fb::1", "2001:20::1", "fe80::1%lo"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_asked(address: str) -> None:
    assert may_be_asked(ip_address(address), allow_private=False)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_may_be_asked_where_somebody_allows_it(address: str) -> None:
    assert not may_be_asked(ip_address(address), allow_private=False)
    assert may_be_asked(ip_address(address), allow_private=True)


@pytest.mark.parametrize("address", NEVER)
def test_what_tells_a_machine_its_keys_or_is_no_host_is_never_asked(address: str) -> None:
    assert not may_be_asked(ip_address(address), allow_private=True)


@given(st.ip_addresses(v=4))
def test_an_address_within_another_counts_as_itself(address: Any) -> None:
    for form in (f"::ffff:{address}", str(ip_address((0x0064_FF9B << 96) | int(address)))):
        assert reach(ip_address(form)) == reach(address)


@given(st.ip_addresses())
def test_what_python_calls_global_is_the_most_that_is_public(address: Any) -> None:
    if reach(address) == "public":
        inner = getattr(address, "ipv4_mapped", None) or address
        assert inner.is_global or str(address).startswith("64:ff9b::")


def test_all_addresses_of_a_host_are_checked_before_any_is_asked() -> None:
    resolve = names(paper_example="93.184.215.14 8.8.8.8", mixed_example="93.184.215.14 127.0.0.1")

    assert [str(one) for one in addresses("paper.example", 80, resolve, allow_private=False)] == [
        "93.184.215.14",
        "8.8.8.8",
    ]
    with pytest.raises(ForbiddenRefusal, match=r"127\.0\.0\.1 .* --allow-private"):
        addresses("mixed.example", 80, resolve, allow_private=False)


def test_metadata_is_refused_whatever_is_allowed() -> None:
    with pytest.raises(ForbiddenRefusal, match=r"169\.254\.169\.254 is an address that no page is fetched from"):
        addresses("keys.example", 80, names(keys_example="10.0.0.1 169.254.169.254"), allow_private=True)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "is not known$"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "not known at the moment"),
        (UnicodeError("label too long"), "cannot be resolved"),
        (OSError("x"), "cannot be resolved"),
        ([], "has no address"),
        ([(0, 0, 0, "", ("no address", 80))], "cannot be resolved"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_in_a_few_words(answer: Any, why: str) -> None:
    def resolve(_host: str, _port: int) -> Any:
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(Failure, match=why):
        addresses("paper.example", 80, resolve, allow_private=False)

"""What may be asked: every spelling of an address that is not public is refused, the public web is not."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Request

from archive.errors import BadUsage
from crawler.hosts import NotAHost, host_of
from crawler.policy import NOWHERE, Policy, why_not_public
from tests.addresses import LOOPBACK, NOT_PUBLIC, OTHER, refused

STRICT = Policy()
ALLOWED = (
    *("http://kremlin.ru/", "http://en.kremlin.ru/events/president/news/1", "https://www.interfax.ru/"),
    *("http://kremlin.ru./x", "http://KREMLIN.RU:80/x", "https://kremlin.ru:443/x", "http://kremlin.ru:443/"),
    *("http://президент.рф/новости", "http://xn--d1abbgf6aiiy.xn--p1ai/", "http://under_score.example.org/"),
    *("http://8.8.8.8/", "https://[2606:4700:4700::1111]/", "http://[64:ff9b::8.8.8.8]/", "http://1.1.1.1./"),
    *("http://kremlin.ru/a b?q=@127.0.0.1#x", "http://127.0.0.1.example.org/", "http://0x7f.example.org/"),
    *("http://localhost.example.org/", "http://example.org/http://127.0.0.1/", "http://local.kremlin.ru/"),
)
DIGITS = ("０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⁰¹²³⁴⁵⁶⁷⁸⁹", "٠١٢٣٤٥٦٧٨٩", "0123456789")


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Tell by other means than ours: Python's own tables."""
    return address.is_global and not address.is_multicast and not address.is_reserved


private_4 = st.ip_addresses(v=4).filter(lambda address: not is_public(address)) | st.sampled_from(
    [ipaddress.IPv4Address(text) for text in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "0.0.0.0")]  # noqa: S104
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
private_6 = st.ip_addresses(v=6).filter(lambda address: not is_public(address) and address not in NAT64)


@st.composite
def spellings_4(draw: st.DrawFn) -> str:
    """Return a spelling of an IPv4 address that is not public, as inet_aton takes it or a browser would."""
    number = int(draw(private_4))
    count = draw(st.integers(1, 4))
    parts = [number >> 8 * (3 - place) & 255 for place in range(count - 1)]
    parts.append(number & (256 ** (5 - count) - 1))
    forms = ("{:d}", "0x{:x}", "0X{:X}", "0{:o}", "000{:o}", "0x0{:x}")
    host = ".".join(draw(st.sampled_from(forms)).format(part) for part in parts)
    digits = draw(st.sampled_from(DIGITS))
    host = host.translate({ord("0") + place: digits[place] for place in range(10)})
    return host.replace(".", draw(st.sampled_from(".。．｡"))) + draw(st.sampled_from(("", ".", "。")))


@pytest.mark.parametrize("address", ALLOWED)
def test_the_public_web_may_be_asked(address: str) -> None:
    assert STRICT.trouble(address) == ""


def test_there_are_many_spellings() -> None:
    assert len(set(refused(80))) == len(LOOPBACK) + len(NOT_PUBLIC) + len(OTHER) > 240


@pytest.mark.parametrize("address", refused(4444))
@pytest.mark.parametrize("proxied", [False, True])
def test_each_is_refused_in_one_line(address: str, *, proxied: bool) -> None:
    why = STRICT.trouble(address, proxied=proxied)

    assert why
    assert "\n" not in why


@given(spellings_4(), st.sampled_from(("http", "https")), st.sampled_from(("", ":80", ":443", ":8080")))
def test_no_spelling_of_a_private_ipv4_address_passes(host: str, scheme: str, port: str) -> None:
    address = f"{scheme}://{host}{port}/path"
    assert STRICT.trouble(address)
    try:
        sent = Request(address).url
    except ValueError:
        return
    assert STRICT.trouble(sent) or not sent.startswith("http") or is_a_name(sent)


def is_a_name(address: str) -> bool:
    """Tell whether a sent address has a name (punycode), for which the resolver alone decides."""
    return "xn--" in address


@given(private_6, st.booleans())
def test_no_spelling_of_a_private_ipv6_address_passes(address: ipaddress.IPv6Address, long: bool) -> None:  # noqa: FBT001
    host = address.exploded.upper() if long else str(address)
    assert STRICT.trouble(f"http://[{host}]/")


@given(private_4)
def test_an_ipv4_address_hides_in_no_ipv6_address(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    six = (
        number,
        0xFFFF << 32 | number,
        0xFFFF << 48 | number,
        0x64FF9B << 96 | number,
        0x64FF9B0001 << 80 | number,
        0x2002 << 112 | number << 80,
        0x2001 << 112 | number << 64 | (number ^ 0xFFFFFFFF),
    )
    assert all(why_not_public(ipaddress.IPv6Address(one)) for one in six)


@given(st.ip_addresses())
def test_what_is_called_public_is_so_by_pythons_tables(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    if not why_not_public(address):
        assert is_public(address) or address in NAT64


@given(st.text(max_size=30))
def test_a_host_that_passes_is_plain_ascii_and_no_number(text: str) -> None:
    try:
        host = host_of(text)
    except NotAHost:
        return
    if isinstance(host, str):
        assert host.isascii()
        with pytest.raises(OSError, match="illegal"):
            socket.inet_aton(host)


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(STRICT.trouble(text), str)
    assert isinstance(STRICT.trouble(f"http://{text}"), str)


def test_networks_of_our_own_may_be_asked_on_any_port() -> None:
    policy = Policy.of({"READOUT_PRIVATE": "127.0.0.0/8, fd00::/8"})

    assert not policy.trouble("http://127.0.0.1:8080/")
    assert not policy.trouble("http://[fd00::1]:8080/")
    assert not policy.trouble("http://localhost:8080/")
    assert policy.trouble("http://127.1:8080/")
    assert policy.trouble("http://10.0.0.1/")
    assert policy.trouble("http://[::1]/")
    assert policy.trouble("http://kremlin.ru:8080/")


def test_a_proxy_resolves_no_local_name_for_us() -> None:
    policy = Policy.of({"READOUT_PRIVATE": "10.0.0.0/8"})

    assert not policy.trouble("http://intranet/")
    assert policy.trouble("http://intranet/", proxied=True)
    assert policy.trouble("http://localhost/")


def test_the_port_that_a_user_typed_may_be_asked_on_that_host_alone() -> None:
    policy = Policy.of({"READOUT_TYPED": "http://Example.org:8080/page"})

    assert not policy.trouble("http://example.org:8080/other")
    assert policy.trouble("http://example.org:8081/")
    assert policy.trouble("http://www.example.org:8080/")
    assert policy.peer_trouble(ipaddress.ip_address("127.0.0.1"), port=8080, name="example.org")


@pytest.mark.parametrize("text", ["x", "127.0.0.0/33", "10.0.0.1/8", "127.0.0.0/8;::1", "300.0.0.0/8"])
def test_what_is_no_network_is_bad_usage(text: str) -> None:
    with pytest.raises(BadUsage, match="READOUT_PRIVATE"):
        Policy.of({"READOUT_PRIVATE": text})


def test_what_stands_for_no_address_is_refused_whatever_may_be_asked() -> None:
    everything = Policy.of({"READOUT_PRIVATE": "0.0.0.0/0 ::/0", "READOUT_TYPED": f"{NOWHERE}"})

    assert everything.trouble(NOWHERE) == "it is no address"

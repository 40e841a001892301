"""That a document has one identity, whatever its address looks like, and no other document has it."""

from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import NotAnAddress
from archive.models import without_scheme
from crawler.sites import SITES, site_for
from crawler.sites.interfax import Interfax
from crawler.sites.kremlin import Kremlin
from crawler.sites.web_address import canonical_address

KREMLIN, INTERFAX = Kremlin(), Interfax()
NUMBERS = st.integers(min_value=1, max_value=999_999_999)
PATHS = st.sampled_from((
    "/events/president/news/{}", "/events/president/transcripts/{}", "/d/{}", "/events/president/trips/{}",
    "/acts/news/{}", "/press/announcements/{}", "/catalog/persons/310/events/{}",
))  # fmt: skip
DECORATIONS = st.sampled_from(("", "/", "?utm_source=x", "#sel=1:2", "?q=1#top", "/?print=1"))
MAIN_HOSTS = st.sampled_from(("kremlin.ru", "www.kremlin.ru"))
SCHEMES = st.sampled_from(("http", "https"))
HOSTS = st.from_regex(r"[a-z][a-z0-9-]{0,10}(\.[a-z][a-z0-9-]{0,10}){1,3}", fullmatch=True)
WEB_PATHS = st.from_regex(r"(/[A-Za-z0-9%._~-]{0,8}){0,4}", fullmatch=True)


@given(
    number=NUMBERS,
    path=PATHS,
    decoration=DECORATIONS,
    scheme=SCHEMES,
    host=st.sampled_from(("kremlin.ru", "www.kremlin.ru")),
)
def test_the_kremlins_number_is_the_identity_whatever_leads_to_it(
    number: int, path: str, decoration: str, scheme: str, host: str
) -> None:
    target = KREMLIN.target(f"{scheme}://{host}{path.format(number)}{decoration}")
    assert target is not None
    assert target.identity.key == f"kremlin/ru/{number}"


@given(number=NUMBERS, path=PATHS)
def test_the_languages_of_a_number_are_two_documents(number: int, path: str) -> None:
    keys = {
        KREMLIN.target(f"http://{host}{path.format(number)}").identity.key
        for host in ("kremlin.ru", "en.kremlin.ru")
    }
    assert len(keys) == 2


@given(one=NUMBERS, other=NUMBERS, path=PATHS, second=PATHS)
def test_two_numbers_are_never_one_document(one: int, other: int, path: str, second: str) -> None:
    keys = {
        KREMLIN.target(f"http://kremlin.ru{shape.format(number)}").identity.key
        for shape, number in ((path, one), (second, other))
    }
    assert (len(keys) == 1) == (one == other)


@given(
    number=NUMBERS, section=st.sampled_from(("", "/business", "/russia", "/amp", "/world")), scheme=SCHEMES
)
def test_an_interfax_storys_number_is_its_identity_in_any_section(
    number: int, section: str, scheme: str
) -> None:
    target = INTERFAX.target(f"{scheme}://www.interfax.ru{section}/{number}?from=rss")
    assert target is not None
    assert target.identity.key == f"interfax/ru/{number}"


@given(number=NUMBERS, host=HOSTS, path=PATHS, scheme=SCHEMES)
def test_no_other_host_names_a_document_of_a_declared_site(
    number: int, host: str, path: str, scheme: str
) -> None:
    if any(host in site.hosts for site in SITES):
        return
    for trick in (
        f"{host}",
        f"kremlin.ru.{host}",
        f"kremlin.ru@{host}",
        f"{host}:8080",
        f"kremlin.ru%2e{host}",
    ):
        address = f"{scheme}://{trick}{path.format(number)}"
        assert all(site.target(address) is None for site in SITES)


@pytest.mark.parametrize(
    "address",
    [
        "http://krеmlin.ru/d/66055",  # a Cyrillic е
        "http://kremlin.ru:8080/d/66055",
        "http://user@kremlin.ru/d/66055",
        "http://kremlin.ru\\@example.org/d/66055",
        "file://kremlin.ru/d/66055",
        "ftp://kremlin.ru/d/66055",
        "http://kremlin.ru。example.org/d/66055",
        "http://en-kremlin.ru/d/66055",
        "http://notkremlin.ru/d/66055",
    ],
)
def test_an_address_that_looks_like_the_sites_is_not_the_sites(address: str) -> None:
    assert all(site.target(address) is None for site in SITES)
    with suppress(NotAnAddress):
        assert site_for(address) not in SITES


@given(host=HOSTS, path=WEB_PATHS, scheme=SCHEMES, query=st.sampled_from(("", "?a=1", "?a=1&b=2", "?id=7")))
def test_the_canonical_form_of_a_web_address_is_stable(host: str, path: str, scheme: str, query: str) -> None:
    plain = canonical_address(f"{scheme}://{host}{path}{query}")
    assert canonical_address(plain) == plain
    port = {"http": ":80", "https": ":443"}[scheme]
    noisy = f"{scheme.upper()}://{host.upper()}{port}{path}{query}{'&' if query else '?'}utm_source=tg#end"
    assert canonical_address(noisy) == plain


@given(host=HOSTS, other=HOSTS, path=WEB_PATHS)
def test_two_hosts_are_never_one_address(host: str, other: str, path: str) -> None:
    forms = {without_scheme(canonical_address(f"http://{name}{path}")) for name in (host, other)}
    assert (len(forms) == 1) == (host == other)


def test_the_canonical_form_keeps_the_brackets_of_an_ipv6_host() -> None:
    assert canonical_address("http://[2001:DB8::1]:8080/a") == "http://[2001:db8::1]:8080/a"
    assert urlsplit(canonical_address("http://[2001:db8::1]/a")).hostname == "2001:db8::1"

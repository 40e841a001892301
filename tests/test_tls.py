"""A certificate that is not good is refused and quoted; of a good one it is kept what was verified."""

import datetime as dt
import hashlib
import json
import sqlite3
import ssl
from asyncio import StreamWriter
from contextlib import ExitStack
from pathlib import Path

import pytest
import trustme

from tests.raw_web import RawWeb, page
from tests.watched import Watched, watched

BODY = (
    b"<html><head><title>A page</title></head><body><article><h1>A page</h1>"
    + b"<p>Words of a page that has some, and a few more of them.</p>" * 9
    + b"</article></body></html>"
)
PRIVATE = "127.9.0.0/16"
FAST = pytest.mark.parametrize("fast", ["", "1"])


async def answer(writer: StreamWriter, path: str) -> None:
    writer.write(page(b"", kind="text/plain") if path == "/robots.txt" else page(BODY))


def serving(leaf: trustme.LeafCert, host: str) -> RawWeb:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return RawWeb(answer, hosts=(host,), tls=context)


def own_root(folder: Path) -> ssl.SSLContext:
    """Return a server whose certificate is signed by itself."""
    root = trustme.CA()
    key = folder / "own.pem"
    root.private_key_pem.write_to_path(str(key))
    root.cert_pem.write_to_path(str(key), append=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(str(key))
    return context


def nameless(folder: Path) -> tuple[ssl.SSLContext, trustme.CA]:
    """Return a server whose certificate is signed by a root and has no name, and the root."""
    root = trustme.CA(organization_name="The system's root")
    child = root.create_child_ca()
    pem = folder / "nameless.pem"
    child.private_key_pem.write_to_path(str(pem))
    child.cert_pem.write_to_path(str(pem), append=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(str(pem))
    return context, root


@pytest.fixture
def system() -> trustme.CA:
    return trustme.CA(organization_name="The system's root")


@pytest.fixture
def other() -> trustme.CA:
    return trustme.CA(organization_name="Another root")


def ask(folder: Path, *addresses: str, trusted: trustme.CA, **environment: str) -> Watched:
    roots = folder / "system.pem"
    trusted.cert_pem.write_to_path(str(roots))
    return watched(
        "many",
        addresses=addresses,
        cwd=folder,
        SSL_CERT_FILE=str(roots),
        READOUT_PRIVATE=PRIVATE,
        **environment,
    )


def ended(folder: Path) -> dict[str, tuple[str, str, str]]:
    """Return outcome, note and what is kept of the certificate, by host."""
    db = sqlite3.connect(folder / "archive.db")
    found = db.execute("select asked, outcome, note, coalesce(tls, '') from captures where kind != 'robots'")
    by_host = {asked.split("/")[2].split(":")[0]: (outcome, note, tls) for asked, outcome, note, tls in found}
    db.close()
    return by_host


@FAST
def test_what_was_verified_is_kept(tmp_path: Path, system: trustme.CA, fast: str) -> None:
    leaf = system.issue_cert("127.9.0.1", organization_name="A site")
    with serving(leaf, "127.9.0.1") as web:
        ask(tmp_path, f"https://127.9.0.1:{web.port}/page", trusted=system, READOUT_FAST=fast)

    outcome, note, tls = ended(tmp_path)["127.9.0.1"]
    assert (outcome, note) == ("stored", "")
    told = json.loads(tls)
    der = ssl.PEM_cert_to_DER_cert(leaf.cert_chain_pems[0].bytes().decode())
    assert told["sha256"] == hashlib.sha256(der).hexdigest()
    assert told["protocol"] == "TLSv1.3"
    assert "A site" in told["subject"]
    assert "The system" in told["issuer"]
    assert dt.datetime.fromisoformat(told["not_after"]).utcoffset() == dt.timedelta()


@FAST
def test_of_a_plain_answer_nothing_is_kept(tmp_path: Path, system: trustme.CA, fast: str) -> None:
    with RawWeb(answer) as web:
        ask(tmp_path, f"http://127.9.0.1:{web.port}/page", trusted=system, READOUT_FAST=fast)

    assert ended(tmp_path)["127.9.0.1"] == ("stored", "", "")


@FAST
def test_a_bad_certificate_is_refused_and_quoted(
    tmp_path: Path, system: trustme.CA, other: trustme.CA, fast: str
) -> None:
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    stranger = system.issue_cert("127.9.0.99", organization_name="A stranger")
    with ExitStack() as stack:
        webs = {
            "127.9.0.1": serving(stranger, "127.9.0.1"),
            "127.9.0.2": serving(system.issue_cert("127.9.0.2", not_after=past), "127.9.0.2"),
            "127.9.0.3": serving(other.issue_cert("127.9.0.3"), "127.9.0.3"),
            "127.9.0.4": RawWeb(answer, hosts=("127.9.0.4",), tls=own_root(tmp_path)),
            "127.9.0.5": RawWeb(answer, hosts=("127.9.0.5",), greeting=b"HTTP/1.1 400 Plain\r\n\r\n"),
        }
        for web in webs.values():
            stack.enter_context(web)
        addresses = [f"https://{host}:{web.port}/page" for host, web in webs.items()]
        seen = ask(tmp_path, *addresses, trusted=system, READOUT_FAST=fast)
        assert [web.asked for web in webs.values()] == [[]] * len(webs)

    found = ended(tmp_path)
    assert {outcome for outcome, _, _ in found.values()} == {"unreachable"}
    assert "Traceback" not in seen.said
    said = {host: note for host, (_, note, _) in found.items()}
    words = ("mismatch", "expired", "issuer", "self-signed", "TLS failed") if fast else SAID
    for (host, note), word in zip(sorted(said.items()), words, strict=True):
        assert word in note, (host, note)
        assert "connection was refused" not in note


SAID = (
    "it is not for 127.9.0.1",
    "valid until 2020-01-01: it has expired",
    "nobody who is trusted has signed it",
    "it is signed by itself",
    "TLS failed",
)


@FAST
def test_a_certificate_that_names_nobody_is_refused(tmp_path: Path, fast: str) -> None:
    """Twisted's own check takes it: the root that signed is trusted, and there is no name to compare."""
    context, root = nameless(tmp_path)
    with RawWeb(answer, tls=context) as web:
        ask(tmp_path, f"https://127.9.0.1:{web.port}/page", trusted=root, READOUT_FAST=fast)
        assert web.asked == []

    outcome, note, _ = ended(tmp_path)["127.9.0.1"]
    assert outcome == "unreachable"
    assert "it is not for 127.9.0.1" in note or "mismatch" in note or "not valid for" in note


@FAST
def test_a_root_of_one_host_is_trusted_for_that_host_alone(
    tmp_path: Path, system: trustme.CA, other: trustme.CA, fast: str
) -> None:
    mine = tmp_path / "mine.pem"
    other.cert_pem.write_to_path(str(mine))
    with ExitStack() as stack:
        webs = {
            host: stack.enter_context(serving(root.issue_cert(host), host))
            for host, root in (("127.9.0.1", other), ("127.9.0.2", other), ("127.9.0.3", system))
        }
        ask(
            tmp_path,
            *(f"https://{host}:{web.port}/page" for host, web in webs.items()),
            trusted=system,
            READOUT_CA_FILES=f"127.9.0.1={mine}, 127.9.0.3={mine}",
            READOUT_FAST=fast,
        )

    assert {host: outcome for host, (outcome, _, _) in ended(tmp_path).items()} == {
        "127.9.0.1": "stored",
        "127.9.0.2": "unreachable",
        "127.9.0.3": "stored",
    }
    assert "Another root" in ended(tmp_path)["127.9.0.1"][2]


def test_a_tunnel_is_verified_end_to_end(tmp_path: Path, system: trustme.CA) -> None:
    """The replay signs for every host by a root of its own, which is not trusted here."""
    from demo.answers import Reply  # noqa: PLC0415
    from demo.replay import Replay  # noqa: PLC0415

    with Replay({"kremlin.example/page": Reply(body=BODY)}) as replay:
        web = {name: value for name, value in replay.environment.items() if name != "SSL_CERT_FILE"}
        ask(tmp_path, "https://kremlin.example/page", trusted=system, **web)
        assert replay.asked() == []

    outcome, note, _ = ended(tmp_path)["kremlin.example"]
    assert outcome == "unreachable"
    assert "nobody who is trusted has signed it" in note

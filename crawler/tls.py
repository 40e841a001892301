"""Knows whose word is taken for a host's certificate, and what is written down of one that was verified."""

import hashlib
import json
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from OpenSSL.crypto import X509
from OpenSSL.SSL import VERIFY_FAIL_IF_NO_PEER_CERT, VERIFY_PEER, Connection, Context
from service_identity import CertificateError
from service_identity.pyopenssl import extract_patterns
from twisted.internet._sslverify import ClientTLSOptions, OpenSSLDefaultPaths, _verifyCB
from twisted.internet.ssl import AcceptableCiphers, Certificate, CertificateOptions
from twisted.python.failure import Failure
from twisted.web.client import BrowserLikePolicyForHTTPS

from archive.errors import BadUsage
from crawler.hosts import host_of

__all__ = ["CertificateRefused", "Roots", "told_of"]

# What OpenSSL offers, as Scrapy does: Twisted's own list leaves old servers out that browsers still reach.
_CIPHERS = AcceptableCiphers.fromOpenSSLCipherString("DEFAULT")
# Source: X509_verify_cert_error_string of OpenSSL; the rest is told by its number.
_FAULTS = {
    2: "the issuer's certificate is missing",
    9: "it is not valid yet",
    10: "it has expired",
    18: "it is signed by itself",
    19: "its root is signed by itself and not trusted",
    20: "nobody who is trusted has signed it",
    21: "it cannot be traced to a trusted root",
    23: "it has been revoked",
    24: "its issuer may not sign certificates",
    26: "it is not for web servers",
}


class CertificateRefused(Exception):
    """A server's certificate was not accepted; the message says what is in it and what is the matter."""


class Roots(BrowserLikePolicyForHTTPS):
    """Whom to trust: the system's roots, and for each host of READOUT_CA_FILES the file's as well.

    Twisted asks it for what makes each TLS connection (IPolicyForHTTPS).
    """

    def __init__(self, files: Mapping[str, Path] | None = None) -> None:
        """Take the files, by host."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.files = dict(files or {})

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Roots":
        """Return the roots of a crawl's settings; raises BadUsage for a file that holds no certificate."""
        files = {}
        for pair in str(settings.get("READOUT_CA_FILES") or "").replace(",", " ").split():
            host, equals, path = pair.partition("=")
            try:
                named = str(host_of(host))
            except ValueError as error:
                raise BadUsage(f"READOUT_CA_FILES: {error}") from error
            if not equals or not path:
                raise BadUsage(f"READOUT_CA_FILES: {pair!r} is not host=/path/roots.pem")
            files[named] = _checked(Path(path))
        return cls(files)

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802, ARG002
        """Return what makes the connections to a host; each has a context of its own."""
        name = hostname.decode("ascii")
        trust: Any = _HostRoots(self.files.get(name.lower()))
        options = CertificateOptions(trustRoot=trust, acceptableCiphers=_CIPHERS, fixBrokenPeers=True)
        return _Telling(options._makeTLSConnection, name)  # noqa: SLF001 - as optionsForClientTLS does


class _HostRoots(OpenSSLDefaultPaths):
    """The system's roots and those of one file."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def _addCACertsToContext(self, context: Context) -> None:  # noqa: N802
        super()._addCACertsToContext(context)  # type: ignore[no-untyped-call]
        if self._file is not None:
            context.load_verify_locations(str(self._file))


class _Telling(ClientTLSOptions):
    """Twisted's own verification, which also tells why a certificate was refused."""

    def clientConnectionForTLS(self, tlsProtocol: Any) -> Connection:  # noqa: N802, N803
        connection = super().clientConnectionForTLS(tlsProtocol)
        verify = _verifyCB(tlsProtocol, self._hostnameIsDnsName, self._hostnameASCII)
        refused: list[str] = []

        def told(conn: Connection, certificate: X509, fault: int, depth: int, ok: int) -> bool:
            # Twisted 26.10 takes a certificate without any name for good: it logs the error and goes on.
            nameless = depth == 0 and _is_nameless(certificate)
            accepted = not nameless and bool(verify(conn, certificate, fault, depth, bool(ok)))
            if not accepted and not refused:
                why = (
                    _FAULTS.get(fault, f"OpenSSL error {fault}")
                    if fault
                    else f"it is not for {self._hostname}"
                )
                refused.append(f"{_described(certificate)}: {why}")
                tlsProtocol.failVerification(Failure(CertificateRefused(refused[0])))
            return accepted

        connection.set_verify(VERIFY_PEER | VERIFY_FAIL_IF_NO_PEER_CERT, told)
        return connection


def told_of(certificate: Any, protocol: str) -> str:
    """Return what is kept of a verified certificate, as JSON, or "" where there was none.

    Takes what Scrapy's handlers give: Twisted's object, or DER bytes. ``protocol`` is such as TLSv1.3.
    """
    if not certificate:
        return ""
    if isinstance(certificate, bytes):
        certificate = Certificate.load(certificate)
    told = {"protocol": protocol, **_fields(certificate.original)}
    told["sha256"] = hashlib.sha256(certificate.dump()).hexdigest()
    return json.dumps(told, ensure_ascii=False)


def _fields(certificate: X509) -> dict[str, str]:
    read = certificate.to_cryptography()
    try:
        return {
            "subject": read.subject.rfc4514_string(),
            "issuer": read.issuer.rfc4514_string(),
            "not_after": read.not_valid_after_utc.isoformat(),
        }
    except ValueError:
        return {"subject": "", "issuer": "", "not_after": ""}


def _is_nameless(certificate: X509) -> bool:
    try:
        return not extract_patterns(certificate)
    except CertificateError:
        return True


def _described(certificate: X509) -> str:
    told = _fields(certificate)
    return (
        f"the certificate of {told['subject'] or 'nobody'} by {told['issuer'] or 'nobody'},"
        f" valid until {told['not_after'][:10]}"
    )


def _checked(path: Path) -> Path:
    try:
        ssl.create_default_context(cafile=str(path))
    except (OSError, ValueError) as error:
        raise BadUsage(f"READOUT_CA_FILES: {path}: {getattr(error, 'strerror', '') or error}") from error
    return path

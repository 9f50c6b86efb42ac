"""X: certificates and handshakes. One port shows all of them, by the name that the crawler sends in
its first bytes."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.hostile.behaviours import DOMAIN, Behaviour, item, quarantined
from tests.hostile.politeness import good
from tests.hostile.server import Wire

Wrap = Callable[[socket.socket], socket.socket | None]
Issuer = tuple[x509.Name, ec.EllipticCurvePrivateKey]


def _never(wire: Wire) -> None:
    raise AssertionError(
        f"{wire.asked.path} was asked for over a connection that nobody should trust"
    )


GROUND = {"ROBOTSTXT_OBEY": False}
"""Without it, robots.txt could not be fetched, and no page would be requested."""
untrusted = partial(quarantined, answer=_never, most=0, alone=True)

TLS: list[Behaviour] = [
    untrusted("X1 signed by itself", reason="tls"),
    untrusted("X1b signed by nobody known", reason="tls"),
    untrusted("X2 expired", reason="tls"),
    untrusted("X2b not valid yet", reason="tls"),
    untrusted("X3 for another host", reason="tls"),
    untrusted("X4 the handshake never ends", reason="timeout"),
    untrusted("X5 no TLS at all", reason="tls"),
    untrusted("X6 TLS 1.0 and nothing newer", reason="tls"),
    item("X7 as it should be", good, alone=True, most=1),
]


class Authority:
    """A certificate authority that crawlers trust by `trust` (SSL_CERT_FILE), and the certificates
    of the hostile web."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name, self.key = (
            _named("Halyard Quay Authority"),
            ec.generate_private_key(ec.SECP256R1()),
        )
        self.trust = folder / "trust.pem"
        self.trust.write_bytes(
            _pem(_signed("", self.key, (self.name, self.key), subject=self.name))
        )

    def wrap(self) -> Wrap:
        """Do the handshake of a new connection."""
        own, stranger = (
            (self.name, self.key),
            (_named("Nobody"), ec.generate_private_key(ec.SECP256R1())),
        )
        every = f"*.{DOMAIN}"
        contexts = {
            f"x1.{DOMAIN}": self._context("x1", every, None),
            f"x1b.{DOMAIN}": self._context("x1b", every, stranger),
            f"x2.{DOMAIN}": self._context("x2", every, own, days=(-30, -1)),
            f"x2b.{DOMAIN}": self._context("x2b", every, own, days=(1, 30)),
            f"x3.{DOMAIN}": self._context("x3", "www.elsewhere.example", own),
            f"x6.{DOMAIN}": _old(self._context("x6", every, own)),
        }
        usual = self._context("usual", every, own)

        def wrap(sock: socket.socket) -> socket.socket | None:
            host = _asked_for(sock)
            if host == f"x4.{DOMAIN}":
                time.sleep(10)
                return None
            if host == f"x5.{DOMAIN}":
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                return None
            with suppress(ssl.SSLError):  # the crawler hangs up, as it should
                return contexts.get(host, usual).wrap_socket(sock, server_side=True)
            return None

        return wrap

    def _context(
        self, file: str, host: str, issuer: Issuer | None, days: tuple[int, int] = (-1, 30)
    ) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _signed(host, key, issuer or (_named(host), key), days)
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path = self.folder / f"{file}.pem"
        path.write_bytes(_pem(certificate) + secret)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _signed(
    host: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: Issuer,
    days: tuple[int, int] = (-1, 30),
    subject: x509.Name | None = None,
) -> x509.Certificate:
    """Return a certificate of a host, or of an authority where there is none. days: from and to,
    counted from now."""
    now, (begin, end) = datetime.now(UTC), days
    made = x509.CertificateBuilder(
        issuer[0], subject or _named(host), key.public_key(), x509.random_serial_number()
    )
    made = made.not_valid_before(now + timedelta(begin)).not_valid_after(now + timedelta(end))
    made = made.add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
    if host:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return made.sign(issuer[1], hashes.SHA256())


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _old(context: ssl.SSLContext) -> ssl.SSLContext:
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    return context


def _asked_for(sock: socket.socket) -> str:
    """Return the host of this domain that a ClientHello names; the bytes stay unread."""
    hello = sock.recv(4096, socket.MSG_PEEK)
    end = hello.find(f".{DOMAIN}".encode())
    begin = hello.rfind(b"\x00", 0, max(end, 0)) + 2  # behind the two bytes that say how long it is
    return hello[begin:end].decode("latin-1") + f".{DOMAIN}" if end > 0 else ""

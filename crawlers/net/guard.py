"""Guard: requests go to the site and nowhere else, whatever its pages, its redirects or its name
servers say.

Scrapy's own check lets through other ports, and everything that a retried request is redirected to.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, getproxies_environment

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from crawlers.net.reasons import PRIVATE, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scrapy.crawler import Crawler
    from scrapy.http import Request
    from twisted.internet.defer import Deferred

_LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".home.arpa")
_NAT64, _COMPATIBLE = ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Guard:
    """Downloader middleware; stands where OffsiteMiddleware would. A request is judged each time it
    goes out, so that a redirect is judged too.

    A spider's `trusted` are the origins (scheme://host:port) that the person who started it named:
    they are not judged. A spider that `owns` a site and has some goes nowhere else.

    private: host names that may resolve to a private address (setting JOBWIRE_PRIVATE_HOSTS: an
    intranet's own job board)."""

    def __init__(self, crawler: Crawler, private: Iterable[str]) -> None:
        self.crawler = crawler
        self.private = frozenset(private)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, crawler.settings.getlist("JOBWIRE_PRIVATE_HOSTS"))

    def process_request(self, request: Request) -> None:
        """Raise Refused: `scheme`, `userinfo`, `offsite`, `private_address` or `port`."""
        parts = urlsplit(request.url)
        host = (parts.hostname or "").casefold()
        if parts.scheme not in _DEFAULT_PORTS:
            raise Refused("scheme", request.url)  # guard: schemes
        if "@" in parts.netloc:  # guard: users in addresses
            raise Refused("userinfo", request.url)
        spider: Any = self.crawler.spider
        trusted = getattr(spider, "trusted", ())
        if f"{parts.scheme}://{parts.netloc}" in trusted:
            return
        owns = getattr(spider, "owns", None)
        elsewhere = owns and (trusted or not owns(request.url))
        # a robots.txt may be kept elsewhere (RFC 9309 2.3.1.2)
        # guard: the site and nowhere else; robots.txt of another host
        if elsewhere and "robots_txt" not in request.meta:
            raise Refused("offsite", request.url)
        if host not in self.private and not is_public(host):  # guard: private addresses
            raise Refused("private_address", request.url)
        if parts.port not in (None, *_DEFAULT_PORTS.values(), *_own_ports(spider)):  # guard: ports
            raise Refused("port", request.url)


def _own_ports(spider: Any) -> set[int | None]:
    """Return the ports that the plugin itself names."""
    named = (
        getattr(spider, "home", ""),
        *getattr(spider, "sitemap_urls", ()),
        *getattr(spider, "list_urls", ()),
    )
    return {urlsplit(url).port for url in named}


def refused_proxy(settings: Any) -> str:
    """Return why a proxy that the environment names (HTTP_PROXY and the like) is not used, in
    words; "" where there is none, and where the setting JOBWIRE_PROXY allows it. A proxy looks up
    names itself, so `PublicResolver` judges nothing but the proxy's own name then."""
    named = sorted(set(getproxies_environment()) & {"http", "https", "all"})
    if not named or settings.getbool("JOBWIRE_PROXY"):
        return ""
    return (
        f"the environment names a proxy ({named[0].upper()}_PROXY), and names that resolve to "
        "private addresses cannot be refused behind one; unset it, or allow it with "
        "JOBWIRE_PROXY=1"
    )


def is_public(host: str) -> bool:
    """Return whether a host name or address may be on the public Internet. A name is judged by its
    form alone; `PublicResolver` judges what it resolves to. Decimal, octal, hexadecimal and mapped
    forms of an address count as the address."""
    host = host.rstrip(".")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        try:
            address = ipaddress.ip_address(socket.inet_aton(host))
        except OSError:
            return bool(host) and not host.endswith(_LOCAL_NAMES)
    if isinstance(address, ipaddress.IPv6Address):
        address = _within(address) or address  # guard: IPv4 inside of IPv6
    return address.is_global and not address.is_multicast


def _within(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for: mapped, 6to4, Teredo, compatible, or
    behind NAT64 (RFC 6052)."""
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _NAT64 or address in _COMPATIBLE:
        return last
    return (
        address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    )


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver (setting TWISTED_DNS_RESOLVER), refusing names that resolve to a private
    address. An address is looked up once a run, so a name cannot point elsewhere between the check
    and the connection."""

    private: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        made = super().from_crawler(crawler, reactor)
        proxies = (
            urlsplit(url if "//" in url else f"//{url}").hostname or ""
            for url in (getproxies() if crawler.settings.getbool("JOBWIRE_PROXY") else {}).values()
        )
        made.private = frozenset(
            ("localhost", *proxies, *crawler.settings.getlist("JOBWIRE_PRIVATE_HOSTS"))
        )
        return made

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        return super().getHostByName(name, timeout).addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        # Guard has judged addresses and local names already; here they are the origin's, or a
        # proxy's.
        # guard: names that resolve inside
        if address != name and name not in self.private and not is_public(address):
            raise DNSLookupError(f"{name} resolves to {address}, {PRIVATE}")
        return address

"""Which addresses belong to a site, and which of them are postings or further list pages."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import unquote, urlsplit, urlunsplit

LONGEST_HOST = 253
"""Characters of a host's name (RFC 1035 2.3.4)."""
_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63})*\.?")


@dataclass(frozen=True, slots=True)
class SiteAddresses:
    """What a plugin declares of its site's addresses, ready to be asked.

    home: scheme and host of the live site. ends: a dot and each domain of the site.
    posting, next_page: the patterns of a posting's address and of a further list page, or None.
    origin: another scheme and host that serves the same site, "" where there is none.
    """

    home: str = ""
    ends: tuple[str, ...] = ()
    posting: re.Pattern[str] | None = None
    next_page: re.Pattern[str] | None = None
    origin: str = ""

    @classmethod
    def declared(
        cls, home: str, domains: tuple[str, ...], posting_url: str, next_page: str
    ) -> Self:
        """Compile what a plugin declares. A closing slash or a query may follow `posting_url`."""
        to_its_end = rf"(?:{posting_url})/?(?:[?&#].*)?\Z"
        return cls(
            home,
            tuple(f".{domain}" for domain in (*domains, urlsplit(home).hostname) if domain),
            re.compile(to_its_end, re.IGNORECASE) if posting_url else None,
            re.compile(next_page) if next_page else None,
        )

    def match(self, url: str) -> re.Match[str] | None:
        """Return the match of `posting`; None where the address is not that of a posting."""
        if self.posting is None:
            return None
        return self.posting.search(url) or self.posting.search(unquote(url))

    def owns(self, url: str) -> bool:
        """Return whether an address is on the site: http or https, one of its domains or below. A
        host without its `www` is the same one."""
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:  # a link that is no address
            return False
        host = (parts.hostname or "").casefold()
        is_own = f".{host}".endswith(self.ends) or f".www.{host}" in self.ends
        return parts.scheme in ("http", "https") and is_own

    def leads_on(self, url: str) -> bool:
        """Return whether an address is that of a further list page."""
        return bool(self.next_page and self.next_page.search(url))

    def live(self, url: str) -> str:
        """Return the address on the live site of an address on `origin`."""
        if self.origin and _starts_host(url, self.origin):
            return self.home + url[len(self.origin) :]
        return url

    def on_origin(self, url: str) -> str:
        """Return an address with `origin` in place of its scheme and host."""
        return self.origin + urlunsplit(("", "", *urlsplit(url)[2:]))


def is_origin(url: str) -> bool:
    """Return whether an address is scheme, host and perhaps a port alone."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # `http://[::1`, port 99999
        return False
    scheme, host, *rest = parts
    if host != host.strip() or "@" in host or not _can_be_host(parts.hostname or "") or port == 0:
        return False
    return scheme in ("http", "https") and not any(part.strip("/") for part in rest)


def _can_be_host(name: str) -> bool:
    """Return whether a name can be that of a host: `a..b`, `a b` and `%00` cannot."""
    if ":" in name:
        with suppress(ValueError):
            return bool(ip_address(name))
    return len(name) <= LONGEST_HOST and bool(_HOST.fullmatch(name))


def _starts_host(url: str, origin: str) -> bool:
    return url.startswith(origin) and url[len(origin) : len(origin) + 1] in ("", "/", "?", "#")

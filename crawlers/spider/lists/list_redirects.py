"""Where a redirect led: to the same page under another address, or away from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import SplitResult, urlsplit

from scrapy.http import Response

from crawlers.text.urls import leads_to_login

PERMANENT = (301, 308)
"""Statuses of redirects that are meant to last (RFC 9110, 15.4)."""


def asked_for(response: Response) -> str:
    """Return the address that was asked for first."""
    hops: list[str] = response.meta.get("redirect_urls") or [response.url]
    return hops[0]


def is_permanent(response: Response) -> bool:
    """Return whether every redirect on the way was a permanent one."""
    reasons: list[Any] = response.meta.get("redirect_reasons") or []
    return all(reason in PERMANENT for reason in reasons)


def is_same_page(asked: str, reached: str) -> bool:
    """Return whether two addresses are one page: but for scheme, host, a closing slash, and parts
    before the path (`/jobs?page=3` and `/en/jobs?page=3/`)."""
    one, other = urlsplit(asked), urlsplit(reached)
    return one.query == other.query and _path(other).endswith(_path(one)) and bool(_path(one))


def is_above(reached: str, posting: str) -> bool:
    """Return whether an address is above that of a posting, its list or the home page:
    `/jobs?gone=1` above `/jobs/12/baker`."""
    one, other = _path(urlsplit(reached)), _path(urlsplit(posting))
    return other.startswith(f"{one}/") and one != other


def leads_away(asked: str, reached: str, owns: Callable[[str], bool]) -> str:
    """Return why a redirect of a list page led away, whatever list it is: `login_wall`, or
    `redirected_away` for another site and for the home page; "" where it did not."""
    if leads_to_login(urlsplit(reached).path) and not leads_to_login(urlsplit(asked).path):
        return "login_wall"
    is_home = not _path(urlsplit(reached)) and bool(_path(urlsplit(asked)))
    return "redirected_away" if is_home or not owns(reached) else ""


def _path(parts: SplitResult) -> str:
    return parts.path.rstrip("/").casefold()

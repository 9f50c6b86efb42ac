"""The reasons why a page could not be fetched, as words that the ledger, the stats and the gate
share."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError


class Refused(IgnoreRequest):
    """A request that jobwire does not send, or an answer that it does not accept; `reason` is the
    word for it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


class BadAnswer(ValueError):
    """An answer that cannot be what was asked for, whatever its status says; the message is the
    word for it."""


PRIVATE = "which is private"
"""How the error of a name ends that leads to a private address (crawlers.net.guard)."""

# The first that fits; subclasses stand above their parents.
_BY_TYPE: tuple[tuple[type[BaseException], str], ...] = (
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "truncated"),
    (UnsupportedURLSchemeError, "scheme"),
    (DownloadFailedError, "connection"),
    (OSError, "connection"),
    (ValueError, "address"),  # a redirect to what is none
)


def why(error: BaseException | None) -> str:
    """Return the word for a failed download: `dns`, `refused`, `timeout`, `tls`, `truncated`,
    `too_large`, `connection`, `address`, `redirects`, `http_500` and the like, what `Refused` says,
    else the name of the exception."""
    if isinstance(error, Refused):
        return error.reason
    if isinstance(error, CannotResolveHostError) and PRIVATE in str(error):
        return "private_address"
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(error, IgnoreRequest):
        return "redirects" if "redirect" in str(error) else "ignored"
    if _is_tls(error):
        return "tls"
    return next((word for kind, word in _BY_TYPE if isinstance(error, kind)), type(error).__name__)


_WORDS = {
    "address": "this is no address",
    "captcha": "the site shows a captcha",
    "connection": "the connection failed",
    "dns": "its host has no address",
    "http_401": "the site asks for a login",
    "http_403": "the site refuses the crawler",
    "http_404": "there is no such page",
    "http_410": "the page is gone",
    "login_wall": "the site asks for a login",
    "private_address": "its host is in a private network",
    "redirects": "it is redirected too often",
    "refused": "its host accepts no connection",
    "robots_forbidden": "its robots.txt forbids it",
    "robots_unsettled": "its robots.txt could not be fetched",
    "timeout": "there was no answer in time",
    "tls": "its certificate is not valid",
    "too_large": "the page is too large",
    "truncated": "the answer was cut short",
}


def in_words(reason: str) -> str:
    """Return a reason for a person: "dns (its host has no address)"; one that needs no more words
    as it is."""
    return f"{reason} ({_WORDS[reason]})" if reason in _WORDS else reason


def _is_tls(error: BaseException | None) -> bool:
    """Return whether a certificate or a handshake is the cause; client libraries wrap it in their
    own exceptions."""
    seen = error
    while seen is not None:
        # twisted.web keeps the causes of a failed response here
        reasons = getattr(seen, "reasons", ())
        if any(
            type(cause).__module__.startswith(("OpenSSL", "ssl", "service_identity"))
            or "certificate" in str(cause).lower()
            for cause in (seen, *(reason.value for reason in reasons))
        ):
            return True
        seen = seen.__cause__
    return False

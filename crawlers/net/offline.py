"""Whether a crawl reached any host at all, by the stats of Scrapy's downloader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_FAILED = "downloader/exception_type_count/"
_UNREACHED = frozenset(
    {
        "CannotResolveHostError",
        "DownloadConnectionRefusedError",
        "DownloadFailedError",
        "ConnectError",
        "NoRouteError",
        "UserError",
    }
)
"""Names of the exceptions of a request that came to no host."""
_UNSETTLED = "jobwire/robots/unsettled/"


def no_host_reached(stats: Mapping[str, Any]) -> bool:
    """Return whether requests were sent and every one failed before it reached a host."""
    if stats.get("downloader/response_count"):
        return False
    kinds = [name.rpartition(".")[2] for name in stats if name.startswith(_FAILED)]
    # what jobwire itself refused was never sent
    sent = [kind for kind in kinds if kind != "Refused"]
    return bool(sent) and all(kind in _UNREACHED for kind in sent)


def robots_reason(stats: Mapping[str, Any]) -> str:
    """Return why a robots.txt could not be fetched (`dns`, `http_500`); "" where all were."""
    found = (name for name in stats if name.startswith(_UNSETTLED))
    return next((name.removeprefix(_UNSETTLED) for name in found), "")

"""The record: what a page said (`raw`), what the feed promises (`schema`, made of the models in
`parts`), and its line (`line`).

What plugins and stages need is imported from here. It is loaded on first use: reading a line of the
feed needs no pydantic.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawlers.posting.raw import RawPosting, Reading, Removed, Said, Slot
    from crawlers.posting.schema import JobPosting

__all__ = ["JobPosting", "RawPosting", "Reading", "Removed", "Said", "Slot"]


def __getattr__(name: str) -> Any:
    """Import a name of this package from its module (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{'schema' if name == 'JobPosting' else 'raw'}"), name)

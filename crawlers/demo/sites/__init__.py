"""The demo's sites, by name."""

from __future__ import annotations

from importlib import import_module

from crawlers.demo.printing.replica import Replica
from crawlers.demo.truth.vacancies import SITES


def replicas() -> dict[str, Replica]:
    """Return one of each, in the order of their ports."""
    return {name: import_module(f"crawlers.demo.sites.{name}").Site() for name in SITES}

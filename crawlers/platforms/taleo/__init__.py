"""Taleo career sections, modern and classic."""

from crawlers.platforms.taleo.taleo import Taleo

__all__ = ["Taleo"]

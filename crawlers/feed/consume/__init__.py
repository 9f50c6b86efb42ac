"""For programs that read a feed; importable without Scrapy."""

from crawlers.feed.consume.consume import (
    changes,
    diff,
    postings,
    pull,
    vacancies,
    vacancy_changes,
    verify,
)

__all__ = [
    "changes",
    "diff",
    "postings",
    "pull",
    "vacancies",
    "vacancy_changes",
    "verify",
]

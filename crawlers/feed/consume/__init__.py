"""For programs that read a feed; importable without Scrapy."""

from crawlers.feed.consume.consume import (
    changes,
    diff,
    from_cursor,
    history,
    life,
    postings,
    pull,
    since,
    vacancies,
    vacancy_changes,
    verify,
)

__all__ = [
    "changes",
    "diff",
    "from_cursor",
    "history",
    "life",
    "postings",
    "pull",
    "since",
    "vacancies",
    "vacancy_changes",
    "verify",
]

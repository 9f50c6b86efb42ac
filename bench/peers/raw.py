"""The raw fields of a posting, as every peer reads them: all that the page says and jobwire reads,
as it is printed."""

from __future__ import annotations

from typing import Any

from parsel import Selector


def raw_fields(page: Selector, url: str) -> dict[str, Any]:
    """Return url, canonical, language, title, employer, facts (label to value), jsonld (as text),
    description (as HTML)."""
    facts = page.css("dl.facts")
    return {
        "url": url,
        "canonical": page.css('link[rel="canonical"]::attr(href)').get(),
        "language": page.css("html::attr(lang)").get(),
        "title": page.css("h1::text").get(),
        "employer": page.css(".posting__employer::text").get(),
        "facts": dict(
            zip(facts.css("dt::text").getall(), facts.css("dd::text").getall(), strict=True)
        ),
        "jsonld": page.css('script[type="application/ld+json"]::text').get(),
        "description": page.css(".posting__text").get(),
    }

"""linkedprime.com: aggregator; the text is one run with a blank behind every mark; title and
posting time are in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawlers.extract.places.gazetteer import country, country_of_code
from crawlers.spider import Chrome, Healthy, PostingSpider

if TYPE_CHECKING:
    from crawlers.posting import RawPosting

# The site's categories are made of these words in any pairing ("management-and-manufacturing").
_FUNCTIONS = (
    "accounting|administrative|advertising|analyst|art|auditing|business-development|consulting|"
    "customer-service|design|distribution|education|engineering|finance|general-business|"
    "health-care-provider|human-resources|information-technology|legal|management|"
    "manufacturing|marketing|other|product-management|production|project-management|"
    "public-relations|purchasing|quality-assurance|"
    "research|sales|science|strategy|supply-chain|training|writing|editing"
)


class LinkedprimeSpider(PostingSpider):
    """Postings at /jobs/<company>-<country>-<code>-<city>-<title>-<category>-<type>-<posting
    time>-<number>."""

    name = "linkedprime"
    allowed_domains = ("linkedprime.com",)
    source_kind = "aggregator"
    home = "https://www.linkedprime.com"
    sitemap_urls = ("https://www.linkedprime.com/robots.txt",)
    list_urls = ("https://www.linkedprime.com/jobs",)
    posting_url = (
        rf"/jobs/(?P<words>[a-z0-9-]+?)-(?P<category>(?:{_FUNCTIONS})(?:-and-(?:{_FUNCTIONS}))?)"
        r"-(?P<employment_type>full-time|part-time|contract|internship|temporary)"
        r"-(?P<day>\d{2}-[a-z]{3}-\d{4})-(?P<clock>\d{2}-\d{2}-\d{2})-(?P<id>\d+)"
    )
    chrome = Chrome(
        after=(
            "Customize your resume",
            "Learn about the company's mission",
            "Ensure your LinkedIn profile",
            "Prepare thoughtful questions",
        )
    )
    expect = Healthy(min_postings=5, filled={"title": 1.0, "organization": 0.9, "date_posted": 0.9})

    def say_address(self, raw: RawPosting) -> None:
        """Company, country, its code, city and title share one run of words. Where a country's name
        stands before its own code, the place is sure; the city is the longest beginning of the rest
        that is a town of the country."""
        from crawlers.extract.job.title_from_address import title_from_slug
        from crawlers.extract.places.place_lines import looks_like_place

        super().say_address(raw)
        found = self.match(raw.url or "")
        if found is None:
            return
        raw.say(
            "date_posted",
            f"{found['day']} {found['clock'].replace('-', ':')}",
            "address",
            "address: day, clock",
        )
        company, place, rest = _parted(found["words"].split("-"))
        raw.say("organization", " ".join(company), "address", "address: company")
        for size in (4, 3, 2, 1):
            town = " ".join(rest[:size]).title()
            if len(rest) > size and looks_like_place(f"{town}, {place}"):
                raw.say("location", f"{town}, {place}", "address", "address: city, country")
                raw.say(
                    "title", title_from_slug("-".join(rest[size:])), "address", "address: title"
                )
                return


def _parted(words: list[str]) -> tuple[list[str], str, list[str]]:
    """Return the company's words, the country's name, and what stands behind its code; nothing
    where there is no country."""
    for end in range(2, len(words) - 1):
        for start in range(max(1, end - 4), end):
            name = " ".join(words[start:end])
            if (
                len(words[end]) == 2
                and country(name) == country_of_code(words[end].upper()) is not None
            ):
                return words[:start], name.title(), words[end + 1 :]
    return [], "", []

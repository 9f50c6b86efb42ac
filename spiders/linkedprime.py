"""linkedprime.com: aggregator; the text is one run with a blank behind every mark; title and posting time are in the address."""

from __future__ import annotations

from crawlers.posting import RawPosting
from crawlers.spider import Chrome, Healthy, PostingSpider
from crawlers.text.places import looks_like_place
from crawlers.text.titles import title_from_slug

# The site's categories are made of these words in any pairing ("management-and-manufacturing").
_FUNCTIONS = (
    "accounting|administrative|advertising|analyst|art|auditing|business-development|consulting|customer-service|design|distribution|"
    "education|engineering|finance|general-business|health-care-provider|human-resources|information-technology|legal|management|"
    "manufacturing|marketing|other|product-management|production|project-management|public-relations|purchasing|quality-assurance|"
    "research|sales|science|strategy|supply-chain|training|writing|editing"
)


class LinkedprimeSpider(PostingSpider):
    """Postings at /jobs/<company>-<country>-<code>-<city>-<title>-<category>-<type>-<posting time>-<number>."""

    name = "linkedprime"
    allowed_domains = ("linkedprime.com",)
    source_kind = "aggregator"
    home = "https://www.linkedprime.com"
    sitemap_urls = ("https://www.linkedprime.com/robots.txt",)
    list_urls = ("https://www.linkedprime.com/jobs",)
    posting_url = (
        r"/jobs/(?P<company>[a-z0-9-]+?)-(?P<country>[a-z]+(?:-[a-z]+){0,2})-(?P<country_code>[a-z]{2})-(?P<city_title_slug>[a-z0-9-]+?)"
        rf"-(?P<category>(?:{_FUNCTIONS})(?:-and-(?:{_FUNCTIONS})|-(?:{_FUNCTIONS}))*)-(?P<employment_type>full-time|part-time|contract|internship|temporary)"
        r"-(?P<posted>\d{2}-[a-z]{3}-\d{4}(?:-\d{2}){3})-(?P<id>\d+)"
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
        """City and title share one run of words: the city is the longest beginning that is a town of the country."""
        super().say_address(raw)
        found = self.match(raw.url or "")
        if found is None:
            return
        words, country = found["city_title_slug"].split("-"), found["country"].replace("-", " ").title()
        for size in (4, 3, 2, 1):
            town = " ".join(words[:size]).title()
            if len(words) > size and looks_like_place(f"{town}, {country}"):
                raw.say("location", f"{town}, {country}", "address", "address: city, country")
                raw.say("title", title_from_slug("-".join(words[size:])), "address", "address: title")
                return

"""linkedprime.com: aggregator; the text is one run with a blank behind every mark; title and posting time are in the address."""

from __future__ import annotations

from crawlers.spider import Chrome, Healthy, PostingSpider

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

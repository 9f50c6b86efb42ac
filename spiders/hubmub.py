"""hubmub.com: aggregator; two page templates since 2025; label and value on separate lines, the
title only in the address."""

from __future__ import annotations

from crawlers.spider import Chrome, Healthy, PostingSpider


class HubmubSpider(PostingSpider):
    """Postings at /jobs/<number>/<title-slug>. The 2026 page prints the posting twice and has boxes
    behind it; the 2025 page has boxes before it."""

    name = "hubmub"
    allowed_domains = ("hubmub.com",)
    source_kind = "aggregator"
    home = "https://www.hubmub.com"
    sitemap_urls = ("https://www.hubmub.com/robots.txt",)
    list_urls = ("https://www.hubmub.com/jobs",)
    posting_url = r"/jobs/(?P<id>\d+)/(?P<title_slug>[\w-]+)"
    chrome = Chrome(
        before=(
            "View all jobs",
            "Track This Job",
            "Save This Job",
            "AI-Powered Job Summary",
            "Add this job to your saved collection",
            "Add this job to your tracking list",
            "Get a concise overview",
            "Pro Tip",
        ),
        after=(
            "Related Jobs",
            "Ready to apply?",
            "Ranked by relevanceReady to apply?",
            "Application takes less than",
        ),
        boxes={
            "Key Skills": "skill",
            "Login to Apply": "labels",
            "Industries": "industry",
            "Categories": "category",
        },
        lines=("Ranked by relevance",),
    )
    expect = Healthy(min_postings=5, filled={"title": 1.0, "valid_through": 0.8})

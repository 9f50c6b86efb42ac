"""A class for each platform of job boards, and base classes for other sites: `jsonld`, `sitemap`,
`html_list`, `records.api`."""

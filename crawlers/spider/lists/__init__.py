"""The lists of a site: sitemaps and list pages, from the first to the last (`list_walk`), what they
name (`listing`), and how they prove that they are complete (`list_pages`, `absent_postings`)."""

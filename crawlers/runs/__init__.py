"""One crawl (`crawl_site`), one refresh (`refresh`), and attempts in processes of their own
(`attempt`)."""

"""What a spider and the feed agree on, without Scrapy: what a plugin declares (`declarations`), the
operator's files (`sites_file`, `boards`), and the account of a walk (`ledger`)."""

"""What listens to a crawl: `record_run` hands what is read to the run of the feed; progress,
tallies and monitors."""

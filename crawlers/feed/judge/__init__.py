"""Whether a run may replace the last good one (`gates`), and what becomes of each posting
(`next_feed`, `lifecycle`)."""

"""Whether a run may replace the last good one (`gates`, by `measures`), and what becomes of each
posting (`decide`, which fills `next_feed`; `lifecycle`)."""

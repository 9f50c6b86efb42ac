"""`make eval`: score what is read from saved pages against what stands on them, and write
docs/quality.md."""

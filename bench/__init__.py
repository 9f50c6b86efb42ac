"""Measure what things cost: `python -m bench`. Ratios in one run, both sides measured in turn;
docs/performance.md has the last table."""

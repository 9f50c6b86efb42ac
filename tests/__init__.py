"""The tests, laid out as the code is."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The checkout."""

"""Options that several commands have: which sites, how much is read again, and what time it is."""

from __future__ import annotations

import argparse


def add_choice(parser: argparse._ArgumentGroup) -> None:
    """Add the options that say which sites a command is about."""
    parser.add_argument(
        "--all", action="store_true", help="every plugin and board that there is, listed or not"
    )
    for name, words in (("only", "these sites alone"), ("skip", "all but these")):
        parser.add_argument(f"--{name}", metavar="SITE,...", default="", help=words)


def add_full_and_time(parser: argparse._ArgumentGroup) -> None:
    """Add the options of every run: `--full` and `--as-of`."""
    parser.add_argument(
        "--full", action="store_true", help="read every page again, even if it has not changed"
    )
    parser.add_argument(
        "--as-of",
        metavar="INSTANT",
        default="",
        help='the time that a run uses as "now" (RFC 3339); by default the clock',
    )

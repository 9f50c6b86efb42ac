"""The options of the commands that crawl several sites: which ones."""

from __future__ import annotations

import argparse


def add_choice(parser: argparse._ArgumentGroup) -> None:
    """Add the options that say which sites a command is about."""
    parser.add_argument(
        "--all", action="store_true", help="every plugin and board that there is, listed or not"
    )
    for name, words in (("only", "these sites alone"), ("skip", "all but these")):
        parser.add_argument(f"--{name}", metavar="SITE,...", default="", help=words)

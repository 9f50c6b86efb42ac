"""`make eval`: run all scorers and write docs/quality.md."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.quality import card, page, scorers


def main(arguments: list[str] | None = None) -> None:
    """Score, print, and write the figures and the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder with the saved pages and scorers")
    parser.add_argument(
        "--halves", nargs="+", choices=("A", "B"), default=["A"], help="of the sites (default A)"
    )
    given = parser.parse_args(arguments)
    if not (given.shared / "eval").is_dir():
        raise SystemExit(f"No saved pages in {given.shared}: nothing was scored or written.")
    scored = scorers.score_all(given.shared.resolve(), given.halves)
    card.save(scored)
    page.PAGE.write_text(page.write(scored), encoding="utf-8")
    print(f"Wrote {card.FIGURES.name} and {page.PAGE.name} in docs/.")


if __name__ == "__main__":
    main()

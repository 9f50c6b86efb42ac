"""The signs by which a career page shows its employer's board, and how strong each is."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawlers.contract.boards import Board
from crawlers.plugins.employer_names import agrees
from crawlers.text.word_lists import load

SAYS = {
    "address": "it is the address of the board",
    "redirect": "it redirects to the board",
    "host": "the page has a mark of the platform",
    "loads": "the page loads the board",
    "name": "the page links to a board with the employer's name",
    "call": "the page's link to openings leads to the board",
}
"""Why a board is believed, the strongest sign first."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Where a page names a board. kind: a key of SAYS, "" for a link that alone is no sign. at: the
    address that names it."""

    kind: str
    board: Board
    at: str


@dataclass(slots=True)
class CareerPage:
    """What one page says. signs: of boards, the strongest first. names: of the employer. platforms:
    that it loads or links to. moved: where it sends its reader, "" where it does not. onward: pages
    of the same site that may have the openings, frames first."""

    signs: list[Sign] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    platforms: set[str] = field(default_factory=set)
    moved: str = ""
    onward: list[str] = field(default_factory=list)

    def found(self) -> Sign | None:
        """Return the strongest sign; None where there is none, or as strong ones of two boards."""
        best = self._best()
        return best[0] if len({_same(sign.board) for sign in best}) == 1 else None

    def reason(self) -> str:
        """Return why no board was found, as a clause."""
        named = sorted({_say(sign.board) for sign in self._best() or self.signs})
        if self._best():
            return f"the page has several boards: {', '.join(named)}"
        if named:
            return f"the page links to a board that may be another employer's: {', '.join(named)}"
        if self.platforms:
            platforms = sorted(self.platforms)
            ours = [name for name in platforms if name in load("platforms")]
            if ours:
                return f"the page uses {', '.join(ours)}, and names no board"
            return f"the page uses {', '.join(platforms)}, for which there is no platform class"
        return "the page names no board of a known platform"

    def _best(self) -> list[Sign]:
        for kind in SAYS:
            found = [sign for sign in self.signs if sign.kind == kind]
            own = [sign for sign in found if agrees(sign.board, self.names)]
            if found:
                return own or found
        return []


def _same(board: Board) -> tuple[str, str]:
    """Return what two spellings of one board share."""
    return board.platform, board.board.casefold()


def _say(board: Board) -> str:
    return f"{board.platform} {board.board}"

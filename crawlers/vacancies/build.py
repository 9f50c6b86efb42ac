"""From a group to its vacancies: clusters, their ids, their lines, and what became of the former
ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crawlers.posting.line import line_of
from crawlers.vacancies.best import best_values, conflicts
from crawlers.vacancies.cluster import Cluster, cluster
from crawlers.vacancies.decided_pairs import DecidedPairs
from crawlers.vacancies.facts import Facts
from crawlers.vacancies.forbidding import is_forbidden, what_forbids
from crawlers.vacancies.groups import Group
from crawlers.vacancies.lines import Note
from crawlers.vacancies.naming import Named, name_clusters
from crawlers.vacancies.pair import Common, Pair
from crawlers.vacancies.verdict import Tie

FEW_POSSIBLE = 5
"""Possible postings that are named of one vacancy, those with most text in common."""


@dataclass(slots=True)
class Built:
    """What was made of a group. lines: of its vacancies. assigned: number of each posting and its
    vacancy. notes: by id, why a vacancy is not as it was."""

    lines: list[bytes]
    assigned: list[tuple[int, str]]
    notes: dict[str, Note]


class Forbidden:
    """Says of two postings of a group whether they may not be in one vacancy; what a person
    decided goes first. facts: by place in the group."""

    def __init__(
        self, group: Group, facts: Mapping[int, Facts], decided: DecidedPairs, common: Common
    ) -> None:
        self._group, self._facts, self._decided, self._common = group, facts, decided, common
        self._known: dict[tuple[int, int], bool] = {}
        for tie in group.ties:
            if tie.kind == "link":
                self._known[tie.one, tie.two] = False
        for one, two in self._pairs_of(decided.not_same):
            self._known[one, two] = True
        for one, two in self._pairs_of(decided.same):
            self._known[one, two] = False

    def __call__(self, one: int, two: int) -> bool:
        key = (one, two) if one < two else (two, one)
        if key not in self._known:
            self._known[key] = is_forbidden(self._pair(*key))
        return self._known[key]

    def why(self, one: int, two: int) -> str:
        """Return in words why two postings are of two vacancies."""
        one, two = sorted((one, two))
        ids = (self._group.ids[one], self._group.ids[two])
        if ids in self._decided.not_same:
            return f"a person said so ({self._decided.not_same[ids]})"
        if one in self._facts and two in self._facts:
            rows = what_forbids(self._pair(one, two))
            if rows:
                return f"forbidden by {', '.join(rows)}"
        return "no evidence is left"

    def _pair(self, one: int, two: int) -> Pair:
        return Pair(self._facts[one], self._facts[two], self._common)

    def _pairs_of(self, said: Mapping[tuple[str, str], str]) -> Iterator[tuple[int, int]]:
        place = {posting: at for at, posting in enumerate(self._group.ids)} if said else {}
        for one, two in said:
            if one in place and two in place:
                yield tuple(sorted((place[one], place[two])))  # type: ignore[misc]


def build(
    group: Group,
    forbidden: Forbidden,
    is_taken: Callable[[str], bool],
    record: Callable[[str], Mapping[str, Any]],
) -> Built:
    """Make the vacancies of a group. record: gives a posting by its id."""
    links = [tie for tie in group.ties if tie.kind == "link"]
    found = cluster(range(len(group.ids)), links, forbidden)
    named = name_clusters(found.clusters, dict(enumerate(group.former)), group.ids, is_taken)
    home = {member: each.id for each in named for member in each.cluster.members}
    loose = [*(tie for tie in group.ties if tie.kind == "possible"), *found.left]
    earlier = [tie for tie in group.ties if tie.kind == "later"]
    lines = []
    for each in named:
        records = _in_order([record(group.ids[member]) for member in each.cluster.members])
        lines.append(
            line_of(
                {
                    "id": each.id,
                    "members": _members(group, each.cluster, records),
                    "best": best_values(records),
                    "conflicts": conflicts(records),
                    "possible": _possible(group, each, loose, home),
                    "supersedes": _superseded(each, earlier, home),
                    "first_seen": min(
                        (seen for one in records if (seen := one["lifecycle"]["first_seen"])),
                        default=None,
                    ),
                    "open": any(one["status"] == "open" for one in records),
                }
            )
        )
    assigned = [(group.numbers[member], name) for member, name in home.items()]
    return Built(lines, assigned, dict(_notes(group, named, home, forbidden)))


def _in_order(records: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(
        records,
        key=lambda each: (
            each["source_kind"] != "origin",
            each["lifecycle"]["first_seen"] or "",
            each["id"],
        ),
    )


def _members(
    group: Group, found: Cluster, records: list[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the members of a vacancy in the order of their records."""
    place = {group.ids[member]: member for member in found.members}
    members = []
    for each in records:
        here = place[each["id"]]
        tie = found.ties.get(here)
        members.append(
            {
                "posting": each["id"],
                "source_kind": each["source_kind"],
                "rule": tie.rule if tie else None,
                "evidence": list(tie.evidence) if tie else [],
                "tied_to": group.ids[_other(tie, here)] if tie else None,
            }
        )
    return members


def _other(tie: Tie, here: int) -> int:
    return tie.two if tie.one == here else tie.one


def _possible(
    group: Group, each: Named, loose: list[Tie], home: Mapping[int, str]
) -> list[dict[str, str]]:
    """Return what may belong to a vacancy: of each other vacancy one posting, and why."""
    found: dict[str, dict[str, str]] = {}
    for tie in sorted(loose, key=lambda tie: (-tie.held, tie.one, tie.two)):
        for here, there in ((tie.one, tie.two), (tie.two, tie.one)):
            if home[here] == each.id and home[there] != each.id:
                why = {"posting": group.ids[there], "why": ", ".join(tie.evidence)}
                found.setdefault(home[there], why)
    return list(found.values())[:FEW_POSSIBLE]


def _superseded(each: Named, earlier: list[Tie], home: Mapping[int, str]) -> list[str]:
    return sorted({home[tie.two] for tie in earlier if home[tie.one] == each.id != home[tie.two]})


def _notes(
    group: Group, named: list[Named], home: Mapping[int, str], forbidden: Forbidden
) -> Iterator[tuple[str, Note]]:
    """Yield why each vacancy of the group is not as it was, where it is more than that a posting
    changed."""
    now_in: dict[str, dict[str, int]] = {}
    for member, former in enumerate(group.former):
        if former:
            now_in.setdefault(former, {}).setdefault(home[member], member)
    names = {each.id for each in named}
    for each in named:
        from_others = tuple(sorted(each.former.keys() - {each.id}))
        to_others = tuple(sorted(now_in.get(each.id, {}).keys() - {each.id}))
        if from_others and each.id in each.former:
            yield each.id, Note("merge", _why_merged(group, each), from_others)
        elif to_others:
            one, two = (now_in[each.id].get(name) for name in (each.id, to_others[0]))
            why = forbidden.why(one, two) if one is not None and two is not None else "they left"
            yield each.id, Note("split", why, to_others)
        elif from_others:
            yield each.id, Note("add", f"split from {from_others[0]}", from_others)
    for former, homes in now_in.items():
        if former not in names:
            yield former, Note("remove", "its postings are in another", tuple(sorted(homes)))


def _why_merged(group: Group, each: Named) -> str:
    """Return the strongest tie between postings of two former vacancies, in words."""
    by_strength = sorted(each.cluster.ties.items(), key=lambda item: (item[1].strength, item[0]))
    for _, tie in by_strength:
        if group.former[tie.one] != group.former[tie.two]:
            ids = f"{group.ids[tie.one]} and {group.ids[tie.two]}"
            return f"{', '.join((tie.rule, *tie.evidence[1:]))}: {ids}"
    return "tied by another posting"


def decided_ties(decided: DecidedPairs, numbers: Mapping[str, int]) -> Iterator[Tie]:
    """Yield the ties that a person decided on between postings that are there."""
    for (one, two), said in decided.same.items():
        if one in numbers and two in numbers:
            yield Tie("link", numbers[one], numbers[two], "person", (said,), held=1.0)

"""Gem's job boards (jobs.gem.com/{board}): one call gives the board with all its texts.

Complete because it is one call that gave postings; no total is stated. An unknown board gives the
same empty list as one without postings, and a board may be closed to that interface: then the call
of the board's own page is asked (GraphQL), which says more of a posting. Where that gives none,
too, the page itself tells whether the board is there (404); an empty board is never believed.
`location` names the first office alone, and the remote flag of a place is wrong at times:
`location_type` decides on the workplace. Formats: the job board interface of api.gem.com, and what
the pages of jobs.gem.com ask. That one call gives the texts of all postings was not seen: recorded
are its list and single postings, which are of one type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import all_objects, as_json, key_of, member, objects
from crawlers.platforms.records.api import ApiSpider
from crawlers.platforms.records.record import Record, headed, say_places

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_PAGE = "https://jobs.gem.com/{board}"
_OWN_CALL = "https://jobs.gem.com/api/public/graphql/batch"
_QUERY = """
query JobBoardList($boardId: String!) {
  oatsExternalJobPostings(boardId: $boardId) {
    jobPostings {
      id extId title descriptionHtml firstPublishedTsSec compensationHtml
      locations { name city isoCountry }
      job { locationType employmentType requisitionId department { name } }
      jobPostSectionHtml { introHtml outroHtml }
    }
  }
}
"""
_WORKPLACES = {"in_office": "on_site", "remote": "remote", "hybrid": "hybrid"}


class Gem(ApiSpider):
    """board: the name in its address jobs.gem.com/NAME."""

    name = "gem"
    board_form = r"(?P<board>[\w.-]+)"
    home = "https://api.gem.com"
    hosts = ("gem.com",)
    list_url = "https://api.gem.com/job_board/v0/{board}/job_posts/"
    public_url = "https://jobs.gem.com/{board}/{key}"
    posting_url = r"jobs\.gem\.com/[\w.-]+/(?P<id>[\w-]+)"
    absent = (403, 404, 410)

    def decoded(self, response: Response) -> Any:
        """Return the list. Raise BadAnswer `no_postings` for the page of a board that is there."""
        if b"__GEM_TRACKING_CONTEXT__" in response.body:
            raise BadAnswer("no_postings")
        return as_json(response.body)

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read the one answer: an array of postings, or of the answers to the queries of the page.
        Ask further where it has none."""
        postings = all_objects(answer)
        if at == "own":
            postings = [one for each in postings for one in _postings(each)]
        if not postings:
            yield from self.read_absent(at)
        for posting in postings:
            yield from self.whole(key_of(posting, "extId" if at == "own" else "id"), posting)

    def read_absent(self, at: Any) -> Iterator[Any]:
        """Ask what the board's page asks, then for the page."""
        if at == "page":
            raise BadAnswer("unknown_board")
        if at == "own":
            yield from self.ask_list(_PAGE, "page", headers={"Accept": "text/html"})
        else:
            names = {"boardId": self.names["board"]}
            asked = {"operationName": "JobBoardList", "variables": names, "query": _QUERY}
            yield from self.ask_list(_OWN_CALL, "own", [asked])

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Read a posting in either form."""
        if "extId" in job.members:
            if self.board:
                raw.url = self.public_address(key_of(job.members, "extId"))
                raw.say("apply_url", raw.url, "selector", "$.extId")
            return _read_own(raw, job)
        raw.key, raw.url = job.text("id"), job.members.get("absolute_url")
        job.say(
            raw,
            title="title",
            requisition="requisition_id",
            date_posted="first_published_at",
            date_updated="updated_at",
            employment_type="employment_type",
            apply_url="absolute_url",
        )
        kind = job.text("location_type")
        raw.say("workplace", kind, "selector", "$.location_type", _WORKPLACES.get(kind))
        for department in job.parts("departments"):
            department.say(raw, category="name")
            department.members.clear()
        offices = job.parts("offices")
        places = [name for office in offices if (name := office.part("location").text("name"))]
        first = job.part("location").text("name")
        say_places(raw, places or [first], "$.offices" if places else "$.location")
        for office in offices:
            office.members.clear()
        job.drop("internal_job_id", "created_at", "content_plain")
        return headed("", job.text("content") or job.text("content_plain"))


def _postings(answer: Any) -> list[Any]:
    """Return the postings that one query was answered with; raise BadAnswer where it has another
    form."""
    found = member(member(answer, "data"), "oatsExternalJobPostings")
    return objects(found, "jobPostings") if found is not None else []


def _read_own(raw: RawPosting, job: Record) -> list[Block]:
    """Read a posting as the board's page has it: no employer, pay in words, its country in three
    letters."""
    raw.key = job.text("extId")
    job.say(raw, title="title", date_posted="firstPublishedTsSec")
    work = job.part("job")
    work.say(raw, requisition="requisitionId")
    work.part("department").say(raw, category="name")
    kind, way = (work.text(name).lower() for name in ("employmentType", "locationType"))
    raw.say("employment_type", kind, "selector", "$.job.employmentType")
    raw.say("workplace", way, "selector", "$.job.locationType", _WORKPLACES.get(way))
    for place in job.parts("locations"):
        shown = "" if place.members.get("city") else "name"
        place.say_place(raw, "city", country="isoCountry", shown=shown)
        place.members.clear()
    around = job.part("jobPostSectionHtml")
    texts = (around.text("introHtml"), job.text("descriptionHtml"), around.text("outroHtml"))
    job.drop("__typename")
    blocks = [block for text in texts for block in headed("", text)]
    return blocks + headed("Compensation", job.text("compensationHtml"), "conditions")

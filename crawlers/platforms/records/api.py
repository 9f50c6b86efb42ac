"""ApiSpider: a board that a platform gives as records. Two shapes: one call with the whole text,
and a paged list with details.

A site names its board; everything else is known of the platform:

    class AcmeSpider(Greenhouse):
        name = "acme"
        board = "acme"
        expect = Healthy(min_postings=20, filled={"title": 1.0, "locations": 0.9})

A site that has an interface of its own says what its answers hold (`board` is then its name):

    class ReefSpider(ApiSpider):
        name = board = "reef"
        home = "https://reef.example"
        list_url = "https://reef.example/api/jobs?from={at}"
        detail_url = "https://reef.example/api/jobs/{key}"
        public_url = "https://reef.example/jobs/{key}"
        posting_url = r"/jobs/(?P<id>\\w+)"
        expect = Healthy(min_postings=10, filled={"title": 1.0})

        def read_list(self, answer, at):
            jobs = objects(answer, "items")
            total = self.note_total(member(answer, "total"))
            for job in jobs:
                yield from self.card(key_of(job), job)
            yield from self.further(at, len(jobs), total)

        def read_record(self, raw, job):
            raw.key = job.text("id")
            job.say(raw, title="title", valid_through="closes")
            job.part("company").say(raw, organization="name")
            job.part("place").say_place(raw, "city", country="country")
            job.part("pay").say_pay(raw, "least", "most", "currency", "period")
            return headed("", job.text("text"))

It imports `objects`, `member` and `key_of` from crawlers.platforms.records.answers, and `headed`
from crawlers.platforms.records.record.

If the list holds the whole texts, call `whole(key, job)` instead of `card`, and leave out
`detail_url`. If it counts pages, begin with `ask_list(list_url, 1)` in `first_pages`, and go on
with `ask_list(list_url, at + 1)`.

How a list proves that it was complete stands in crawlers.platforms.records.record_walk.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request

from crawlers.contract.ledger import Proof
from crawlers.extract.answer import Answer
from crawlers.net.reasons import BadAnswer
from crawlers.platforms.records.answers import as_json, whole_number
from crawlers.platforms.records.board import BoardSpider
from crawlers.platforms.records.record import Record
from crawlers.platforms.records.record_walk import RecordWalk
from crawlers.spider.lists import sitemaps
from crawlers.spider.lists.list_walk import LISTS_FIRST
from crawlers.spider.turns import in_turns

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_KEY = "-key-"
_WEB = re.compile(r"https?://[^\s/]+", re.IGNORECASE)


class ApiSpider(BoardSpider):
    """A platform's base class.

    list_url, detail_url, public_url: addresses of the list, of a posting's record, and of the
        posting as people see it; `{key}` is the posting's key, `{at}` the number of postings before
        the page of the list.
    proof_without_total: how a list that states no total proves that it is complete; one that comes
        in one call is not read again. busy: statuses with which the platform refuses for a moment.
        absent: statuses with which it says that a list is not there, redirects among them.
        zero_is_proof: whether a board that states 0 is there; some platforms state 0 of a board
        that they do not know. asks_absent: whether the platform leaves postings out of its list;
        each known one that the list lacks is then asked for by itself.
    """

    list_url: ClassVar[str] = ""
    detail_url: ClassVar[str] = ""
    public_url: ClassVar[str] = ""
    proof_without_total: ClassVar[Proof] = "one_call"
    headers: ClassVar[Mapping[str, str]] = {"Accept": "application/json"}
    busy: ClassVar[tuple[int, ...]] = ()
    absent: ClassVar[tuple[int, ...]] = ()
    zero_is_proof: ClassVar[bool] = True
    asks_absent: ClassVar[bool] = False
    walk: RecordWalk

    def make_walk(self) -> RecordWalk:
        """Return the walk over the board's list."""
        return RecordWalk(self, self.outcomes, self.budget)

    # --- What a platform defines ------------------------------------------------------------------

    def first_pages(self) -> Iterator[Request]:
        """Yield the requests with which a walk of the list begins."""
        yield from self.ask_list(self.list_url, 0)

    def decoded(self, response: Response) -> Any:
        """Return the answer's JSON. Raise BadAnswer: `maintenance` for a page, `changed_payload`
        for anything else that is not JSON."""
        return as_json(response.body)

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Read one answer: `yield from` `whole`, `card` and `ask_list`. Raise BadAnswer."""
        raise NotImplementedError

    def read_absent(self, at: Any) -> Iterator[Any]:
        """Read an answer with a status of `absent`. Raise BadAnswer."""
        yield from ()
        raise BadAnswer("unknown_board")

    def detail_of(self, key: str, url: str) -> str:
        """Return the address of a posting's record. url: the one that people see."""
        return self.address_of(self.detail_url, key)

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Say what a record says, set `raw.key` (and `raw.url` where the record has it), and return
        the blocks of its text."""
        raise NotImplementedError

    # --- What it uses for that --------------------------------------------------------------------

    def ask_list(
        self, url: str, at: Any = None, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Iterator[Request]:
        """Yield the request for a page of the list; none where this walk has asked for it already,
        or the budget is spent.

        at: where in the list it is, as `read_list` gets it. body: posted as JSON, a string as a
        form.
        """
        url = self.address_of(url, at=at)
        if not self.walk.admit(url, body):
            return
        form = isinstance(body, str)
        content_type = "application/x-www-form-urlencoded" if form else "application/json"
        kind = {} if body is None else {"Content-Type": content_type}
        yield Request(
            self.reach(url),
            self.parse_answer,
            "GET" if body is None else "POST",
            errback=self.walk.lists.failed,
            cb_kwargs={"at": at},
            headers={**self.headers, **kind, **(headers or {})},
            body=body if form or body is None else json.dumps(body),
            priority=LISTS_FIRST,
            dont_filter=True,
            meta={"download_maxsize": sitemaps.MAX_BYTES, **_answered(self.busy + self.absent)},
        )

    def further(self, at: int, came: int, total: int | None = None) -> Iterator[Request]:
        """Yield the request for the next page of a list that is counted by postings, unless this
        one was the last: it is empty, brought nothing that this walk has not seen, or reached the
        total. came: how many postings it gave, which may be fewer than were asked for."""
        if came and self.brought_new and (total is None or at + came < total):
            yield from self.ask_list(self.list_url, at + came)

    @property
    def has_pages(self) -> bool:
        """Whether each posting can be asked for and read by itself: its record, or its page."""
        return bool(self.detail_url)

    @property
    def brought_new(self) -> bool:
        """Whether the page that is being read has brought postings that this walk had not seen."""
        return self.walk.brought_new

    def note_total(self, total: Any) -> int:
        """Note the total that the list states, and return it. Raise BadAnswer where it is no whole
        number."""
        stated = whole_number(total)
        self.ledger.stated_total = max(stated, self.ledger.stated_total or 0)
        self.ledger.verified_empty = self.ledger.stated_total == 0 and self.zero_is_proof
        return stated

    def whole(self, key: str, data: Any) -> Iterator[Any]:
        """Read a posting that came whole with the list. Raise BadAnswer where it has no key."""
        if not key:
            raise BadAnswer("changed_payload")
        self.walk.see(key)
        if key in self.ledger.listed or self.outcomes.refuse(key):
            return
        url = self.public_address(key)
        self.outcomes.listed(key, url)
        known = self.known.get(key)
        if not (known and known.done) and not self.listing.is_elsewhere(key):
            answer = Answer(record=data, address=url, key=key, day=self.clock().date())
            yield from self.read_in(answer, url)

    def card(
        self, key: str, card: Mapping[str, Any], *moving: str, url: str = ""
    ) -> Iterator[Request]:
        """List a posting, and ask for its record unless what the list says of it has not changed.
        moving: members that change by themselves. Raise BadAnswer where it has no key."""
        if not key:
            raise BadAnswer("changed_payload")
        self.walk.see(key)
        if self.outcomes.refuse(key):
            return
        lasting = {name: value for name, value in card.items() if name not in moving}
        shown = json.dumps(lasting, sort_keys=True)
        fingerprint = sha256(shown.encode()).hexdigest()[:16]
        yield from self.listing.list_posting(key, url or self.public_address(key), fingerprint)

    def public_address(self, key: str) -> str:
        """Return the address of a posting as people see it."""
        return self.address_of(self.public_url, key)

    def page_address(self, key: str, known: str) -> str:
        """Return the address at which a posting that the list does not name is asked for. known:
        the one in the feed, which may be on the employer's own site."""
        return known if known and self.owns(known) else self.public_address(key)

    # --- Answers ----------------------------------------------------------------------------------

    async def parse_answer(self, response: Response, at: Any) -> AsyncIterator[Any]:
        """Read one answer of the list."""
        if response.status in self.busy:
            steps = self._ask_again(response)
        elif response.status in self.absent:
            steps = self.walk.lists.settle(response.url, self.read_absent(at))
        else:
            steps = self.walk.lists.settle(response.url, self._read_answer(response, at))
        async for step in in_turns(steps):
            yield step

    def _read_answer(self, response: Response, at: Any) -> Iterator[Any]:
        self.walk.begin_page()
        yield from self.read_list(self.decoded(response), at)

    def ask_posting(self, key: str, url: str, again: bool = False) -> Request:
        """Return the request for a posting's record."""
        if not self.detail_url:  # its texts came with the list; this asks whether it is still there
            return super().ask_posting(key, url, again)
        request = super().ask_posting(key, self.detail_of(key, url), again)
        request.headers.update(self.headers)
        answered = request.meta["handle_httpstatus_list"]
        request.meta.update(_answered(self.busy))
        request.meta["handle_httpstatus_list"] = [*answered, *self.busy]
        return request

    def parse_posting(self, response: Response, key: str, again: bool = False) -> Iterator[Any]:
        """Read one record."""
        if response.status in self.busy:
            yield from self._ask_again(response)
        else:
            yield from super().parse_posting(response, key, again)

    def posting(self, page: Page) -> RawPosting | None:
        """Return what a record says. A page of HTML is read for its JSON-LD, like that of any
        site."""
        if page.kind != "json" and page.jsonld:
            return super().posting(page)
        if page.kind != "json":
            raise BadAnswer("maintenance" if page.kind == "html" else "changed_payload")
        from crawlers.posting.raw import RawPosting

        raw = RawPosting(
            source=self.name,
            source_kind=self.source_kind,
            kind="json",
            declared=self.declared,
        )
        record = Record(page.data)
        raw.blocks = self.read_record(raw, record)
        if not raw.said.get("title"):
            raise BadAnswer("changed_payload")
        for line, block in enumerate(raw.blocks, 1):
            block.line = line
        if not _WEB.match(str(raw.url or "")):
            raw.url = self._seen_at(raw.key, page.url or "")
        raw.unread += record.left()
        return raw

    def _seen_at(self, key: str, asked: str) -> str | None:
        """Return the address of a posting as people see it, where its record states none. key: ""
        where the record lacks that, too; it is then taken from the address that was asked."""
        if not self.board:
            return asked or None
        before, _, after = self.address_of(self.detail_url, _KEY).partition(_KEY)
        if not key and before and asked.startswith(before) and asked.endswith(after):
            key = asked[len(before) : len(asked) - len(after)]
        return self.public_address(key) if key else asked or None

    # --- Refusals ---------------------------------------------------------------------------------

    def _ask_again(self, response: Response) -> Iterator[Request]:
        """Ask once more after a refusal; when it lasts, the page is given up by its status."""
        request = response.request
        assert request is not None
        reason = f"http_{response.status}"
        if again := get_retry_request(request, spider=self, reason=reason):
            yield again
        elif "key" in request.cb_kwargs:
            self.outcomes.give_up(request.cb_kwargs["key"], reason)
        else:
            self.outcomes.fail_list(response.url, reason)
            yield from self.walk.lists.settle(response.url, ())


def _answered(statuses: tuple[int, ...]) -> dict[str, Any]:
    """Return the meta of a request whose answers with these statuses are read, not followed."""
    followed = not any(300 <= status < 400 for status in statuses)
    redirects = {} if followed else {"dont_redirect": True}
    return {"handle_httpstatus_list": [*statuses], **redirects} if statuses else {}

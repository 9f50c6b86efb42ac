"""ApiSpider: a board that a platform gives as records. Two shapes: one call with the whole text,
and a paged list with details.

A site names its board; everything else is known of the platform:

    class AcmeSpider(GreenhouseSpider):
        name = "acme"
        board = "acme"
        expect = Healthy(min_postings=20, filled={"title": 1.0, "locations": 0.9})

How a list proves that it was complete: it states a total and gave as many different ids
(`stated_total`); it came in one call (`one_call`); its last page was reached (`last_page`). A total
that nobody states proves nothing: a list without postings is believed only where it states the
number 0. Where a list gives fewer ids than it states, it is walked again. If that brings none that
is new, the total is overstated (or postings are left out of it): then every posting that is known
but was not listed is asked for by itself, and without such knowledge the walk does not count as
complete.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request
from scrapy.downloadermiddlewares.retry import get_retry_request

from crawlers.contract.ledger import Proof
from crawlers.contract.on_disk import OnDisk
from crawlers.net.reasons import BadAnswer, why
from crawlers.platforms.board import BoardSpider
from crawlers.platforms.record import Record
from crawlers.spider import sitemaps

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

WALKS = 3
"""How often a list that gives fewer ids than it states is walked."""
_NO_BOARD = ("http_404", "http_410")
_DIGITS = 9
"""Of the longest total that is one: no board has a thousand million postings."""


class ApiSpider(BoardSpider):
    """A platform's base class.

    list_url, detail_url, public_url: addresses of the list, of a posting's record, and of the
    posting as people see it; `{key}` is the posting's key, `{at}` the number of postings before the
    page of the list. shape: the proof of a list that states no total. busy: statuses
    with which the platform refuses for a moment."""

    list_url: ClassVar[str] = ""
    detail_url: ClassVar[str] = ""
    public_url: ClassVar[str] = ""
    shape: ClassVar[Proof] = "one_call"
    headers: ClassVar[Mapping[str, str]] = {"Accept": "application/json"}
    busy: ClassVar[tuple[int, ...]] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._walks = 1
        self._before = 0
        self._seen: OnDisk[None] = OnDisk()  # keys
        self._seen_before = 0

    # --- The list ---------------------------------------------------------------------------------

    def _first_lists(self) -> list[Request]:
        if not self.board:
            self._list_failure("", "no_board")
            return []
        return [*self.first_pages()]

    def first_pages(self) -> Iterator[Request]:
        """The requests with which a walk of the list begins."""
        yield from self.ask_list(self.list_url, 0)

    def ask_list(
        self, url: str, at: Any = None, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Iterator[Request]:
        """The request for a page of the list; none where this walk has asked for it already, or the
        budget is spent.

        at: where in the list it is, as `read_list` is told. body: posted as JSON, a string as a
        form.
        """
        url = self.address_of(url, at=at)
        mark = f"{self._walks} {url} {body}"
        if mark in self._lists_seen or not self._within_budget(url):
            return
        self._lists_seen.add(mark)
        self._open_lists += 1
        form = isinstance(body, str)
        kind = (
            {}
            if body is None
            else {
                "Content-Type": "application/x-www-form-urlencoded" if form else "application/json"
            }
        )
        yield Request(
            self.reach(url), self.parse_answer, "GET" if body is None else "POST", errback=self.list_failed, cb_kwargs={"at": at},
            headers={**self.headers, **kind, **(headers or {})}, body=body if form or body is None else json.dumps(body),
            priority=100, dont_filter=True, meta={"download_maxsize": sitemaps.MAX_BYTES, **self._patient()},
        )  # fmt: skip

    def parse_answer(self, response: Response, at: Any) -> Iterator[Any]:
        """Reads one answer of the list."""
        if response.status in self.busy:
            yield from self._again(response)
        else:
            yield from self._settle(response.url, self._read_answer(response, at))

    def _read_answer(self, response: Response, at: Any) -> Iterator[Any]:
        self._seen_before = len(self._seen)
        yield from self.read_list(self.decoded(response), at)

    def read_list(self, answer: Any, at: Any) -> Iterator[Any]:
        """Reads one answer: `yield from` `whole`, `card` and `ask_list`. Raises BadAnswer."""
        raise NotImplementedError

    def further(self, at: int, came: int, total: int | None = None) -> Iterator[Request]:
        """The next page of a list that is counted by postings, unless this one was the last: it is
        empty, brought nothing that this walk has not seen, or reached the total. came: how many
        postings it gave, which may be fewer than were asked for."""
        if came and self.grew and (total is None or at + came < total):
            yield from self.ask_list(self.list_url, at + came)

    @property
    def grew(self) -> bool:
        """Whether the page that is being read has brought postings that this walk had not seen."""
        return len(self._seen) > self._seen_before

    def decoded(self, response: Response) -> Any:
        """The answer's JSON. Raises BadAnswer: `maintenance` for a page, `changed_payload` for
        anything else that is not JSON."""
        return as_json(response.body)

    def state(self, total: Any) -> int:
        """Takes the total that the list states, and gives it as a number. Raises BadAnswer where it
        is none."""
        stated = whole_number(total)
        self.ledger.stated_total = max(stated, self.ledger.stated_total or 0)
        self.ledger.verified_empty |= stated == 0
        return stated

    def whole(self, key: str, data: Any) -> Iterator[RawPosting]:
        """Reads a posting that came whole with the list. Raises BadAnswer where it has no key."""
        from crawlers.page.page import Page

        if not key:
            raise BadAnswer("changed_payload")
        self._seen[key] = None
        if key in self.ledger.listed:
            return
        url = self.address_of(self.public_url, key)
        self.ledger.listed[key] = url
        self._count("listed")
        known = self.known.get(key)
        if not (known and known.done) and not self.is_elsewhere(key):
            yield from self.read_in(key, url, lambda: Page(url=url, kind="json", data=data))

    def card(
        self, key: str, card: Mapping[str, Any], *moving: str, url: str = ""
    ) -> Iterator[Request]:
        """Takes what the list says of a posting, and asks for its record unless nothing has
        changed. moving: members that change by themselves. Raises BadAnswer where it has no key."""
        if not key:
            raise BadAnswer("changed_payload")
        self._seen[key] = None
        shown = json.dumps(
            {name: value for name, value in card.items() if name not in moving}, sort_keys=True
        )
        yield from self.take(
            key,
            url or self.address_of(self.public_url, key),
            sha256(shown.encode()).hexdigest()[:16],
        )

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """A page of the list that could not be had; an address that is not there is a board that is
        not there."""
        reason = why(failure.value)
        url = failure.request.url  # type: ignore[attr-defined]  # Scrapy sets it
        self._list_failure(url, "unknown_board" if reason in _NO_BOARD else reason)
        yield from self._settle(url, ())

    def _end_of_lists(self) -> Iterator[Request]:
        ledger, stated = self.ledger, self.ledger.stated_total
        if ledger.list_failures:
            return
        if not ledger.listed:
            if not ledger.verified_empty:
                self._list_failure("", "no_postings")
            ledger.proof = self.shape if ledger.verified_empty else None
        elif stated == 0:
            # it gives postings, and states that it has none
            self._list_failure("", "changed_payload")
        elif stated is None or len(ledger.listed) >= stated:
            ledger.proof = self.shape if stated is None else "stated_total"
        elif self.shape == "one_call":
            self._list_failure("", "fewer_than_stated")
        else:
            yield from self._fewer_than_stated()

    def _fewer_than_stated(self) -> Iterator[Request]:
        grown, self._before = len(self.ledger.listed) > self._before, len(self.ledger.listed)
        if not grown:
            self._count("total_overstated")
            yield from self._ask_absent()
        elif self._walks < WALKS:
            self._walks += 1
            self._seen = OnDisk()
            self.ledger.stated_total = None  # it may have changed with the list
            yield from self.first_pages()
        else:
            self._list_failure("", "fewer_than_stated")

    def _ask_absent(self) -> Iterator[Request]:
        """Asks for each posting that is known and was not listed; then what became of every one of
        them is known."""
        absent = [
            key
            for key, known in self.known.items()
            if key not in self.ledger.listed and not known.done
        ]
        for key in absent if self.detail_url else ():
            yield from self.take(key, self.known[key].url or self.address_of(self.public_url, key))
        if self.detail_url and self.known:
            # the statement is refuted
            self.ledger.proof, self.ledger.stated_total = "last_page", None

    # --- A posting --------------------------------------------------------------------------------

    def ask_posting(self, key: str, url: str, again: bool = False) -> Request:
        """The request for a posting's record."""
        request = super().ask_posting(key, self.detail_of(key, url), again)
        request.headers.update(self.headers)
        request.meta.update(self._patient())
        request.meta["handle_httpstatus_list"] = [
            *request.meta["handle_httpstatus_list"],
            *self.busy,
        ]
        return request

    def detail_of(self, key: str, url: str) -> str:
        """The address of a posting's record. url: the one that people see."""
        return self.address_of(self.detail_url, key)

    def parse_posting(self, response: Response, key: str, again: bool = False) -> Iterator[Any]:
        """Reads one record."""
        if response.status in self.busy:
            yield from self._again(response)
        else:
            yield from super().parse_posting(response, key, again)

    def posting(self, page: Page) -> RawPosting | None:
        """What a record says. A page of HTML is read for its JSON-LD, like that of any site."""
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
        raw.url = raw.url or (self.address_of(self.public_url, raw.key) if self.board else page.url)
        raw.unread += record.left()
        return raw

    def read_record(self, raw: RawPosting, job: Record) -> list[Block]:
        """Says what a record says, sets `raw.key` (and `raw.url` where the record has it), and
        gives the blocks of its text."""
        raise NotImplementedError

    # --- Refusals ---------------------------------------------------------------------------------

    def _patient(self) -> dict[str, Any]:
        return {"handle_httpstatus_list": [*self.busy], "dont_redirect": True} if self.busy else {}

    def _again(self, response: Response) -> Iterator[Request]:
        """Asks once more after a refusal; when it lasts, the page is given up by its status."""
        request = response.request
        assert request is not None
        reason = f"http_{response.status}"
        if again := get_retry_request(request, spider=self, reason=reason):
            yield again
        elif "key" in request.cb_kwargs:
            self._give_up(request.cb_kwargs["key"], reason)
        else:
            self._list_failure(response.url, reason)
            yield from self._settle(response.url, ())


def as_json(body: bytes) -> Any:
    """The value of a JSON body. Raises BadAnswer."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise BadAnswer("maintenance" if body.lstrip()[:1] == b"<" else "changed_payload") from None


def whole_number(value: Any) -> int:
    """A total or a count as an answer states it: 12, or the digits "12". Raises BadAnswer for
    anything else, so that what is absent, null, negative, a boolean or a fraction is never taken
    for a number."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise BadAnswer("changed_payload")


def member(answer: Any, name: str) -> Any:
    """A member of an object; None where it has none, or is no object."""
    return answer.get(name) if isinstance(answer, Mapping) else None


def objects(answer: Any, name: str) -> list[Any]:
    """The list of objects `name` of an answer. Raises BadAnswer where it has none."""
    found = member(answer, name)
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise BadAnswer("changed_payload")
    return found


def key_of(job: Mapping[str, Any], name: str = "id") -> str:
    """A record's id as a key; "" where it has none."""
    value = job.get(name)
    return (
        str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    )

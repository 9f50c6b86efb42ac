"""What the answer of a platform's interface holds. A value of another shape than it should have is
a `changed_payload`, never taken for something else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from crawlers.net.reasons import BadAnswer

_DIGITS = 9
"""Of the longest total that is one: no board has a thousand million postings."""


_MAX_NOTICE = 200_000
"""Bytes of a page that may be a notice."""
MAX_MEMBERS = 4_000_000
"""Members of all lists and objects of one answer: a second of processor time. 64 MB of postings
have a quarter of it; 60 MB of `[],` took five seconds."""


def as_json(body: bytes) -> Any:
    """Return the value of a JSON body. Raise BadAnswer: for a page of HTML what it says (see
    `said_instead`), `too_large` for more than MAX_MEMBERS members."""
    if sum(map(body.count, (b"[", b"{", b","))) > MAX_MEMBERS:  # guard: few members of JSON
        raise BadAnswer("too_large")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        is_page = body.lstrip()[:1] == b"<"
        raise BadAnswer(said_instead(body) if is_page else "changed_payload") from None


def said_instead(body: bytes, otherwise: str = "maintenance") -> str:
    """Return what a page of HTML says that came in place of a list: `login_wall`, `captcha`,
    `maintenance` and the like. otherwise: where it says nothing that is known."""
    if b"<" not in body:
        return "changed_payload"
    if len(body) > _MAX_NOTICE:
        return otherwise
    from crawlers.page.page import Page
    from crawlers.spider.page_problems import box_on, notice_on

    page = Page.from_bytes(body, content_type="text/html")
    return notice_on(page) or ("" if page.jsonld else box_on(page)) or otherwise


def whole_number(value: Any) -> int:
    """Return a total or a count as an answer states it: 12, or the digits "12". Raise BadAnswer for
    anything else, so that what is absent, null, negative, a boolean or a fraction is never taken
    for a number."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise BadAnswer("changed_payload")


def member(answer: Any, name: str) -> Any:
    """Return a member of an object; None where it has none, or is no object."""
    return answer.get(name) if isinstance(answer, Mapping) else None


def objects(answer: Any, name: str) -> list[Any]:
    """Return the list of objects `name` of an answer. Raise BadAnswer where it has none."""
    return all_objects(member(answer, name))


def all_objects(answer: Any) -> list[Any]:
    """Return an answer that is a list of objects. Raise BadAnswer for any other."""
    if not isinstance(answer, list) or not all(isinstance(each, Mapping) for each in answer):
        raise BadAnswer("changed_payload")
    return answer


def key_of(job: Mapping[str, Any], name: str = "id") -> str:
    """Return a record's id as a key; "" where it has none."""
    value = job.get(name)
    return (
        str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    )

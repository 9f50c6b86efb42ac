"""What the slots of a Taleo posting say. Their names are the platform's (`reqlistitem.title`),
their order is the tenant's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawlers.platforms.records.employer_fields import Field, say_fields
from crawlers.platforms.records.record import Record, headed, say_places
from crawlers.platforms.taleo_pages.island import record_of

if TYPE_CHECKING:
    from crawlers.page.page import Page
    from crawlers.posting.raw import RawPosting
    from crawlers.text.blocks import Block

_CODE = re.compile(r".*\(([A-Z]{3})\)")


def recorded(page: Page) -> Page:
    """Return a page's values as a record; the page itself where it keeps none."""
    from crawlers.page.page import Page

    record = record_of(page.root) if page.kind == "html" and page.root is not None else None
    return page if record is None else Page(url=page.url, kind="json", data=record)


def read_slots(raw: RawPosting, job: Record) -> list[Block]:
    """Say what the slots say and return the blocks of the text; the tenant's own slots are read by
    the label on the page."""
    raw.key = job.text("contestnumber") or job.text("no")
    job.say(
        raw,
        title="title",
        organization="organization",
        category="jobfield",
        employment_type="jobschedule",
    )
    job.say(
        raw,
        date_posted="postingdate",
        contract_type="employeestatus",
        education="studylevel",
        seniority="joblevel",
    )
    job.say(raw, valid_through="closedate" if job.members.get("closedate") else "unpostingdate")
    job.say(raw, employment_type="jobtype", travel="willtravel")
    raw.say("requisition", raw.key, "selector", "contestnumber")
    places = [job.text("primarylocation") or job.text("basiclocations"), job.text("otherlocations")]
    say_places(raw, [place for place in places if place], "primarylocation")
    _say_pay(raw, job)
    say_fields(
        raw,
        [
            Field(each.text("label"), each.text("value"), each.text("slot"))
            for each in job.parts("fields")
        ],
    )
    job.drop("no", "referralbonus", "basiclocations", "unpostingdate", "hotjob", "actions")
    return headed("", job.text("description")) + headed("Qualifications", job.text("qualification"))


def _say_pay(raw: RawPosting, job: Record) -> None:
    """`payvalue` alone is the least that is paid, `maximumsalary` alone says nothing. Of "Euro
    (EUR)" the code is read."""
    from crawlers.extract.pay.printed_pay import read_pay

    low, high, coin, every = (
        job.text(slot) for slot in ("payvalue", "maximumsalary", "currency", "payfrequencybasis")
    )
    low = low if re.search("[1-9]", low) else ""  # "0.00" is a slot that nobody filled
    figures = " - ".join(dict.fromkeys(filter(None, (low, high))))
    code = _CODE.match(coin)
    pay = read_pay(f"{figures} {code[1] if code else coin} {every}") if low else None
    if pay:
        words = " ".join(filter(None, (figures, coin, every)))
        raw.say(
            "salary",
            words,
            "selector",
            "payvalue",
            pay.model_copy(update={"raw": words, "max": pay.max if high else None}),
        )

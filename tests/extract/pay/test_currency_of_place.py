"""The currency of pay with the mark of several, by where the work is."""

from __future__ import annotations

import pytest

from crawlers.extract.fields.currency_of_place import in_currency_of_place
from crawlers.extract.pay.printed_pay import read_pay
from crawlers.posting.parts.places import Location
from crawlers.posting.raw import RawPosting


@pytest.mark.parametrize(
    ("country", "currency"), [("TW", "TWD"), ("CN", "CNY"), ("HK", "HKD"), ("NO", None)]
)
def test_yuan_and_dollars_of_chinese_writing(country: str, currency: str | None) -> None:
    item = RawPosting("lamps")
    item.facts["locations"] = [Location(raw="燈塔", country=country)]
    pay = read_pay("月薪36,000~44,000元", label="薪資")
    assert pay is not None and pay.currency is None
    assert in_currency_of_place(item, pay).currency == currency

"""Whole pages in languages whose words are young in the lists: a posting is read, and what is none
is not. All employers are invented."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from scrapy.utils.project import get_project_settings

from crawlers.extract.answer import Answer
from crawlers.runs.read_page import PageReader
from crawlers.spider.generic import GenericSpider

POSTINGS = {
    "id": (
        "Teknisi Lampu",
        "<p><a href='/perusahaan/cahaya-pelabuhan'>PT Cahaya Pelabuhan</a></p><p>Makassar</p>"
        "<h3>Tugas dan Tanggung Jawab</h3><ul><li>Merawat lampu dermaga dan mengganti kabel</li>"
        "<li>Membuat laporan harian</li></ul><h3>Persyaratan</h3><ul><li>Pengalaman minimal dua "
        "tahun sebagai teknisi</li><li>Bersedia bekerja malam hari</li></ul><a>Lamar sekarang</a>",
        ("PT Cahaya Pelabuhan", "Makassar", "ID"),
    ),
    "ar": (
        "مطلوب فني كهرباء",
        "<p>الشركة: شركة منارة الميناء</p><p>المدينة: جدة</p><h3>المسؤوليات</h3><ul><li>صيانة "
        "مصابيح الأرصفة وتبديل الأسلاك كل أسبوع</li><li>كتابة التقارير اليومية</li></ul>"
        "<h3>المتطلبات</h3><ul><li>خبرة لا تقل عن ثلاث سنوات في الصيانة</li></ul>"
        "<p>ترسل السيرة الذاتية إلى jobs@manara.example</p>",
        ("شركة منارة الميناء", "Jeddah", "SA"),
    ),
    "he": (
        "חשמלאי/ת לנמל",
        "<p>שם החברה: מגדלור הצפון</p><p>מיקום: חיפה</p><p>היקף משרה: משרה מלאה</p>"
        "<h3>תיאור התפקיד</h3><p>תחזוקת הפנסים ברציפים, החלפת כבלים וכתיבת דוחות יומיים לצוות."
        "</p><h3>דרישות התפקיד</h3><ul><li>ניסיון של שנתיים לפחות</li><li>תעודת חשמלאי</li></ul>"
        "<p>קורות חיים: jobs@migdalor.example</p>",
        ("מגדלור הצפון", "Haifa", "IL"),
    ),
    "ja": (
        "灯台守（夜間）",
        "<dl><dt>仕事内容</dt><dd>港の桟橋にあるランプの点検と交換、日々の報告書の作成をお任せします。</dd>"
        "<dt>応募資格</dt><dd>経験不問</dd><dt>会社名</dt><dd>株式会社みなとあかり</dd><dt>勤務地</dt>"
        "<dd>新潟県三条市本町1-2</dd><dt>雇用形態</dt><dd>正社員</dd></dl><a>応募する</a>",
        ("株式会社みなとあかり", "三条市", "JP"),
    ),
}
OTHERS = {
    "id list": "<h1>Lowongan kerja</h1><h2><a href='/1'>Teknisi Lampu</a></h2><p>Makassar</p>"
    "<h2><a href='/2'>Perawat Malam</a></h2><p>Ambon</p><h2><a href='/3'>Juru Masak</a></h2>"
    "<p>Kupang</p>",
    "id article": "<h1>Cara merawat lampu dermaga</h1><p>Lampu dermaga perlu dirawat setiap minggu "
    "agar kapal dapat berlabuh dengan aman. Pengalaman nelayan di pelabuhan kecil menunjukkan "
    "bahwa kabel sering rusak oleh air laut.</p>",
    "ar article": "<h1>تاريخ المنارة</h1><p>بنيت المنارة قبل مئة عام لترشد السفن إلى الميناء، وما "
    "زالت تضيء كل ليلة. يزورها طلاب المدارس ويتعلمون فيها تاريخ المدينة.</p>",
    "he list": "<h1>דרושים</h1><h2><a href='/1'>חשמלאי לנמל</a></h2><p>חיפה</p>"
    "<h2><a href='/2'>אחות לילה</a></h2><p>עכו</p><h2><a href='/3'>טבח</a></h2><p>נהריה</p>",
}


@cache
def reader() -> PageReader:
    return PageReader(get_project_settings().getdict("ITEM_PIPELINES"))


def read(language: str, title: str, body: str) -> dict[str, Any] | None:
    page = (
        f"<!doctype html><html lang={language}><meta charset=utf-8><title>{title}</title>"
        f"<body><main>{body}</main></body></html>"
    )
    answer = Answer(page.encode(), content_type="text/html; charset=utf-8")
    return reader().read(answer, GenericSpider).posting


@pytest.mark.parametrize("language", POSTINGS)
def test_a_posting_is_read(language: str) -> None:
    title, body, (employer, city, country) = POSTINGS[language]
    posting = read(language, title, f"<h1>{title}</h1>{body}")
    assert posting is not None
    assert title.endswith(posting["title"])
    assert posting["organization"]["name"] == employer
    assert [(place["city"], place["country"]) for place in posting["locations"]] == [
        (city, country)
    ]


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_none_is_not(name: str) -> None:
    assert read(name[:2], "Pelabuhan", OTHERS[name]) is None

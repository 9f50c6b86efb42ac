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
    "lt": (
        "Elektrikas",
        "<p>UAB „Uosto žiburiai“</p><table><tr><td>Miestas</td><td>Klaipėda</td></tr><tr>"
        "<td>Darbo laikas</td><td>Visa darbo diena</td></tr></table><h3>Darbo pobūdis</h3><ul>"
        "<li>prižiūrėti krantinių žibintus ir keisti kabelius</li><li>pildyti darbų žurnalą</li>"
        "</ul><h3>Reikalavimai</h3><ul><li>dvejų metų patirtis</li></ul><a>Siųsti CV</a>",
        ("UAB „Uosto žiburiai“", "Klaipėda", "LT"),
    ),
    "lv": (
        "Elektriķis",
        "<p>Darba devējs: SIA Ostas gaismas</p><p>Darba vieta: Liepāja</p><h3>Darba pienākumi</h3>"
        "<ul><li>uzturēt kārtībā molu lampas un mainīt kabeļus</li><li>rakstīt pārskatus</li></ul>"
        "<h3>Prasības</h3><ul><li>divu gadu pieredze</li></ul><p>CV sūtīt: darbs@gaismas.example"
        "</p>",
        ("SIA Ostas gaismas", "Liepāja", "LV"),
    ),
    "et": (
        "Elektrik",
        "<p>Tööandja: Sadamatuled OÜ</p><p>Asukoht: Pärnu</p><h3>Tööülesanded</h3><ul><li>kaide "
        "laternate hooldus ja kaablite vahetus</li><li>tööpäeviku pidamine</li></ul><h3>Nõudmised "
        "kandidaadile</h3><ul><li>kaheaastane kogemus</li></ul><a>Kandideeri</a>",
        ("Sadamatuled OÜ", "Pärnu", "EE"),
    ),
    "bg": (
        "Електротехник",
        "<p>Работодател: Пристанищни светлини ООД</p><p>Месторабота: Бургас</p><h3>Отговорности"
        "</h3><ul><li>поддръжка на лампите по кейовете и смяна на кабели</li><li>водене на дневник"
        "</li></ul><h3>Изисквания към кандидата</h3><ul><li>две години опит</li></ul>"
        "<a>Кандидатствай</a>",
        ("Пристанищни светлини ООД", "Burgas", "BG"),
    ),
    "hr": (
        "Električar",
        "<p>Poslodavac: Lučka svjetla d.o.o.</p><p>Mjesto rada: Rijeka</p><h3>Opis posla</h3><ul>"
        "<li>održavanje svjetiljki na gatovima i zamjena kabela</li><li>vođenje dnevnika</li></ul>"
        "<h3>Uvjeti</h3><ul><li>dvije godine iskustva</li></ul><p>Životopis: posao@svjetla.example"
        "</p>",
        ("Lučka svjetla d.o.o.", "Rijeka", "HR"),
    ),
    "sl": (
        "Elektrikar",
        "<p>Delodajalec: Pristaniške luči d.o.o.</p><p>Kraj dela: Koper</p><h3>Delovne naloge</h3>"
        "<ul><li>vzdrževanje svetilk na pomolih in menjava kablov</li><li>vodenje dnevnika</li>"
        "</ul><h3>Pričakujemo</h3><ul><li>dve leti izkušenj</li></ul><p>Življenjepis pošljite na "
        "delo@luci.example</p>",
        ("Pristaniške luči d.o.o.", "Koper", "SI"),
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
    "lt list": "<h1>Darbo skelbimai</h1><h2><a href='/1'>Elektrikas</a></h2><p>Klaipėda</p>"
    "<h2><a href='/2'>Slaugytoja</a></h2><p>Palanga</p><h2><a href='/3'>Virėjas</a></h2>"
    "<p>Nida</p>",
    "hr list": "<h1>Oglasi za posao</h1><h2><a href='/1'>Električar</a></h2><p>Rijeka</p>"
    "<h2><a href='/2'>Njegovatelj</a></h2><p>Opatija</p><h2><a href='/3'>Kuhar</a></h2>"
    "<p>Krk</p>",
    "bg article": "<h1>Как се поддържа фар</h1><p>Фарът се поддържа всяка седмица, за да могат "
    "корабите да влизат безопасно. Опитът на рибарите показва, че кабелите често се "
    "повреждат от морската вода.</p>",
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

"""PDF postings: their text, and files that are made to cost time or memory."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from crawlers.page import Page, pdf
from crawlers.page.pdf import BadPdf, is_pdf, joined, read_pdf
from crawlers.spider import Healthy, PostingSpider
from tests.spider.walking import Answer, crawl, crawl_apart, served

LINES = (
    "Night Porter",
    "Location: Graz, Austria",
    "Application deadline: 14 May 2026",
    "Main duties",
    "The porter opens the gate to those who",
    "know the word, and to nobody else.",
    "Requirements",
    "- two years behind a desk",
    "- a good memory for faces",
)


def make_pdf(pages: Sequence[Sequence[str]], shared: bytes = b"", copies: int = 0) -> bytes:
    """A PDF made by hand: each page a list of lines. shared: one packed stream for `copies` pages
    more."""
    streams = [
        b"BT /F1 12 Tf 14 TL 72 760 Td "
        + b" ".join(f"({line}) Tj T*".encode() for line in page)
        + b" ET"
        for page in pages
    ]
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for stream in streams:
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream))
        objects.append(_page(len(objects)))
        kids.append(len(objects))
    if copies:
        packed = zlib.compress(shared)
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)
        )
        content = len(objects)
        for _ in range(copies):
            objects.append(_page(content))
            kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    return _written(objects)


def _page(content: int) -> bytes:
    resources = b"<< /Font << /F1 3 0 R >> >>"
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources %b /Contents %d 0 R >>"
        % (resources, content)
    )


def _written(objects: Sequence[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R "
        b">>\nstartxref\n%d\n%%%%EOF"
        % (
            size,
            table,
            size,
            len(out),
        )
    )


def word(body: bytes) -> str:
    with pytest.raises(BadPdf) as refused:
        read_pdf(body)
    return str(refused.value)


def test_the_text_of_a_pdf_in_its_lines() -> None:
    assert read_pdf(make_pdf([LINES])).splitlines() == list(LINES)


def test_pages_are_joined_without_their_running_lines() -> None:
    numbered = [
        "\n".join(("Kestrel Ridge", f"words {n * 'x'}", f"Page {n} of 4")) for n in range(1, 5)
    ]
    assert joined(numbered) == "words x\n\nwords xx\n\nwords xxx\n\nwords xxxx"
    assert joined(numbered[:2]) == "\n\n".join(numbered[:2]), "of two pages nobody can tell"


def test_what_a_pdf_is() -> None:
    assert is_pdf(make_pdf([LINES])) and is_pdf(b"\r\n\x00%PDF-1.7 ...")
    assert not is_pdf(b"<html>about %PDF- files</html>") and not is_pdf(b"")


# --- Files that cannot or must not be read --------------------------------------------------------


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_file_is_broken_or_whole_but_never_half(share: float) -> None:
    body = make_pdf([LINES] * 4)
    try:
        text = read_pdf(body[: int(len(body) * share)])
    except BadPdf as error:
        assert str(error) in ("pdf_broken", "pdf_without_text")
    else:
        assert text.count("Night Porter") == 4, (
            "a part of the pages would look like a shorter posting"
        )


def test_a_file_without_its_end_is_broken_even_where_its_text_could_be_read() -> None:
    body = make_pdf([LINES])
    assert word(body[: body.rindex(b"trailer")]) == word(body[:-5]) == "pdf_broken"


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.4\n" + b"\x00" * 500, b"%PDF-1.4\n%%EOF", b"%PDF-", b"%PDF-1.4 " + b"<<" * 100_000],
)
def test_what_only_begins_like_a_pdf_is_broken(body: bytes) -> None:
    assert word(body) == "pdf_broken"


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(make_pdf([LINES]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_encrypted_file_is_read_only_if_anybody_may() -> None:
    assert word(encrypted("secret")) == "pdf_encrypted"
    assert read_pdf(encrypted("")).splitlines() == list(LINES)


def test_a_scanned_page_has_no_text() -> None:
    assert word(make_pdf([[]])) == "pdf_without_text"


def test_two_thousand_pages_that_share_a_stream_cost_no_time() -> None:
    stream = b"BT /F1 12 Tf 72 700 Td " + b"(word ) Tj " * 20_000 + b"ET"
    began = time.monotonic()
    assert word(make_pdf([LINES], stream, 2000)) == "pdf_too_long"
    assert time.monotonic() - began < 60  # one by one they would take many minutes


def test_a_reader_that_does_not_end_is_killed() -> None:
    stream = b"BT /F1 12 Tf 72 700 Td " + b"(word ) Tj 0 0 Td " * 60_000 + b"ET"
    body = make_pdf([LINES], stream, 99)
    assert len(body) < 40_000
    began = time.monotonic()
    with pytest.raises(BadPdf, match="pdf_time"):
        read_pdf(body, seconds=1.5)
    assert time.monotonic() - began < 60  # it would not end at all


def test_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that unpacks to 600 MB; the worker says so, or its reader refuses to unpack it."""
    packed = zlib.compressobj(9)
    stream = b"".join(packed.compress(b" " * 10_000_000) for _ in range(60)) + packed.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(stream), stream),
        _page(4),
    ]
    assert word(_written(objects)) in ("pdf_memory", "pdf_broken", "pdf_without_text", "pdf_time")


def test_the_worker_is_confined_and_knows_nothing_of_the_project(tmp_path: Path) -> None:
    code = (
        "import runpy, resource; space = runpy.run_path(PATH); space['_confine']();"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], "
        "resource.getrlimit(resource.RLIMIT_CPU)[0]);"
        "f = open(OUT, 'w'); f.write('x'); f.flush()"
    )
    code = code.replace("PATH", repr(pdf.__file__)).replace("OUT", repr(str(tmp_path / "out")))
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=20
    )
    assert done.stdout.split() == [str(512 << 20), "10"]
    assert done.returncode != 0, "it can write no file"


# --- Where PDFs come in ---------------------------------------------------------------------------


def test_a_pdf_is_a_page_of_text() -> None:
    page = Page.from_pdf(make_pdf([LINES]))
    assert page.kind == "text" and not page.problems
    assert [block.kind for block in page.blocks][-2:] == ["item", "item"] and page.blocks[
        0
    ].text == "Night Porter"
    problems = Page.from_pdf(encrypted("secret")).problems
    assert [problem.partition(":")[0] for problem in problems] == ["pdf_encrypted"]


class Folder(PostingSpider):
    name = "folder"
    home = "https://folder.example"
    allowed_domains = ("folder.example",)
    list_urls = ("https://folder.example/jobs",)
    posting_url = r"/jobs/(?P<id>\d+)\.pdf"
    expect = Healthy(min_postings=1)


@pytest.mark.parametrize("apart", [False, True], ids=["in this process", "as scrapy crawl does"])
def test_a_crawl_reads_pdfs_and_names_those_it_cannot(apart: bool) -> None:
    links = "".join(f'<a href="/jobs/{n}.pdf">{n}</a>' for n in (4001, 4002, 4003))
    kind = {"Content-Type": "application/pdf", "ETag": '"x"'}
    routes = {
        "/jobs": f"<html><body>{links}</body></html>",
        "/jobs/4001.pdf": Answer(make_pdf([LINES]), headers=kind),
        "/jobs/4002.pdf": Answer(encrypted("secret"), headers=kind),
        "/jobs/4003.pdf": Answer(make_pdf([LINES])[:300], headers=kind),
    }
    with served(routes) as site:
        if apart:
            done = crawl_apart(Folder, origin=site.origin)
            assert done["ledger"]["given_up"] == {"4002": "pdf_encrypted", "4003": "pdf_broken"}
            assert done["stats"]["jobwire/fetched"] == 1
            return
        done = crawl(Folder, origin=site.origin)
    assert [item.key for item in done.items] == ["4001"]
    assert "Night Porter" in [block.text for block in done.items[0].blocks]
    assert done.ledger.given_up == {"4002": "pdf_encrypted", "4003": "pdf_broken"}
    assert done.ledger.fetched["4001"].etag == '"x"'

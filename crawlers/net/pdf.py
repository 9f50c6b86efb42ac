"""PdfText: a PDF becomes the plain text it holds, before any plugin sees it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy.http import TextResponse

from crawlers.net.reasons import Refused
from crawlers.page.pdf import BadPdf, is_pdf, read_pdf

if TYPE_CHECKING:
    from scrapy.http import Request, Response

AT_ONCE = 2
"""PDFs that are read at the same time, each in a process of its own."""


class PdfText:
    """Downloader middleware; stands behind the one that unpacks. The crawl goes on while a worker
    reads."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Replace a PDF by its text. Raise Refused with the reader's reason where it has none."""
        if response.status != 200 or not is_pdf(response.body):
            return response
        async with self._turns:
            try:
                text = await asyncio.to_thread(read_pdf, response.body)
            except BadPdf as error:
                raise Refused(str(error), request.url) from None
        headers = {
            name: values
            for name, values in response.headers.items()
            if name.lower() in (b"etag", b"last-modified")
        }
        return TextResponse(
            response.url,
            status=200,
            headers={**headers, b"Content-Type": b"text/plain; charset=utf-8"},
            body=text.encode(),
            request=response.request,
        )

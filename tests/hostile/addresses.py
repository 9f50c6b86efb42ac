"""R: where a site's answers and links try to send the crawler.

Here the site is found by its name, as on the web. Only the site's names may resolve to this machine
(JOBWIRE_PRIVATE_HOSTS), and a victim listens on every address of it.
"""

from __future__ import annotations

from tests.hostile.behaviours import GOOD, closed, item, quarantined, refused
from tests.hostile.names import INSIDE, REBINDS
from tests.hostile.pages import BODY, listing, posting
from tests.hostile.server import Answer, Wire

FORMS = {
    "R08": "2130706433",
    "R08b": "0177.0.0.1",
    "R08c": "127.1",
    "R08d": "0",
    "R09": "0x7f000001",
    "R11": "localhost",
    "R11b": "localhost.",
    "R11c": "a.localhost",
    "R11d": "db.internal",
    "R11e": "printer.local",
    "R28": "169.254.169.254",
    "R28b": "10.0.0.7",
    "R28c": "172.16.0.1",
    "R28d": "192.168.1.1",
    "R28e": "100.64.0.1",
    "R28f": "0.0.0.0",
    "R28g": "127.0.0.1",
    "R28h": "127.0.0.1.",
    "R28i": "[::1]",
    "R28j": "[::]",
    "R28k": "[::ffff:127.0.0.1]",
    "R28l": "[::ffff:7f00:1]",
    "R28m": "[fd00::8]",
    "R28n": "[fe80::1]",
    "R28o": "[2002:7f00:1::]",
    "R28p": "[64:ff9b::7f00:1]",
    "R28q": "①②⑦.0.0.1",
}
"""Spellings of addresses that no crawler may reach."""


def redirect(to: str) -> Answer:
    """Return an answer that redirects. In `to`, {port} is the victim's port and {own} the
    site's."""
    return lambda wire: wire.raw(
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
        + filled(wire, to).encode()
        + b"\r\n\r\n"
    )


def filled(wire: Wire, text: str) -> str:
    return text.replace("{port}", str(wire.shared["victim"])).replace(
        "{own}", str(wire.shared["own"])
    )


def chain(length: int) -> Answer:
    """Return an answer of this many redirects, then a good page."""

    def answer(wire: Wire) -> None:
        path, _, at = wire.asked.path.partition("?")
        if int(at or 0) == length:
            wire.page(posting(number=f"chain {length}"))
        else:
            redirect(f"{path}?{int(at or 0) + 1}")(wire)

    return answer


def fresh(wire: Wire) -> None:
    redirect(f"{wire.asked.path.partition('?')[0]}?{wire.asked.at}")(wire)


def cookie_wall(wire: Wire) -> None:
    wire.page(b"", "302 Found", f"Location: {wire.asked.path}", "Set-Cookie: seen=1")


def refreshes(to: str, body: str = "") -> Answer:
    return lambda wire: wire.page(
        filled(
            wire,
            f"<html><head><meta http-equiv=refresh "
            f'content="0;url={to}"></head><body>{body}</body></html>',
        )
    )


ADDRESSES = [
    quarantined("R01 ten redirects", chain(10), "redirects", most=6),
    item("R01b three redirects", chain(3), most=4),
    quarantined("R02 twenty redirects", chain(20), "redirects", most=6),
    quarantined("R03 25 redirects", chain(25), "redirects", most=6),
    quarantined(
        "R04 redirected to itself", lambda w: redirect(w.asked.path)(w), "redirects", most=6
    ),
    quarantined("R05 a new address for ever", fresh, "redirects", most=6),
    quarantined("R06 cookie wall", cookie_wall, "redirects", most=6),
    refused("R07 to another port", redirect("http://www.board.example:{port}/jobs/1"), "port"),
    *(
        refused(f"{number} to {form}", redirect(f"http://{form}:{{port}}/jobs/1"), "offsite")
        for number, form in FORMS.items()
    ),
    refused(
        "R10 with a user before the host",
        redirect("http://www.board.example@127.0.0.1:{port}/"),
        "userinfo",
    ),
    quarantined("R12 to file:", redirect("file:///etc/hostname"), "http_302"),
    quarantined("R13 to data:", redirect("data:text/html,<h1>Rope</h1>"), "http_302"),
    quarantined("R14 to ftp:", redirect("ftp://127.0.0.1:{port}/jobs/1"), "http_302"),
    quarantined("R15 to javascript:", redirect("javascript:alert(1)"), "address"),
    quarantined(
        "R16 meta refresh inside", refreshes("http://127.0.0.1:{port}/jobs/1"), "empty_page"
    ),
    item(
        "R16b meta refresh over a posting",
        refreshes("http://127.0.0.1:{port}/", f"<h1>Net Mender R16b</h1>{BODY}"),
    ),
    quarantined("R17 meta refresh to file:", refreshes("file:///etc/hostname"), "empty_page"),
    quarantined("R18 no Location", lambda w: w.page(b"", "302 Found"), "http_302"),
    refused(
        "R19 line break in Location", redirect("http://127.0.0.1:{port}/\rX-Evil: 1"), "offsite"
    ),
    quarantined("R20 garbage for a Location", redirect("http://[::1/jobs/1"), "address"),
    quarantined("R21 Location of 60 KB", redirect("/jobs/" + "a" * 60_000), "connection"),
    refused("R29 to another source", redirect("http://www.calm.example:{own}/jobs/1"), "offsite"),
    closed("R29b to another posting of the site", redirect("/jobs/3"), "moved to 3"),
]
LINKS = {
    "R22 link to file:": "file:///jobs/r22",
    "R23 link inside": "http://127.0.0.1:{port}/jobs/r23",
    "R25 link to javascript:": "javascript:location='/jobs/r25'",
    "R25b link to data:": "data:text/html,/jobs/r25b",
    "R25c link to ftp:": "ftp://www.board.example/jobs/r25c",
}
NAMED = {
    **{
        f"R26{letter} {name} is {address}": f"http://{name}:{{own}}/jobs/r26{letter}"
        for letter, (name, address) in zip("abcde", INSIDE.items(), strict=True)
    },
    "R27 rebinding": f"http://{REBINDS}:{{own}}/jobs/r27",
}
"""Links on the list page; those that the site owns are requested."""


def site(wire: Wire) -> None:
    """Answer with the list, its base poisoned (R24), and the links; otherwise with nothing."""
    keys = [*range(1, GOOD + 1), *(behaviour.key for behaviour in ADDRESSES)]
    links = "".join(
        f'<a href="{address}">Posting</a>' for address in (*LINKS.values(), *NAMED.values())
    )
    wire.page(
        filled(
            wire,
            listing(keys, links).replace("<head>", '<head><base href="http://127.0.0.1:{port}/">'),
        )
    )

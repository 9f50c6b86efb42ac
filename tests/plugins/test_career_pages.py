"""`scrapy boards`, typed, over two hundred career pages that a proxy on loopback serves."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawlers.contract.boards import Board, read_boards
from crawlers.contract.boards_added import with_boards
from crawlers.plugins.career_page import read_career_page
from crawlers.plugins.employer_names import agrees
from tests.commands.typed import Done, typed
from tests.plugins.career_pages import cases

Pages = Mapping[str, tuple[int, dict[str, str], str]]


@contextmanager
def proxy(pages: Pages) -> Iterator[tuple[str, list[str]]]:
    """A proxy that has these pages of any host and no others, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            status, headers, body = pages.get(self.path, (404, {}, ""))
            self.send_response(status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def do_CONNECT(self) -> None:
            asked.append(self.path)
            self.send_response(502)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def boards(folder: Path, pages: Pages, *words: str) -> tuple[Done, list[str]]:
    """Types `scrapy boards WORDS` with these pages as the web."""
    with proxy(pages) as (address, asked):
        done = typed(
            folder, "boards", *words, http_proxy=address, https_proxy=address, JOBWIRE_PROXY="1"
        )
    return done, asked


def verdicts(said: str) -> dict[str, str]:
    """By address, what was printed of it: `platform board`, or `no board: why`."""
    lines = [line for line in said.splitlines() if not line.startswith(" ")]
    return dict(line.split(": ", 1) for line in lines if line.startswith("http"))


# --- What a page says -----------------------------------------------------------------------------

HOST = "http://www.acme-foods.example"
OWN = '<html><head><meta property="og:site_name" content="Acme Foods"></head><body>%s</body>'
# address, what stands on the page, and the board; None where it is another employer's, or nobody's
PAGES: list[tuple[str, str, str, str | None]] = [
    ("its name", "/careers", '<a href="https://jobs.lever.co/acme-foods">Jobs</a>', "acme-foods"),
    (
        "its first words in a sentence",
        "/blog/2026/hiring",
        '<p>We are hiring, have a look at <a href="https://jobs.lever.co/acmefoods">our board</a>'
        " before the summer.</p>",
        "acmefoods",
    ),
    (
        "an abbreviation behind a button",
        "/careers",
        '<div><a href="https://jobs.lever.co/afx">View open positions</a></div>',
        "afx",
    ),
    (
        "an abbreviation in a sentence",
        "/careers",
        '<p>Others that we like have good boards too: <a href="https://jobs.lever.co/afx">jobs</a>'
        " for bakers and for millers.</p>",
        None,
    ),
    (
        "an abbreviation on a page about something else",
        "/recipes",
        '<main><div><a href="https://jobs.lever.co/afx">View open positions</a></div></main>',
        None,
    ),
    (
        "another employer's logo",
        "/careers/partners",
        '<div><a href="https://jobs.lever.co/birch"><img alt="Birch careers"></a></div>',
        None,
    ),
    (
        "a frame with another employer's board",
        "/blog/embedding",
        '<p>Birch shows its board so:</p><iframe src="https://jobs.lever.co/birch"></iframe>',
        None,
    ),
    ("a frame", "/karriere", '<iframe data-src="//jobs.lever.co/afx"></iframe>', "afx"),
    (
        "two boards of its own",
        "/careers",
        '<a href="https://jobs.lever.co/acmefoods">Office</a>'
        '<a href="https://jobs.lever.co/acme-foods-jobs">Kitchen</a>',
        None,
    ),
    (
        "its own board and others",
        "/careers",
        '<a href="https://jobs.lever.co/acmefoods">Jobs</a>'
        '<a href="https://jobs.lever.co/birch">Birch</a>'
        '<a href="https://jobs.lever.co/elm">Elm</a>',
        "acmefoods",
    ),
    (
        "spelled in two ways",
        "/careers",
        '<a href="https://jobs.lever.co/AcmeFoods">Jobs</a>'
        '<a href="https://jobs.lever.co/acmefoods/1">One</a>',
        "AcmeFoods",
    ),
    ("the platform alone", "/careers", '<a href="https://www.lever.co/">Lever</a> jobs', None),
    ("a comment", "/careers", '<!-- <a href="https://jobs.lever.co/acmefoods">Jobs</a> -->', None),
    ("a listing", "/careers", '<pre>&lt;a href="https://jobs.lever.co/acmefoods"&gt;</pre>', None),
    (
        "data with a text",
        "/careers",
        '<script type="application/json">{"a": "https://api.lever.co/v0/postings/birch"}</script>',
        None,
    ),
    (
        "a call in a script",
        "/careers",
        '<script>load("https:\\/\\/api.lever.co\\/v0\\/postings\\/afx?mode=json")</script>',
        "afx",
    ),
    (
        "a copy in an archive",
        "/careers",
        '<a href="https://archive.example/https://jobs.lever.co/acmefoods">Jobs</a>',
        None,
    ),
    ("a broken address", "/careers", '<a href="http://[jobs.lever.co/acmefoods">Jobs</a>', None),
    (
        "an address that leads elsewhere",
        "/careers",
        '<a href="https://jobs.lever.co/%2e%2e%2facmefoods">Jobs</a>',
        None,
    ),
]


@pytest.mark.parametrize(("said", "path", "main", "board"), PAGES, ids=[row[0] for row in PAGES])
def test_a_board_is_believed_only_by_a_sign_that_it_is_the_employers(
    said: str, path: str, main: str, board: str | None
) -> None:
    page = read_career_page(HOST + path, (OWN % main).encode(), "text/html")
    sign = page.found()
    assert (sign and sign.board.board) == board, page.signs
    if board is None:
        assert page.reason()


SHOWN = '<iframe src="https://jobs.lever.co/acme-foods"></iframe>'
CALL = '<div><a href="https://jobs.lever.co/acme-foods">View jobs</a></div>'
# The same on a host that has no name: a machine, a server of tests.
NAMELESS = [
    ("<title>Careers at Acme Foods</title>", CALL, "acme-foods"),
    ("<title>Jobs | Acme Foods GmbH</title>", CALL, "acme-foods"),
    ("<title>Careers</title><h1>Work at Acme Foods</h1>", CALL, "acme-foods"),
    ("<title>Careers</title><p>Acme Foods bakes bread.</p>", SHOWN, "acme-foods"),
    ("<title>Careers at Birch</title><p>Acme Foods is hiring, too:</p>", CALL, None),
    ("<title>How Acme Foods fills its roles</title>", f"<p>Acme Foods: {CALL}</p>", None),
    ("<title>Open roles</title><p>Acme Foods bakes bread.</p>", SHOWN, "acme-foods"),
]


@pytest.mark.parametrize(("head", "main", "board"), NAMELESS, ids=[row[0] for row in NAMELESS])
def test_where_the_host_has_no_name_the_title_has_it(
    head: str, main: str, board: str | None
) -> None:
    body = f"<html>{head}{main}</html>".encode()
    sign = read_career_page("http://127.0.0.1:8080/careers", body, "text/html").found()
    assert (sign and sign.board.board) == board


def test_a_script_that_sends_the_reader_on_is_a_redirect() -> None:
    for script in ('window.location.href = "%s"', "location.replace('%s')", 'location="%s";'):
        body = f"<script>{script % 'https:////x'}</script>".replace("////x", "//jobs.lever.co/afx")
        page = read_career_page("http://www.acme.example/jobs", body.encode(), "text/html")
        assert page.moved == "https://jobs.lever.co/afx"
        with_text = f"{body}<p>{'We bake bread for the town. ' * 9}</p>".encode()
        assert not read_career_page("http://www.acme.example/jobs", with_text, "text/html").moved


@pytest.mark.parametrize(
    ("board", "name", "agree"),
    [
        ("acme", "Acme GmbH", True),
        ("acmecareers", "Acme, Inc.", True),
        ("careers-acme", "acme", True),
        ("mueller-soehne", "Müller & Söhne KG", True),
        ("nlw", "North Lake Works", True),
        ("AcmeToolWorks", "Acme Tool Works", True),
        ("acmetools", "Acme", False),
        ("works", "Acme Works", False),
        ("careers", "Careers", False),
        ("aw", "Acme Works", False),
    ],
)
def test_a_board_has_the_employers_name_or_has_not(board: str, name: str, agree: bool) -> None:
    assert agrees(Board("lever", board), [name]) is agree


def test_hosts_of_one_site_and_of_two() -> None:
    main = '<a href="http://%s/jobs">Careers</a>'
    for host, there, own in (
        ("www.acme.example", "jobs.acme.example", True),
        ("www.acme.co.uk", "jobs.acme.co.uk", True),
        ("www.acme.co.uk", "www.birch.co.uk", False),
        ("www.acme.example", "www.birch.example", False),
    ):
        page = read_career_page(f"http://{host}/", (main % there).encode(), "text/html")
        assert bool(page.onward) is own, (host, there)


# --- The file -------------------------------------------------------------------------------------

FILES = [
    ("", "lever:\n  acme:\n"),
    ("# ours\n", "# ours\nlever:\n  acme:\n"),
    ("lever: [birch]\n", "lever: [birch, acme]\n"),
    ("lever: [birch,]\n", "lever: [birch,acme]\n"),
    ("lever: []\nashby: [x]\n", "lever: [acme]\nashby: [x]\n"),
    ("lever: {birch: {name: b}} # one\n", "lever: {birch: {name: b}, acme: ~} # one\n"),
    ("lever:\n  - birch # one\n# end\n", "lever:\n  - birch # one\n  - acme\n# end\n"),
    ("lever:\n- birch\nashby:\n- x\n", "lever:\n- birch\n- acme\nashby:\n- x\n"),
    (
        "lever:\n    birch: {organization: Birch}  # one\n\n    # two\n    elm:\n\nashby: [x]\n",
        "lever:\n    birch: {organization: Birch}  # one\n\n    # two\n    elm:\n    acme:\n"
        "\nashby: [x]\n",
    ),
    (
        "lever:\n  birch:\n    standard:\n      - One.\n      - Two.\nashby: [x]",
        "lever:\n  birch:\n    standard:\n      - One.\n      - Two.\n  acme:\nashby: [x]",
    ),
    ("ashby: [x]", "ashby: [x]\nlever:\n  acme:\n"),
    ("ashby: [x]\r\n", "ashby: [x]\r\nlever:\r\n  acme:\r\n"),
    ("{ashby: [x]}\n", "{ashby: [x], lever: [acme]}\n"),
]


@pytest.mark.parametrize(("before", "after"), FILES, ids=[repr(row[0])[:40] for row in FILES])
def test_a_board_is_added_and_all_else_stays(before: str, after: str) -> None:
    assert with_boards(before, [Board("lever", "acme")]) == after


@pytest.mark.parametrize(
    "name", ["no", "0123", "Acme Labs", "it's", "a: b", "# a", "acme/ext?l=fr"]
)
def test_a_name_that_yaml_would_read_otherwise_is_quoted(name: str, tmp_path: Path) -> None:
    for before in ("", "lever: [x]\n", "lever: {x: }\n", "lever:\n- x\n"):
        path = tmp_path / "boards.yaml"
        path.write_text(with_boards(before, [Board("lever", name)]))
        assert Board("lever", name) in read_boards(path), path.read_text()


@pytest.mark.parametrize("text", ["lever: &a [x]\nashby: *a\n", "- lever\n", "lever: acme\n"])
def test_a_file_of_another_layout_is_left_as_it_is(text: str) -> None:
    with pytest.raises(ValueError):
        with_boards(text, [Board("lever", "acme")])


# --- The command ----------------------------------------------------------------------------------


WEB: Pages = {
    "http://www.acme.example/careers": (302, {"Location": "https://jobs.lever.co/acme"}, ""),
    "http://www.birch.example/": (200, {}, '<nav><a href="/jobs">Careers</a></nav>'),
    "http://www.birch.example/jobs": (
        200,
        {},
        '<iframe src="https://boards.greenhouse.io/embed/job_board?for=birch"></iframe>',
    ),
    "http://www.elm.example/robots.txt": (200, {}, "User-agent: *\nDisallow: /"),
    "http://www.elm.example/careers": (200, {}, '<a href="https://jobs.lever.co/elm">Jobs</a>'),
    "http://www.oak.example/careers": (
        200,
        {},
        '<a href="https://workforcenow.adp.com/jobs?cid=1">Jobs</a>',
    ),
}


def test_boards_are_found_and_written_once(tmp_path: Path) -> None:
    (tmp_path / "boards.yaml").write_text("# ours\nlever: [oak]  # first\n")
    (tmp_path / "list.txt").write_text(
        "# employers\nhttp://www.birch.example/\n\nhttp://www.elm.example/careers  # asked not to\n"
        "http://www.oak.example/careers\nboards.greenhouse.io/fir\n"
    )
    words = ("http://www.acme.example/careers", "--file", str(tmp_path / "list.txt"), "--write")
    done, asked = boards(tmp_path, WEB, *words)
    assert done.code == 0, done.said
    found = verdicts(done.said)
    assert found == {
        "http://www.acme.example/careers": "lever acme",
        "http://www.birch.example/": "greenhouse birch",
        "http://www.elm.example/careers": "no board: robots_forbidden (its robots.txt forbids it)",
        "http://www.oak.example/careers": "no board: the page uses ADP, for which there is no "
        "platform class",
    }
    assert "boards.greenhouse.io/fir: greenhouse fir" in done.said
    assert "it redirects to the board: https://jobs.lever.co/acme" in done.said
    assert "3 of 5 addresses have a board" in done.said
    assert not [each for each in asked if "lever.co" in each or "greenhouse.io" in each]
    file = (tmp_path / "boards.yaml").read_text()
    assert file == "# ours\nlever: [oak, acme]  # first\ngreenhouse:\n  birch:\n  fir:\n"
    again, _ = boards(tmp_path, WEB, *words)
    assert (tmp_path / "boards.yaml").read_text() == file
    assert "added 0, 3 there already" in again.said


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 64), (("--file", "/nowhere/list.txt"), 64), (("http://www.none.example/",), 4)],
)
def test_what_cannot_be_done_has_its_code(
    tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    done, _ = boards(tmp_path, {}, *words)
    assert done.code == code and "Traceback" not in done.said, done.said


def test_a_file_that_cannot_be_added_to_is_said_before_anything_is_asked_for(
    tmp_path: Path,
) -> None:
    (tmp_path / "boards.yaml").write_text("lever: [a, a\n")
    done, asked = boards(tmp_path, {}, "http://www.acme.example/", "--write")
    assert done.code == 64 and not asked and "boards.yaml" in done.said
    assert (tmp_path / "boards.yaml").read_text() == "lever: [a, a\n"


# --- Two hundred pages ----------------------------------------------------------------------------


def test_of_the_pages_that_need_no_second_request_no_board_is_wrong_and_few_are_missed() -> None:
    right = missed = 0
    for case in cases():
        status, headers, body = case.pages[case.address]
        if status == 200 and not headers and body:
            sign = read_career_page(case.address, body.encode(), "text/html").found()
            found = (sign.board.platform, sign.board.board) if sign else None
            assert found in (case.board, None), (case.kind, found)
            right += found is not None
            missed += found is None and case.board is not None and len(case.pages) == 1
    assert right > 80 and right / (right + missed) >= 0.95


@pytest.mark.slow
def test_of_two_hundred_pages_no_board_is_wrong_and_few_are_missed(tmp_path: Path) -> None:
    made = cases()
    assert len(made) == 200
    assert len({case.address for case in made}) == 200
    (tmp_path / "addresses.txt").write_text("\n".join(case.address for case in made))
    pages = {url: page for case in made for url, page in case.pages.items()}
    done, _ = boards(tmp_path, pages, "--file", str(tmp_path / "addresses.txt"), "--write")
    found = verdicts(done.said)
    assert set(found) == {case.address for case in made}, done.said
    right, wrong, missed = [], [], []
    for case in made:
        said = found[case.address]
        if said.startswith("no board: "):
            if case.board:
                missed.append((case.kind, case.address, case.board, said))
        else:
            (right if case.board and said == " ".join(case.board) else wrong).append((case, said))
    assert not wrong, "\n".join(f"{case.kind} {case.board}: {said}" for case, said in wrong)
    assert len(right) / (len(right) + len(missed)) >= 0.95, "\n".join(map(str, missed))
    written = {(board.platform, board.board) for board in read_boards(tmp_path / "boards.yaml")}
    assert len(written) > 100 and written <= {case.board for case in made}

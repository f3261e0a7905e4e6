"""Words typed into every box are in no file of the browser's, in no request, no message and no store of the page.

The browser is one of the test's own, whose whole folder is searched: with the page open, after a crash, after clearing
the form and after closing. Beside the assessment stand pages of which the browser does keep what is typed, so that a
search that finds nothing has looked in the right places.
"""

import base64
import gzip
import http.server
import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import own_browser
import pytest
import traces
from assessment_page import ADDRESS, ENGINE_START_MS, INSTRUMENT
from keeping_page import lock_with_own, words_dialog
from own_browser import OwnBrowser
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, expect
from test_draft import ask_to_keep, found, kept
from traces import STEM, word

from builder import host, serve
from scoring.instrument import FieldKind

# In the order in which a form is filled in; the second run has the box for a total added up by hand.
BOXES = "#assessment :is(input[type=text], textarea):visible"
# How many the definition has: a date has three, each tick list one for its "Other".
PARTS = {FieldKind.DATE: 3, FieldKind.CHOICE: 0, FieldKind.CODE: 0}
TYPED = sum(PARTS.get(field.kind, 1) for field in INSTRUMENT.fields) + len(INSTRUMENT.tick_lists)
# Words of the page that keeps what is typed, one for each place.
LEAKY = {
    "a box": word(90),
    "session storage": word(91),
    "local storage": word(92),
    "a database": word(93),
    "history.state": word(94),
    "the address": word(95),
    "a message": word(96),
    "a request's body": word(97),
    "a cache": word(98),
}
# And of the assessment without what asks the browser to keep nothing.
UNGUARDED = (word(80), word(81))
AMONG = {*LEAKY.values(), *UNGUARDED}
LEAK = """async ([session, local, record, state, address, message, body, cached]) => {
  sessionStorage.kept = session;
  localStorage.kept = local;
  await new Promise(done => {
    const opened = indexedDB.open("kept", 1);
    opened.onupgradeneeded = () => opened.result.createObjectStore("kept");
    opened.onsuccess = () => {
      const change = opened.result.transaction("kept", "readwrite");
      change.objectStore("kept").put(record, 1);
      change.oncomplete = done;
    };
  });
  await (await caches.open("kept")).put("/kept", new Response(cached));
  history.replaceState(state, "", `#${address}`);
  console.log(message);
  await fetch("/", { method: "POST", body });
}"""
STORES = """async () => {
  const kept = [location.href, document.title, document.cookie, window.name, JSON.stringify(history.state)];
  kept.push(JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }));
  kept.push(JSON.stringify(await indexedDB.databases()));
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) kept.push(request.url, await (await cache.match(request)).text());
  }
  kept.push(...performance.getEntries().map(({ name }) => name));
  return kept.join("\\n");
}"""


class Ears:
    """Everything that came to this machine's servers, and everything that a browser asked for or said."""

    def __init__(self) -> None:
        """Hear nothing yet."""
        self.requests: list[bytes] = []
        self.messages: list[str] = []

    def follow(self, browser: OwnBrowser) -> None:
        """Listen to all tabs of a browser."""
        browser.context.on("request", self._request)
        browser.context.on("console", self._message)

    def _request(self, request: Request) -> None:
        parts = (request.url, *request.headers, *request.headers.values())
        self.requests.append("\n".join(parts).encode() + (request.post_data_buffer or b""))

    def _message(self, message: ConsoleMessage) -> None:
        self.messages.append(f"{message.type} {message.text} {message.location}")


@pytest.fixture
def ears() -> Ears:
    """Return what listens."""
    return Ears()


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder for all that a browser writes; a short name, since it opens sockets in it."""
    with tempfile.TemporaryDirectory(prefix="t-", ignore_cleanup_errors=True) as name:
        yield Path(name) / "all"


@pytest.fixture
def hearing_site(site: Path, ears: Ears) -> Iterator[str]:
    """Serve the site, and keep every byte that is asked of it."""

    class Hearing(host.Handler):
        def parse_request(self) -> bool:
            fine = super().parse_request()
            ears.requests.append(f"{self.requestline}\n{getattr(self, 'headers', '')}".encode())
            return fine

    with serve.start(site, handler=Hearing) as address:
        yield address


@pytest.fixture
def leaky_page() -> Iterator[str]:
    """Serve a page with one box whose words the browser may keep."""

    class Leaky(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = b"<!doctype html><title>Leaky</title><link rel=icon href='data:,'><input aria-label=box>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815  (the library looks for this name)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Leaky)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


def leak(browser: OwnBrowser, address: str) -> None:
    """Leave a word in every place that a page could keep one in."""
    page = browser.context.new_page()
    page.goto(address)
    page.get_by_label("box").press_sequentially(LEAKY["a box"])
    page.evaluate(LEAK, [LEAKY[place] for place in list(LEAKY)[1:]])


def type_unguarded(browser: OwnBrowser, site: str) -> None:
    """Type into the assessment without its autocomplete="off"."""
    page = browser.context.new_page()
    page.add_init_script("delete window.WebAssembly")

    def serve_without(route: Route) -> None:
        body = route.fetch().text()
        assert body.count('autocomplete="off"') > TYPED
        route.fulfill(content_type="text/html", body=body.replace('autocomplete="off"', ""))

    page.route(f"**{ADDRESS}", serve_without)
    page.goto(site + ADDRESS)
    page.get_by_label("Client’s Name").press_sequentially(UNGUARDED[0])
    page.get_by_label("POLICE ACTIVITY").press_sequentially(UNGUARDED[1])


def type_everywhere(page: Page) -> list[str]:
    """Tick every "Other", type a word of its own into every box, key by key; return the words."""
    for tick_list in INSTRUMENT.tick_lists:
        name = f"{tick_list.letter}. {tick_list.label}"
        page.get_by_role("group", name=name, exact=True).get_by_label(
            tick_list.other.label, exact=True
        ).check()
    boxes = page.locator(BOXES)
    words = [word(number) for number in range(boxes.count())]
    for number, each in enumerate(words):
        box = boxes.nth(number)
        box.focus()
        # A box that repeats an earlier one holds its word.
        page.keyboard.press("Control+a")
        page.keyboard.type(each)
    for number, each in enumerate(words):
        expect(boxes.nth(number)).to_have_value(each)
    for factor in INSTRUMENT.factors[:3]:
        page.get_by_role("group", name=f"{factor.position}) {factor.label}").get_by_role(
            "radio"
        ).first.check()
    return words


def held(page: Page) -> str:
    """Return what stands in a page's boxes."""
    values: list[str] = page.locator("input[type=text], input:not([type]), textarea").evaluate_all(
        "boxes => boxes.map(box => box.value)"
    )
    return "".join(values)


def restored(browser: OwnBrowser, addresses: list[str]) -> list[Page]:
    """Wait until a browser has opened again what was open; return the pages of these addresses."""
    until = time.monotonic() + 30
    pages: list[Page] = []
    while len(pages) < len(addresses):
        assert time.monotonic() < until, [page.url for page in browser.pages]
        browser.pages[0].wait_for_timeout(100)
        pages = [
            page for url in addresses for page in browser.pages if page.url.split("#")[0] == url
        ]
    for page in pages:
        page.wait_for_load_state()
    return pages


def wait_until_kept(folder: Path) -> None:
    """Wait until the browser has written down what it keeps of the other pages; ours would be there by then."""
    wanted = {*(LEAKY[place] for place in ON_DISK), *UNGUARDED}
    until = time.monotonic() + 60
    while missing := wanted - traces.words_on_disk(folder).keys():
        assert time.monotonic() < until, f"never written: {missing}"
        time.sleep(0.5)


ON_DISK = (
    *("a box", "session storage", "local storage", "a database"),
    *("history.state", "the address", "a cache"),
)


def expect_no_trace(folder: Path, ears: Ears, page: Page | None = None) -> None:
    """Expect none of the words of the form on disk, in requests or messages, or in what the page keeps."""
    on_disk = traces.words_on_disk(folder)
    assert {each: files for each, files in on_disk.items() if each not in AMONG} == {}
    assert traces.words_in(b"\n".join(ears.requests)) <= AMONG
    assert traces.words_in("\n".join(ears.messages).encode()) <= AMONG
    if page:
        assert traces.words_in(page.evaluate(STORES).encode()) == set()


def test_no_word_is_left_anywhere(
    browser: Browser,
    folder: Path,
    hearing_site: str,
    plain_server: str,
    leaky_page: str,
    ears: Ears,
) -> None:
    kinds = browser.browser_type
    logs = []
    with own_browser.running(kinds, folder) as chromium:
        ears.follow(chromium)
        logs.append(chromium.network_log)
        page = chromium.pages[0]
        page.goto(hearing_site + ADDRESS)
        expect(page.locator("html.engine-ready")).to_be_attached(timeout=ENGINE_START_MS)
        words = type_everywhere(page)
        assert len(words) == TYPED
        page.get_by_role("button", name="Check your answers").click()
        report = page.get_by_role("article", name="Completed assessment")
        for each in words:
            expect(report).to_contain_text(each)
        page.pdf()
        # A locked draft is what the form itself may keep, and the words that lock it are not to be found either.
        ask_to_keep(page)
        lock_with_own(words_dialog(page), f"{word(70)} kettle gravel umbrella")
        expect(kept(page)).to_be_visible()
        leak(chromium, leaky_page)
        type_unguarded(chromium, plain_server)
        wait_until_kept(folder)
        expect_no_trace(folder, ears, page)
        chromium.kill()
    expect_no_trace(folder, ears)

    own_browser.agree_to_restore(folder)
    with own_browser.running(kinds, folder, "--restore-last-session") as chromium:
        ears.follow(chromium)
        logs.append(chromium.network_log)
        # What a browser brings back where it may, and what of ours.
        ours, other = restored(chromium, [hearing_site + ADDRESS, leaky_page])
        assert held(other) == LEAKY["a box"]
        assert held(ours) == ""
        expect(found(ours)).to_be_visible()
        expect_no_trace(folder, ears, ours)

        page = chromium.context.new_page()
        page.add_init_script("delete window.WebAssembly")
        page.goto(hearing_site + ADDRESS)
        expect(page.get_by_label("Score so far")).to_contain_text("cannot be worked out here")
        words = type_everywhere(page)
        # One more: the total that is added up by hand.
        assert len(words) == TYPED + 1
        page.get_by_role("button", name="Check your answers").click()
        expect(page.locator("#answer-list")).to_contain_text(words[0])
        page.pdf()
        page.get_by_role("button", name="Clear form").last.click()
        page.get_by_role("button", name="Clear the form").click()
        expect(page.get_by_role("alert").filter(has_text="has been cleared")).to_be_visible()
        assert held(page) == ""
        expect_no_trace(folder, ears, page)
        # And what is closed without clearing it.
        ours.get_by_label("Client’s Name").press_sequentially(word(60))
        chromium.close()
    expect_no_trace(folder, ears)

    in_log = {each for log in logs for each in traces.words_in_network_log(log)}
    assert LEAKY["a request's body"] in in_log
    assert in_log <= AMONG
    assert LEAKY["a message"] in "\n".join(ears.messages)
    assert LEAKY["a request's body"].encode() in b"\n".join(ears.requests)


def test_the_search_looks_into_what_is_compressed_divided_or_encoded(tmp_path: Path) -> None:
    def searched(name: str, data: bytes) -> set[str]:
        assert STEM.encode() not in data
        file = tmp_path / name
        file.write_bytes(data)
        return traces.words_in_file(file)

    assert searched("cached", b"head" + gzip.compress(f"- {word(1)} -".encode())) == {word(1)}
    assert searched("wide", word(2).encode("utf-16-le")) == {word(2)}
    assert searched("capitals", word(3).upper().encode()) == {word(3)}
    for shift in range(3):
        encoded = base64.b64encode(b"abc"[:shift] + word(4).encode())
        assert searched("encoded", encoded) == {f"base64 ({shift})"}
    assert searched("hex", word(5).encode().hex().encode()) == {"hexadecimal"}
    divided = [word(6).encode()[:3], word(6).encode()[3:]]
    log = b"".join(b"\0" * 4 + struct.pack("<HB", len(part), 1) + part for part in divided)
    assert searched("000001.log", log) == {word(6)}
    assert searched(
        "000002.ldb", table(b"\x0d" + bytes([8 << 2]) + b"jk07 qzxv" + b"\x01\x09")
    ) == {word(7)}
    assert searched("half", STEM.upper().encode() + b"x") == {STEM}


def table(block: bytes) -> bytes:
    """Make a table of LevelDB of one block that Snappy has compressed."""
    data = block + bytes([1]) + b"\0" * 4
    index = bytes([0, 1, 2]) + b"z" + bytes([0, len(block)]) + struct.pack("<II", 0, 1)
    foot = bytes([0, 0, len(data), len(index)]).ljust(40, b"\0")
    return data + index + bytes(5) + foot + (0xDB4775248B80FB57).to_bytes(8, "little")

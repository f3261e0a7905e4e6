"""Tests that text typed into the form leaves no trace on disk, in requests, in console messages or in storage.

The test starts a browser of its own and searches its whole folder: with the page open, after a crash, after clearing
the form and after closing. Control pages, whose text the browser does store, show that the search looks in the right
places.
"""

import base64
import gzip
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

import disk_traces
import pytest
import throwaway_browser
from assessment_page import ADDRESS, INSTRUMENT
from disk_traces import STEM, word
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, expect
from same_origin_page import open_same_origin_page
from saving_page import ask_to_keep, draft_found, draft_kept, lock_with_own, words_dialog
from throwaway_browser import OwnBrowser
from waiting import eventually, until

from builder.serve import dev_server, loopback, production_headers
from scoring.definition.model import FieldKind

# In the order of the form. Without the engine, there is one more box, for the total entered by hand.
BOXES = "#assessment :is(input[type=text], textarea):visible"
# The number of boxes with the engine: most fields have one, a date has three, and a tick list has one for "Other".
PARTS = {FieldKind.DATE: 3, FieldKind.CHOICE: 0, FieldKind.CODE: 0}
TYPED = sum(PARTS.get(field.kind, 1) for field in INSTRUMENT.fields) + len(INSTRUMENT.tick_lists)
# The words of the control page: one for each place where text can be stored or sent.
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
# The words typed into an assessment without autocomplete="off".
UNGUARDED = (word(80), word(81))
ALL_WORDS = {*LEAKY.values(), *UNGUARDED}
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
# Text found in the assessment's own tab. The sealed form has no functions for storage (see harden-page.mjs).
IN_THE_TAB = """() => [
  location.href, document.title, window.name, JSON.stringify(history.state),
  ...performance.getEntries().map(({ name }) => name),
].join("\\n")"""
# Everything that the origin has stored, read from another page of the same origin.
STORES = """async () => {
  const kept = [document.cookie, JSON.stringify({ ...localStorage })];
  kept.push(JSON.stringify(await indexedDB.databases()));
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) kept.push(request.url, await (await cache.match(request)).text());
  }
  return kept.join("\\n");
}"""


class Ears:
    """The requests that the site's server received, and the requests and console messages of a browser."""

    def __init__(self) -> None:
        """Start with no requests and no messages."""
        self.requests: list[bytes] = []
        self.messages: list[str] = []

    def follow(self, browser: OwnBrowser) -> None:
        """Record the requests and console messages of all tabs of a browser."""
        browser.context.on("request", self._request)
        browser.context.on("console", self._message)

    def _request(self, request: Request) -> None:
        parts = (request.url, *request.headers, *request.headers.values())
        self.requests.append("\n".join(parts).encode() + (request.post_data_buffer or b""))

    def _message(self, message: ConsoleMessage) -> None:
        self.messages.append(f"{message.type} {message.text} {message.location}")


@pytest.fixture
def ears() -> Ears:
    """Return an empty record of requests and messages."""
    return Ears()


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder for everything that a browser writes. Its name is short, because it will contain sockets."""
    with tempfile.TemporaryDirectory(prefix="t-", ignore_cleanup_errors=True) as name:
        yield Path(name) / "all"


@pytest.fixture
def hearing_site(site: Path, ears: Ears) -> Iterator[str]:
    """Serve the site, and record the request line and the headers of every request."""

    class Hearing(production_headers.Handler):
        def parse_request(self) -> bool:
            fine = super().parse_request()
            ears.requests.append(f"{self.requestline}\n{getattr(self, 'headers', '')}".encode())
            return fine

    with dev_server.start(site, handler=Hearing) as address:
        yield address


@pytest.fixture
def leaky_page() -> Iterator[str]:
    """Serve the control page, with one box whose text the browser may store."""

    class Leaky(loopback.RequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = b"<!doctype html><title>Leaky</title><link rel=icon href='data:,'><input aria-label=box>"
            self.reply(body)

        do_POST = do_GET

    with loopback.running(loopback.Server((loopback.HOST, 0), Leaky)) as address:
        yield f"{address}/"


def logging_network(file: Path) -> tuple[str, str]:
    """Return the switches that make Chromium write a net log of everything that it sends."""
    return f"--log-net-log={file}", "--net-log-capture-mode=Everything"


def leak(browser: OwnBrowser, address: str) -> None:
    """Leave one of the words in every place where a page can store or send text."""
    page = browser.context.new_page()
    page.goto(address)
    page.get_by_label("box").press_sequentially(LEAKY["a box"])
    page.evaluate(LEAK, [LEAKY[place] for place in list(LEAKY)[1:]])


def type_unguarded(browser: OwnBrowser, site: str) -> None:
    """Type into an assessment that is served without its autocomplete="off"."""
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
    """Tick every "Other", and type a different word into every box, key by key; return the words."""
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
        # A box that copies an earlier box already contains its word.
        page.keyboard.press("Control+a")
        page.keyboard.type(each)
    for number, each in enumerate(words):
        expect(boxes.nth(number)).to_have_value(each)
    for factor in INSTRUMENT.factors[:3]:
        page.get_by_role("group", name=f"{factor.position}) {factor.label}").get_by_role(
            "radio"
        ).first.check()
    return words


def text_box_values(page: Page) -> str:
    """Return the text of all text boxes of a page."""
    values: list[str] = page.locator("input[type=text], input:not([type]), textarea").evaluate_all(
        "boxes => boxes.map(box => box.value)"
    )
    return "".join(values)


def restored(browser: OwnBrowser, addresses: list[str]) -> list[Page]:
    """Wait until a browser has restored its last session; return the pages at these addresses."""

    def at_these() -> list[Page]:
        return [
            page for url in addresses for page in browser.pages if page.url.split("#")[0] == url
        ]

    until(browser.pages[0], lambda: len(at_these()) == len(addresses))
    for page in at_these():
        page.wait_for_load_state()
    return at_these()


def wait_until_kept(folder: Path) -> None:
    """Wait until the words of the control pages are on disk. By then, those of the form would be there too."""
    expected = {*(LEAKY[place] for place in ON_DISK), *UNGUARDED}
    eventually(lambda: expected <= disk_traces.words_on_disk(folder).keys())


ON_DISK = (
    *("a box", "session storage", "local storage", "a database"),
    *("history.state", "the address", "a cache"),
)


def expect_no_trace(folder: Path, ears: Ears, page: Page | None = None) -> None:
    """Expect none of the form's words on disk, in requests, in console messages or in what the page stores."""
    on_disk = disk_traces.words_on_disk(folder)
    assert {each: files for each, files in on_disk.items() if each not in ALL_WORDS} == {}
    assert disk_traces.words_in(b"\n".join(ears.requests)) <= ALL_WORDS
    assert disk_traces.words_in("\n".join(ears.messages).encode()) <= ALL_WORDS
    if page:
        assert disk_traces.words_in(kept_by(page).encode()) == set()


def kept_by(page: Page) -> str:
    """Return everything that a sealed page's tab and origin have stored."""
    # Read by CDP, because each tab has its own session storage, and another tab cannot read it.
    session = page.context.new_cdp_session(page)
    whose = {"securityOrigin": page.evaluate("origin"), "isLocalStorage": False}
    in_session = session.send("DOMStorage.getDOMStorageItems", {"storageId": whose})
    session.detach()
    other = open_same_origin_page(page)
    in_stores: str = other.evaluate(STORES)
    other.close()
    return "\n".join([page.evaluate(IN_THE_TAB), str(in_session), in_stores])


def test_typed_text_leaves_no_trace_on_disk_in_requests_or_in_storage(
    browser: Browser,
    folder: Path,
    hearing_site: str,
    plain_server: str,
    leaky_page: str,
    ears: Ears,
) -> None:
    kinds = browser.browser_type
    logs = [folder.with_name(f"network-{number}.json") for number in range(2)]
    with throwaway_browser.running(kinds, folder, *logging_network(logs[0])) as chromium:
        ears.follow(chromium)
        page = chromium.pages[0]
        page.goto(hearing_site + ADDRESS)
        expect(page.locator("html.engine-ready")).to_be_attached()
        words = type_everywhere(page)
        assert len(words) == TYPED
        page.get_by_role("button", name="Check your answers").click()
        report = page.get_by_role("article", name="Completed assessment")
        for each in words:
            expect(report).to_contain_text(each)
        page.pdf()
        # The form may store a locked draft. Its passphrase must not be found either.
        ask_to_keep(page)
        lock_with_own(words_dialog(page), f"{word(70)} kettle gravel umbrella")
        expect(draft_kept(page)).to_be_visible()
        leak(chromium, leaky_page)
        type_unguarded(chromium, plain_server)
        wait_until_kept(folder)
        expect_no_trace(folder, ears, page)
        chromium.kill()
    expect_no_trace(folder, ears)

    throwaway_browser.agree_to_restore(folder)
    switches = ("--restore-last-session", *logging_network(logs[1]))
    with throwaway_browser.running(kinds, folder, *switches) as chromium:
        ears.follow(chromium)
        # The browser restores the text of the control page, but not that of the form.
        ours, other = restored(chromium, [hearing_site + ADDRESS, leaky_page])
        assert text_box_values(other) == LEAKY["a box"]
        assert text_box_values(ours) == ""
        expect(draft_found(ours)).to_be_visible()
        expect_no_trace(folder, ears, ours)

        page = chromium.context.new_page()
        page.add_init_script("delete window.WebAssembly")
        page.goto(hearing_site + ADDRESS)
        expect(page.get_by_label("Score and saving")).to_contain_text("cannot be calculated here")
        words = type_everywhere(page)
        # One more: the total entered by hand.
        assert len(words) == TYPED + 1
        page.get_by_role("button", name="Check your answers").click()
        expect(page.locator("#answer-list")).to_contain_text(words[0])
        page.pdf()
        page.get_by_role("button", name="Clear form").last.click()
        page.get_by_role("button", name="Clear the form").click()
        expect(page.get_by_role("alert").filter(has_text="has been cleared")).to_be_visible()
        assert text_box_values(page) == ""
        expect_no_trace(folder, ears, page)
        # This text is still in the form when the browser closes.
        ours.get_by_label("Client’s Name").press_sequentially(word(60))
        chromium.close()
    expect_no_trace(folder, ears)

    in_log = {each for log in logs for each in disk_traces.words_in_network_log(log)}
    assert LEAKY["a request's body"] in in_log
    assert in_log <= ALL_WORDS
    assert LEAKY["a message"] in "\n".join(ears.messages)
    assert LEAKY["a request's body"].encode() in b"\n".join(ears.requests)


def test_trace_search_finds_compressed_split_and_encoded_words(tmp_path: Path) -> None:
    def searched(name: str, data: bytes) -> set[str]:
        assert STEM.encode() not in data
        file = tmp_path / name
        file.write_bytes(data)
        return disk_traces.words_in_file(file)

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
    """Return a LevelDB table with one block in Snappy's compressed format."""
    data = block + bytes([1]) + b"\0" * 4
    index = bytes([0, 1, 2]) + b"z" + bytes([0, len(block)]) + struct.pack("<II", 0, 1)
    foot = bytes([0, 0, len(data), len(index)]).ljust(40, b"\0")
    return data + index + bytes(5) + foot + (0xDB4775248B80FB57).to_bytes(8, "little")

"""The assessment in Safari's engine: sealed, scored, saved, printed, also where it has no WebAssembly or no scripts."""

import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

import pypdfium2
import pytest
from paper import squeezed
from sample import FACTORS, envelope
from webkit_driver import PATIENCE_S, WebKit, driven, screen

from builder import host, serve, webkit
from builder.naming import named
from scoring import bridge, wording
from scoring.command_line import saved_file

FORM = "/assessing-risk/assessment/"
BAR = ".cse-bar"
WORDS = "kettle gravel umbrella ninety"
LIMIT = 90
# What each factor is answered with. The first is changed by a key afterwards.
CHOSEN = dict(zip(FACTORS, (4, 2, 3, 1, 5, 2, "not-known", 4, 3, 1, 4), strict=True))
PRACTICE = """
const until = async (found) => {
  for (;;) {
    const what = found();
    if (what) return what;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const seen = (selector) => () => {
  const found = document.querySelector(selector);
  return found?.getClientRects().length ? found : undefined;
};
const bar = document.querySelector(".cse-bar");
await until(() => bar.innerText.includes("Scored 0 of 11"));
document.querySelector("[data-practice]").click();
(await until(seen("#open-use"))).click();
await until(() => bar.innerText.includes("Scored 11 of 11"));
document.querySelector("#check-answers").click();
await until(seen("#report article"));
return document.documentElement.dataset.seal;
"""
BY_HAND = """
const bar = document.querySelector(".cse-bar");
while (!bar.innerText.includes("cannot be worked out")) await new Promise((resolve) => setTimeout(resolve, 50));
const write = (id, text) => {
  const box = document.getElementById(id);
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
};
write("client-name", "Sam Example");
write("total-by-hand", "27 from 9");
return `${typeof WebAssembly} ${bar.innerText}`;
"""


@pytest.fixture(scope="module")
def programs() -> webkit.Programs:
    """Return what drives the engine; build.py installs Debian's where it may."""
    named_one = os.environ.get(webkit.VARIABLE)
    found = webkit.on_machine(Path(named_one) if named_one else None)
    if found is None:
        pytest.skip("no WebKitGTK here, and none could be installed: see builder/webkit.py")
    return found


@pytest.fixture(scope="module")
def display(programs: webkit.Programs) -> Iterator[str]:
    """Run a screen for all tests."""
    with screen(programs) as name:
        yield name


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Stand for all other hosts; give its address, and what has been asked of them."""
    asked: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_CONNECT = do_HEAD = do_POST = do_GET  # noqa: N815 (the standard library's names)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as proxy:
        threading.Thread(target=proxy.serve_forever, args=(0.05,), daemon=True).start()
        yield f"127.0.0.1:{proxy.server_port}", asked
        proxy.shutdown()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the browser's home."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def browser(
    programs: webkit.Programs, display: str, home: Path, elsewhere: tuple[str, list[str]]
) -> Iterator[WebKit]:
    """Run one browser for all tests."""
    with driven(programs, display, home, elsewhere[0]) as running:
        yield running


@contextmanager
def served(
    site: Path, *, asked: list[str] | None = None, missing: str = "", loose: bool = False
) -> Iterator[str]:
    """Serve the site at an address of its own, without a file, or with a seal that does not hold.

    No service worker is to be had, as a page kept by it would ask for nothing.
    """
    form = named(site, "app") / "form.mjs"

    class Host(host.Handler):
        def send_head(self) -> io.BytesIO | BinaryIO | None:
            if asked is not None:
                asked.append(self.path)
            if self.path.endswith(("/service-worker.js", missing or "/service-worker.js")):
                self.send_error(404)
                return None
            if loose and self.path.endswith(f"/{form.name}"):
                text = form.read_text("utf-8")
                assert "\"connect-src 'none'\"" in text
                body = text.replace(
                    "\"connect-src 'none'\"", "\"connect-src 'self' data:\""
                ).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/javascript")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                return io.BytesIO(body)
            return super().send_head()

    with serve.start(site, handler=Host) as address:
        yield address


def chosen(answers: dict[str, object], name: str) -> str:
    """Return the selector of a factor's answer."""
    return f'[data-item="{name}"] input[value="{answers[name]}"]'


def test_the_whole_assessment_is_filled_in_sealed_and_scored(
    site: Path, browser: WebKit, elsewhere: tuple[str, list[str]]
) -> None:
    asked: list[str] = []
    with served(site, asked=asked) as address:
        browser.open(address + FORM)
        browser.wait_for(BAR, "Scored 0 of 11")
        browser.wait_for("html[data-seal=sealed] [data-seal-words=sealed]", "Sealed.")
        engine = [path.rpartition("/")[2] for path in asked if "/engine/" in path]
        assert sorted(engine) == ["engine.json", "python.wasm"]
        del asked[:]
        browser.type("#client-name", "Sam Example")
        for name in CHOSEN:
            browser.click(chosen(CHOSEN, name))
        browser.type(chosen(CHOSEN, "factor-1"), "\ue015")  # the arrow down: the next statement
        answers = {**CHOSEN, "factor-1": 5, "client-name": "Sam Example"}
        told = json.loads(
            bridge.handle(json.dumps({"id": 1, "op": "score", "answers": envelope(answers)}))
        )
        texts = told["result"]["texts"]
        said = browser.wait_for(BAR, f"Total {texts['total']} ")
        assert f"Scored {texts['answered']}" in said
        assert texts["answered"] == "10 of 11"
        assert texts["range"] in said
        browser.click("#check-answers")
        assert "Sam Example" in browser.wait_for("#report article", texts["total-with-base"])
        # Since the seal, of nobody.
        assert asked == []
        assert elsewhere[1] == []


def test_what_is_asked_of_another_host_would_be_seen(
    browser: WebKit, elsewhere: tuple[str, list[str]]
) -> None:
    browser.open("http://elsewhere.invalid/")
    assert "http://elsewhere.invalid/" in elsewhere[1]
    elsewhere[1].clear()


def test_started_in_the_ordinary_way_it_is_sealed_as_well(site: Path, browser: WebKit) -> None:
    asked: list[str] = []
    with served(site, asked=asked, missing="/python.wasm") as address:
        browser.open(address + FORM)
        browser.wait_for(BAR, "Scored 0 of 11")
        browser.wait_for("html[data-seal=sealed] [data-seal-words=sealed]", "Sealed.")
        assert any(path.endswith("/ordinary/pyodide.asm.wasm") for path in asked)
        browser.click(chosen(CHOSEN, "factor-5"))
        browser.wait_for(BAR, "Total 5 ")


@pytest.mark.parametrize("missing", ["", "/python.wasm"], ids=["image", "ordinary"])
def test_a_seal_that_does_not_hold_is_not_claimed(
    site: Path, browser: WebKit, missing: str
) -> None:
    with served(site, missing=missing, loose=True) as address:
        browser.open(address + FORM)
        browser.wait_for(BAR, "Scored 0 of 11")
        browser.wait_for("html[data-seal=failed] [data-seal-words=failed]", "Not sealed.")


def download(home: Path) -> Path:
    """Wait until a file has been written; return it."""
    until = time.monotonic() + PATIENCE_S
    while not (found := [each for each in home.glob("*.cse") if each.stat().st_size]):
        assert time.monotonic() < until, "nothing was saved"
        time.sleep(0.05)
    return found[0]


def test_a_file_is_saved_as_a_download_and_opened(site: Path, browser: WebKit, home: Path) -> None:
    with served(site) as address:
        browser.open(address + FORM)
        browser.type("#client-name", "Sam Example")
        browser.click(chosen(CHOSEN, "factor-1"))
        browser.wait_for(BAR, "Scored 1 of 11")
        browser.click(".cse-keep [data-save]")
        browser.click("#words-kind-own")
        browser.type("#words-own", WORDS)
        browser.type("#words-again", WORDS)
        browser.click("#words-use")
        browser.wait_for("[data-save-state]", "as a download")
        file = download(home)
        kept = json.loads(saved_file.unlock(file.read_text("utf-8"), WORDS))["answers"]
        assert (kept["client-name"], kept["factor-1"]) == ("Sam Example", 4)
        browser.clear("#client-name")
        browser.type("#client-name", "Somebody Else")
        browser.click(".cse-keep [data-open]")
        browser.type("#open-file", str(file))
        browser.type("#open-words", WORDS)
        browser.click("#open-unlock")
        browser.click("#open-use")
        browser.wait_for("#opened", "is in the form")
        name = "return document.querySelector('#client-name').value"
        assert browser.run(name) == "Sam Example"
        browser.click("#put-back")
        assert browser.run(name) == "Somebody Else"


def test_a_page_is_read_and_another_found_by_the_search(site: Path, browser: WebKit) -> None:
    with served(site) as address:
        browser.open(f"{address}/recognise/signs/")
        browser.wait_for("h1", "What signs of sexual exploitation")
        browser.type("[data-md-component=search-query]", "boyfriend older")
        browser.wait_for(".md-search-result__meta", "matching document")
        browser.click(".md-search-result__item a[href*='/recognise/types/']")
        browser.wait_for("h1", "Some types of sexual exploitation")


@contextmanager
def printed(
    address: str, display: str, folder: Path, *script: str, **variables: str
) -> Iterator[tuple[str, pypdfium2.PdfDocument]]:
    """Print the form by webkit_paper.py; give what its script returned, and the paper."""
    file = folder / "printed.pdf"
    program = Path(__file__).with_name("webkit_paper.py")
    finished = subprocess.run(
        [sys.executable, program, address + FORM, file, *script],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
        env={**os.environ, "DISPLAY": display, "HOME": str(folder), **variables},
    )
    assert finished.returncode == 0, finished.stderr
    document = pypdfium2.PdfDocument(file)
    try:
        yield finished.stdout, document
    finally:
        document.close()


def sheets(document: pypdfium2.PdfDocument) -> list[str]:
    """Return the text of each page, without white space: it is read letter by letter where it runs down the edge."""
    return [squeezed(page.get_textpage().get_text_bounded()) for page in document]


def test_the_report_is_printed_and_marked_on_each_page(
    site: Path, display: str, tmp_path: Path
) -> None:
    with served(site) as address, printed(address, display, tmp_path, PRACTICE) as (said, paper):
        assert said.strip() == "sealed"
        pages = sheets(paper)
        assert len(pages) >= 4
        assert "from11of11factors" in "".join(pages)
        for page in pages:
            assert squeezed(wording.PRACTICE) in page
            assert "Completed16November2026" in page


def test_without_scripts_it_is_printed_to_be_filled_in(
    site: Path, display: str, tmp_path: Path
) -> None:
    with served(site) as address, printed(address, display, tmp_path) as (_, paper):
        pages = sheets(paper)
        assert len(pages) >= 8
        assert "11)" in "".join(pages)
        for page in pages:
            assert squeezed(f"{wording.MARKING} when completed") in page


def test_without_webassembly_it_is_filled_in_and_printed_with_a_total_by_hand(
    site: Path, display: str, tmp_path: Path
) -> None:
    # The engine's own switch has had both names.
    off = {"JSC_useWasm": "0", "JSC_useWebAssembly": "0"}
    with (
        served(site) as address,
        printed(address, display, tmp_path, BY_HAND, **off) as (said, paper),
    ):
        assert said.startswith("undefined The scores cannot be worked out here.")
        pages = sheets(paper)
        assert "SamExample" in "".join(pages)
        assert "27from9" in "".join(pages)
        for page in pages:
            assert squeezed(wording.MARKING) in page

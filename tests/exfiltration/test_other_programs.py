"""Tests of addresses that open another program, such as “mailto:”: no CSP directive or other rule on requests applies.

Such an address sends no request, so the attacker's server cannot notice it. The tests watch the browser instead. It
starts to navigate to the address, or it starts the Linux program for it. The tests replace that program by a stand-in.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, expect
from waiting import eventually

from builder.base import paths
from builder.serve import dev_server, production_headers
from builder.toolchain.chromium_program import VARIABLE

FORM = "/assessing-risk/assessment/"
# A page of the same host without any of our scripts.
BARE = "/bare.html"
SCHEMES = ("mailto:a@b.example?body={}", "sms:07700900123?body={}", "tel:{}", "x-own-app:{}")
# Each is run with a user gesture, because browsers allow most after a click. `address` is the address to open.
ATTEMPTS = {
    "location": "location.href = address",
    "location.assign": "location.assign(address)",
    "location.replace": "location.replace(address)",
    "navigation.navigate": "navigation.navigate(address)",
    "window.open": "open(address)",
    "window.open into this window": "open(address, '_self')",
    "a link clicked by a script": """const a = document.createElement("a");
      a.href = address; document.body.append(a); a.click()""",
    "a link outside the document": """const a = document.createElement("a"); a.href = address; a.click()""",
    "a link by an event": """const a = document.createElement("a"); a.href = address; document.body.append(a);
      a.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))""",
    "a link in a shadow tree": """const host = document.createElement("div"); document.body.append(host);
      const a = document.createElement("a"); a.href = address;
      host.attachShadow({ mode: "closed" }).append(a); a.click()""",
    "a link in an SVG": """const [svg, a] = ["svg", "a"].map(
        (name) => document.createElementNS("http://www.w3.org/2000/svg", name));
      a.setAttribute("href", address); svg.append(a); document.body.append(svg);
      a.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))""",
    "a frame": """const frame = document.createElement("iframe"); frame.src = address; document.body.append(frame)""",
    "a form": """const made = document.createElement("form"); made.action = address; made.method = "post";
      document.body.append(made); made.submit()""",
    "a form by its button": """const made = document.createElement("form"); made.action = address; made.method = "post";
      const button = document.createElement("button"); made.append(button);
      document.body.append(made); button.click()""",
    "a refresh": """const meta = document.createElement("meta"); meta.httpEquiv = "refresh";
      meta.content = `0; url=${address}`; document.head.append(meta)""",
}
# Runs a way, and sets an attribute after 300 ms. By then the browser has had time to handle the address.
_RUN = """(async () => {
  const address = %s;
  setTimeout(() => document.documentElement.setAttribute("data-tried", address), 300);
  %s;
})().catch(() => {})"""
_TRIED = "document.documentElement.getAttribute('data-tried')"


@dataclass
class OpenedAddresses:
    """The addresses that the browser started to navigate to or to open in a window."""

    addresses: list[str] = field(default_factory=list)

    def has(self, secret: str) -> bool:
        """Return whether one of the addresses contains this text."""
        return any(secret in each for each in self.addresses)


def follow(session: CDPSession, requests: OpenedAddresses) -> None:
    """Note each address that the page starts to navigate to or opens in a window."""
    session.send("Page.enable")
    for event in (
        "Page.frameStartedNavigating",
        "Page.windowOpen",
    ):
        session.on(event, lambda event_data: requests.addresses.append(event_data["url"]))


@pytest.fixture(scope="module")
def stand_ins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Create stand-ins for the Linux programs that open addresses. They write their arguments to the file `started`."""
    folder = tmp_path_factory.mktemp("programs")
    for name in ("xdg-open", "xdg-email"):
        program = folder / name
        program.write_text(f'#!/bin/sh\necho "$@" >> "{folder / "started"}"\n')
        program.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def own_browser(browser: Browser, stand_ins: Path) -> Iterator[Browser]:
    """Start a browser that finds the stand-ins first in its PATH."""
    with browser.browser_type.launch(
        executable_path=os.environ[VARIABLE],
        args=["--no-sandbox"],
        env={**os.environ, "PATH": f"{stand_ins}{os.pathsep}{os.environ['PATH']}"},
    ) as started:
        yield started


def try_attempt(session: CDPSession, body: str, address: str) -> None:
    """Run a way, and wait until the browser has handled it.

    Uses the DevTools protocol, because Playwright would wait for the navigation to end.
    """
    expression = _RUN % (json.dumps(address), body)
    session.send("Runtime.evaluate", {"expression": expression, "userGesture": True})

    def is_over() -> bool:
        reply = session.send("Runtime.evaluate", {"expression": _TRIED})
        return bool(reply["result"].get("value") == address)

    eventually(is_over)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_unprotected_page_can_open_addresses_of_other_programs(
    own_browser: Browser, name: str
) -> None:
    requests = OpenedAddresses()
    with own_browser.new_context() as context:
        context.route(
            "**/*", lambda route: route.fulfill(body="<h1>Bare</h1>", content_type="text/html")
        )
        page = context.new_page()
        page.goto(f"http://127.0.0.1:9{BARE}")
        session = context.new_cdp_session(page)
        follow(session, requests)
        for number, scheme in enumerate(SCHEMES):
            secret = f"unprotected{number}"
            try_attempt(session, ATTEMPTS[name], scheme.format(secret))
            eventually(lambda secret=secret: requests.has(secret))  # type: ignore[misc]


@pytest.mark.skipif(sys.platform != "linux", reason="the fake programs replace programs of Linux")
def test_mailto_address_on_an_unprotected_page_starts_a_program_of_the_device(
    own_browser: Browser, stand_ins: Path
) -> None:
    with own_browser.new_context() as context:
        context.route(
            "**/*", lambda route: route.fulfill(body="<h1>Bare</h1>", content_type="text/html")
        )
        page = context.new_page()
        page.goto(f"http://127.0.0.1:9{BARE}")
        # A browser starts only one program for each click of a user.
        page.mouse.click(5, 5)
        session = context.new_cdp_session(page)
        try_attempt(session, ATTEMPTS["location"], SCHEMES[0].format("really-started"))
        started = stand_ins / "started"
        eventually(lambda: started.is_file() and "really-started" in started.read_text("utf-8"))


@pytest.mark.parametrize(
    "handler", [production_headers.Handler, dev_server.Handler], ids=["headers", "none"]
)
def test_sealed_form_cannot_open_addresses_of_other_programs(
    own_browser: Browser, stand_ins: Path, site: Path, handler: type[dev_server.Handler]
) -> None:
    with dev_server.start(site, handler=handler) as address:
        requests = OpenedAddresses()
        open_ways = []
        with own_browser.new_context(service_workers="block") as context:
            page = context.new_page()
            page.goto(f"{address}{FORM}")
            expect(page.locator("html")).to_have_attribute("data-seal", "sealed")
            session = context.new_cdp_session(page)
            follow(session, requests)
            for name, body in ATTEMPTS.items():
                for number, scheme in enumerate(SCHEMES):
                    secret = f"sealed{list(ATTEMPTS).index(name)}x{number}"
                    try_attempt(session, body, scheme.format(secret))
                    if requests.has(secret):
                        open_ways.append(f"{name}, {scheme.split(':')[0]}")
                    assert re.search(FORM, page.url)
        started = stand_ins / "started"
        assert open_ways == []
        assert not started.is_file() or "sealed" not in started.read_text("utf-8")


def test_published_page_gives_the_number_of_ways_and_address_kinds_tried() -> None:
    page = (paths.DOCS / "about" / "what-stays-open.md").read_text("utf-8")
    assert f"We tried {len(ATTEMPTS)} ways with {len(SCHEMES)} kinds of address" in page

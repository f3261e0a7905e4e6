"""WebDriver client for WebKitGTK, which has Safari's engine.

The W3C's WebDriver protocol consists of HTTP requests, for which the standard library is enough.
"""

import json
import os
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from waiting import TIMEOUT_S, eventually

from builder.toolchain import webkit_program
from builder.toolchain.webkit_program import Programs

# Sometimes the browser never connects to its driver. Then both are started again. The last start has the full timeout.
_START_S = 20
_STARTS = 4
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
# Errors that end by themselves when the page is laid out and no longer moves.
_SOON = (
    *("no such element", "stale element reference"),
    *("element not interactable", "element click intercepted"),
)


class DriverError(Exception):
    """An error that the driver reports, with its WebDriver error code, such as `no such element`."""


class WebKit:
    """A running browser. An element must be visible to be clicked or typed into, as for a user."""

    def __init__(self, address: str, browser: Path, proxy: str, timeout: float) -> None:
        """Start a session, with a timeout of `timeout` seconds. Requests to other machines are sent to the proxy."""
        self._address = address
        capabilities = {
            "webkitgtk:browserOptions": {"binary": str(browser), "args": ["--automation"]},
            "proxy": {
                "proxyType": "manual",
                **{"httpProxy": proxy, "sslProxy": proxy, "noProxy": ["127.0.0.1"]},
            },
        }
        body = {"capabilities": {"alwaysMatch": capabilities}}
        opened = self._send("POST", "/session", body, timeout)
        self._session = f"/session/{opened['sessionId']}"

    def _send(self, method: str, path: str, body: object = None, timeout: float = TIMEOUT_S) -> Any:
        request = urllib.request.Request(
            self._address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as fault:
            with fault:
                raise DriverError(json.load(fault)["value"]["error"]) from None

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Send a WebDriver command in this session; return its value."""
        return self._send(method, self._session + path, body)

    def open(self, address: str) -> None:
        """Open an address in a new tab, and close the previous tab."""
        new = self.ask("POST", "/window/new", {"type": "tab"})["handle"]
        self.ask("DELETE", "/window")
        self.ask("POST", "/window", {"handle": new})
        self.ask("POST", "/window/rect", {"width": 1280, "height": 900})
        self.ask("POST", "/url", {"url": address})

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script in the page; return what it returns."""
        return self.ask("POST", "/execute/sync", {"script": script, "args": arguments})

    def text(self, selector: str) -> str:
        """Return the visible text of the first matching element, in one line."""
        return " ".join(str(self._of(selector, "GET", "text")).split())

    def click(self, selector: str) -> None:
        """Click an element, once it can be clicked."""
        self._patiently(lambda: self._of(selector, "POST", "click", {}))

    def type(self, selector: str, text: str) -> None:
        """Type into an element, key by key, once it can be typed into."""
        self._patiently(lambda: self._of(selector, "POST", "value", {"text": text}))

    def clear(self, selector: str) -> None:
        """Empty a text field."""
        self._patiently(lambda: self._of(selector, "POST", "clear", {}))

    def wait_for(self, selector: str, words: str) -> str:
        """Wait until an element shows these words; return its whole text."""
        last = ""

        def said() -> bool:
            nonlocal last
            with suppress(DriverError):
                last = self.text(selector)
            return words in last

        eventually(said)
        return last

    def _of(self, selector: str, method: str, what: str, body: object = None) -> Any:
        element = self.ask("POST", "/element", {"using": "css selector", "value": selector})
        return self.ask(method, f"/element/{element[_ELEMENT]}/{what}", body)

    def _patiently(self, act: Callable[[], object]) -> None:
        def done() -> bool:
            try:
                act()
            except DriverError as fault:
                if str(fault) not in _SOON:
                    raise
                return False
            return True

        eventually(done)


def programs_or_skip() -> Programs:
    """Return the programs that drive the engine. Skip the tests if they are missing.

    build.py installs Debian's packages if it is allowed to.
    """
    named = os.environ.get(webkit_program.VARIABLE)
    programs = webkit_program.on_machine(Path(named) if named else None)
    if programs is None:
        pytest.skip(
            "WebKitGTK, its driver or the virtual screen is missing: see builder/toolchain/webkit_program.py"
        )
    return programs


@contextmanager
def screen(programs: Programs) -> Iterator[str]:
    """Run a virtual screen; yield its name for the environment variable DISPLAY."""
    reading, writing = os.pipe()
    with (
        os.fdopen(reading) as pipe,
        _running(
            [programs.screen, "-displayfd", str(writing), "-screen", "0", "1280x1024x24"],
            pass_fds=(writing,),
        ),
    ):
        os.close(writing)
        number = pipe.readline().strip()
        assert number, f"{programs.screen} did not start"
        yield f":{number}"


@contextmanager
def driven(programs: Programs, display: str, home: Path, proxy: str) -> Iterator[WebKit]:
    """Run a browser on a screen. Its downloads are saved in `home`."""
    env = {**os.environ, "DISPLAY": display, "HOME": str(home)}
    with ExitStack() as stack:
        for left in reversed(range(_STARTS)):
            address = stack.enter_context(_driver(programs, env))
            try:
                timeout = _START_S if left else TIMEOUT_S
                browser = WebKit(address, programs.browser, proxy, timeout)
                break
            except (TimeoutError, DriverError):
                stack.close()
                if not left:
                    raise
        yield browser
        browser.ask("DELETE", "")


@contextmanager
def _driver(programs: Programs, env: dict[str, str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _running([programs.driver, "--host=127.0.0.1", f"--port={port}"], env=env):
        eventually(lambda: _listens(port))
        yield f"http://127.0.0.1:{port}"


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def _running(command: list[object], **how: Any) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    # In a process group of its own, so that the processes it has started end with it.
    with subprocess.Popen(
        [str(word) for word in command], stdout=quiet, stderr=quiet, start_new_session=True, **how
    ) as process:
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)

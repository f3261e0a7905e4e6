"""Web server of the attacked site. It notes the canaries in every request: in its path, headers, cookies and body.

It can serve the site with or without the toolkit's headers, and with some of its files changed.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from unpinned import without_pins

from builder.serve import dev_server, loopback
from exfiltration.listeners.listener import ReceivedCanaries

NAME = "toolkit.localhost"
# A page and a worker without any protection. They show first that each channel works.
BARE = "/bare.html"
BARE_WORKER = "/bare-worker.js"
_BARE_FILES = {BARE: b"<!doctype html><title>Bare</title><body>", BARE_WORKER: b"0;"}

Edit = Callable[[str], str]
# The path of the form's script, without the hash in the folder's name (see `_plain`).
FORM = "/app/assessment-boot.mjs"
# Missing (404) until offer_service_worker() is called. Otherwise the speed of the machine would decide whether the
# service worker already controls the page.
_SERVICE_WORKER = "/service-worker.js"
# From this number of requests for it, the canaries in `signs` count as arrived. A page makes far fewer by itself.
_REQUESTS_FOR_SIGN = 12


def _keep_nothing(script: str) -> str:
    """Return the service worker's script with an empty list of files to cache; the list has the whole site."""
    return re.sub(r"(?m)^globalThis\.FILES = .*$", "globalThis.FILES = {};", script, count=1)


def _plain(path: str) -> str:
    """Return a path without the hash in our folder's name, which changes with its content."""
    return re.sub(r"^(/app)-[0-9a-f]+(?=/)", r"\1", path)


def replaced(script: str, old: str, new: str) -> str:
    """Return a script with `old` replaced by `new`.

    Raises AssertionError unless `old` occurs exactly once.
    """
    assert script.count(old) == 1, f"the text to replace is no longer in the file: {old}"
    return script.replace(old, new)


def _start_nothing(script: str) -> str:
    """Return the form's script with an empty worker in place of the Python engine."""
    return replaced(script, "await (fetching ?? getEngine(signal))", "{ worker: new Blob() }")


@dataclass(frozen=True)
class OwnHost:
    """The host that serves the site."""

    # Without a trailing slash.
    address: str
    _edits: dict[str, Edit]
    _missing: set[str]
    # The canaries of the channel whose message is the number of requests for the service worker's file.
    signs: list[str]

    def offer_service_worker(self) -> None:
        """From now on, serve the site's service worker, but with no files to cache."""
        self._edits[_SERVICE_WORKER] = _keep_nothing
        self._missing.discard(_SERVICE_WORKER)

    def leave_out_engine(self) -> None:
        """From now on, serve the assessment without Python, which starts slowly and has no part in the seal."""
        edit = self._edits.get(FORM, str)
        self._edits[FORM] = lambda script: _start_nothing(edit(script))


class _Watched(dev_server.Handler):
    received: ReceivedCanaries
    edits: Mapping[str, Edit]
    missing: Collection[str]
    without: Collection[str]
    signs: Collection[str]
    asked_for_worker: list[str]

    def do_GET(self) -> None:
        """Note the request; respond with the file, changed if there is an edit for it."""
        self.received.take(f"{self.path}\n{self.headers}")
        path = urlsplit(self.path).path
        if path == _SERVICE_WORKER:
            self.asked_for_worker.append(path)
            if len(self.asked_for_worker) >= _REQUESTS_FOR_SIGN:
                self.received.take(" ".join(self.signs))
        if "secret-" in self.path and (path.endswith("/") or path in _BARE_FILES):
            # The canary has arrived. 204 (No Content) keeps the browser on its page, for the next channel.
            self._answer(204, b"")
        elif path in self.missing:
            self._answer(404, b"")
        elif path in _BARE_FILES:
            self._answer(200, _BARE_FILES[path])
        elif edit := self.edits.get(_plain(path)):
            file = self.translate_path(path + "index.html" if path.endswith("/") else path)
            text = Path(file).read_text("utf-8")
            self._answer(200, edit(without_pins(text) if FORM in self.edits else text).encode())
        elif FORM in self.edits and path.endswith("/"):
            page = Path(self.translate_path(path + "index.html"))
            self._answer(200, without_pins(page.read_text("utf-8")).encode())
        else:
            super().do_GET()

    def do_POST(self) -> None:
        """Note the request with its body."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.received.take(f"{self.path}\n{self.headers}\n{body!r}")
        self._answer(204, b"")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Respond without an entry in the log, because the channels request many files that do not exist."""
        self._answer(code, b"")

    def more_headers(self) -> dict[str, str]:
        """Return the host's headers except those left out; none for the page and the worker without protection."""
        if urlsplit(getattr(self, "path", "")).path in _BARE_FILES:
            return {}
        headers = super().more_headers()
        # The edits change during a run, so the browser must not use an older response.
        headers["Cache-Control"] = "no-store"
        without = {*self.without, *({"Integrity-Policy"} if FORM in self.edits else ())}
        return {name: value for name, value in headers.items() if name not in without}

    def _answer(self, status: int, body: bytes) -> None:
        path = urlsplit(self.path).path
        self.reply(body, self.guess_type("x.html" if path.endswith("/") else path), status)


@contextmanager
def serving(
    site: Path,
    received: ReceivedCanaries,
    handler: type[dev_server.Handler] = dev_server.Handler,
    edits: Mapping[str, Edit] | None = None,
    without: Collection[str] = (),
) -> Iterator[OwnHost]:
    """Serve the site while the block runs.

    `handler` decides which headers are sent, `edits` changes the text of the files at these paths, `without` names
    headers to leave out.
    """
    changed, missing = dict(edits or {}), {_SERVICE_WORKER}
    signs: list[str] = []
    options = {"received": received, "edits": changed, "missing": missing, "without": without}
    options |= {"signs": signs, "asked_for_worker": []}
    with dev_server.start(site, handler=type("_Handler", (_Watched, handler), options)) as address:
        # Use a host name, as a real host has: passkeys need one, and the attacker's address is then another site.
        yield OwnHost(address.replace(loopback.HOST, NAME), changed, missing, signs)

"""The site as a host serves it, watched: every request is noted, its address, headers and cookies included.

The same host can serve the site with the toolkit's headers or without, and with one of its files changed.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from unpinned import without_pins

from builder.serve import dev_server, loopback
from exfiltration.listeners.listener import Heard

NAME = "toolkit.localhost"
# A page and a worker without any protection, by which each way is first shown to work.
BARE = "/bare.html"
BARE_WORKER = "/bare-worker.js"
_BARE_FILES = {BARE: b"<!doctype html><title>Bare</title><body>", BARE_WORKER: b"0;"}

Edit = Callable[[str], str]
# By its name without the part that changes with what is in it.
FORM = "/app/assessment-boot.mjs"
# Not to be had until it is offered: whether it already answers for the host would hang on how quick the machine is.
_SERVICE_WORKER = "/service-worker.js"
# Far more requests for it than a page makes by itself.
_A_SIGN = 12


def _keep_nothing(script: str) -> str:
    """Return the site's service worker without its files, which are the whole site."""
    return re.sub(r"(?m)^globalThis\.FILES = .*$", "globalThis.FILES = {};", script, count=1)


def _plain(path: str) -> str:
    """Return an address without the part of our folders' names that changes with what is in them."""
    return re.sub(r"^(/app)-[0-9a-f]+(?=/)", r"\1", path)


def replaced(script: str, old: str, new: str) -> str:
    """Return a script with its one piece of this kind replaced by another."""
    assert script.count(old) == 1, f"{old} is no longer there to be replaced"
    return script.replace(old, new)


def _start_nothing(script: str) -> str:
    """Return the form's script with an empty worker in the engine's place."""
    return replaced(script, "await (fetching ?? getEngine(signal))", "{ worker: new Blob() }")


@dataclass(frozen=True)
class OwnHost:
    """The host that serves the site."""

    # Without a last slash.
    address: str
    _edits: dict[str, Edit]
    _missing: set[str]
    # Secrets that are told by how often the service worker's file is asked for.
    signs: list[str]

    def offer_service_worker(self) -> None:
        """From now on serve the site's service worker, though with nothing to keep."""
        self._edits[_SERVICE_WORKER] = _keep_nothing
        self._missing.discard(_SERVICE_WORKER)

    def leave_out_engine(self) -> None:
        """From now on serve the assessment without Python, which is slow to start and seals nothing."""
        edit = self._edits.get(FORM, str)
        self._edits[FORM] = lambda script: _start_nothing(edit(script))


class _Watched(dev_server.Handler):
    heard: Heard
    edits: Mapping[str, Edit]
    missing: Collection[str]
    without: Collection[str]
    signs: Collection[str]
    asked_for_worker: list[str]

    def do_GET(self) -> None:
        """Note the request; answer with the file, changed where it is to be."""
        self.heard.take(f"{self.path}\n{self.headers}")
        path = urlsplit(self.path).path
        if path == _SERVICE_WORKER:
            self.asked_for_worker.append(path)
            if len(self.asked_for_worker) >= _A_SIGN:
                self.heard.take(" ".join(self.signs))
        if "secret-" in self.path and (path.endswith("/") or path in _BARE_FILES):
            # It has arrived. "No content" keeps the browser on the page it has, for the next way.
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
        """Note the request, with what it brings."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.heard.take(f"{self.path}\n{self.headers}\n{body!r}")
        self._answer(204, b"")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer without a word in the log: the ways ask for much that is not there."""
        self._answer(code, b"")

    def more_headers(self) -> dict[str, str]:
        """Return the host's own headers but for those left out; none for what has no protection."""
        if urlsplit(getattr(self, "path", "")).path in _BARE_FILES:
            return {}
        headers = super().more_headers()
        # What was changed meanwhile is to be seen.
        headers["Cache-Control"] = "no-store"
        without = {*self.without, *({"Integrity-Policy"} if FORM in self.edits else ())}
        return {name: value for name, value in headers.items() if name not in without}

    def _answer(self, status: int, body: bytes) -> None:
        path = urlsplit(self.path).path
        self.reply(body, self.guess_type("x.html" if path.endswith("/") else path), status)


@contextmanager
def serving(
    site: Path,
    heard: Heard,
    handler: type[dev_server.Handler] = dev_server.Handler,
    edits: Mapping[str, Edit] | None = None,
    without: Collection[str] = (),
) -> Iterator[OwnHost]:
    """Serve the site while the block runs.

    `handler` is the kind of host, `edits` changes the text of the files at these paths, `without` names headers to
    leave out.
    """
    changed, missing = dict(edits or {}), {_SERVICE_WORKER}
    signs: list[str] = []
    made = {"heard": heard, "edits": changed, "missing": missing, "without": without}
    made |= {"signs": signs, "asked_for_worker": []}
    with dev_server.start(site, handler=type("_Handler", (_Watched, handler), made)) as address:
        # By a name, as a real host has one: passkeys need it, and the attacker is then another site.
        yield OwnHost(address.replace(loopback.HOST, NAME), changed, missing, signs)

"""A host for the benchmark: sends the compressed copies and the site's headers as a good web server does, and counts.

The server of `build.py serve` sends files as they are. What is measured here is what a visitor gets, so the answers are
those of the shipped configuration for nginx; all of them are in memory before the first one is asked for.
"""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

from builder import headers_file, serve
from builder.bench.line import Line

_ENCODINGS = {"br": ".br", "gzip": ".gz"}
_TEXTS = ("text/", "application/json", "application/xml", "image/svg")
# A server without TLS must not send it.
_ONLY_BY_TLS = "Strict-Transport-Security"


@dataclass(frozen=True, slots=True)
class File:
    """What is sent for one address: the headers that all its forms share, and each form by its encoding."""

    headers: dict[str, str]
    forms: dict[str, bytes]

    def form(self, accepted: str) -> tuple[str, bytes]:
        """Return the smallest form that a browser takes, with its encoding."""
        taken = {word.partition(";")[0].strip() for word in accepted.split(",")} | {""}
        encoding = min(self.forms.keys() & taken, key=lambda each: len(self.forms[each]))
        return encoding, self.forms[encoding]


@dataclass(frozen=True, slots=True)
class Count:
    """How much has been sent: answers and bytes, their headers included."""

    requests: int = 0
    sent: int = 0

    def __sub__(self, before: "Count") -> "Count":
        """Return what came after an earlier count."""
        return Count(self.requests - before.requests, self.sent - before.sent)


@dataclass
class Host:
    """A folder as it is served, and what has been asked of it."""

    files: dict[str, File]
    address: str = ""
    # The line to it; without one, as fast as it goes.
    line: Line | None = None
    # What begins with one of these is not there.
    refused: tuple[str, ...] = ()
    count: Count = field(default_factory=Count)
    asked: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: int = 0
    _last: float = 0.0

    def find(self, path: str) -> File | None:
        """Return what an address stands for."""
        return None if path.startswith(self.refused) else self.files.get(path)

    @contextmanager
    def answering(self, path: str) -> Iterator[None]:
        """Note a request, from its coming to the last byte of its answer."""
        with self._lock:
            self._open += 1
            self.asked.append(path)
            self.count = Count(self.count.requests + 1, self.count.sent)
        try:
            yield
        finally:
            with self._lock:
                self._open -= 1
                self._last = time.monotonic()

    def sent(self, size: int) -> None:
        """Count bytes that have been written."""
        with self._lock:
            self.count = Count(self.count.requests, self.count.sent + size)

    def wait_until_quiet(self, seconds: float = 1.5, patience: float = 60.0) -> None:
        """Wait until nothing has been asked for so long; give up on a page that never ends."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if not self._open and time.monotonic() - self._last > seconds:
                return
            time.sleep(0.1)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *given: object, host: Host) -> None:
        self.host = host
        super().__init__(*given)  # type: ignore[arg-type]  # what socketserver hands over, untouched

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        with self.host.answering(path):
            if line := self.host.line:
                line.travel()
            data = self._answer(path)
            if line:
                line.send(data, self._write)
            else:
                self._write(data)

    def _answer(self, path: str) -> bytes:
        """Return a whole answer: in one piece, so that no packet waits for another."""
        file = self.host.find(path)
        if file is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        headers = dict(file.headers)
        encoding, body = file.form(self.headers.get("Accept-Encoding", ""))
        if self.headers.get("If-None-Match") == headers["ETag"]:
            return _message("304 Not Modified", headers, b"")
        if encoding:
            headers["Content-Encoding"] = encoding
        headers["Content-Length"] = str(len(body))
        return _message("200 OK", headers, body)

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.host.sent(len(data))

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


def _message(status: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "\r\n"]).encode() + body


@contextmanager
def start(folder: Path) -> Iterator[Host]:
    """Serve a folder on a free port of this machine while the block runs."""
    host = Host(read(folder))
    with serve.Server((serve.HOST, 0), partial(_Handler, host=host)) as server:
        host.address = f"http://{serve.HOST}:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


def read(folder: Path) -> dict[str, File]:
    """Return what each address of a folder stands for, with the headers of its `_headers`."""
    rules = headers_file.read(folder)
    files = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        if path.suffix in _ENCODINGS.values() or path.name == headers_file.NAME:
            continue
        address = f"/{path.relative_to(folder).as_posix()}"
        forms = {"": path.read_bytes()}
        for encoding, suffix in _ENCODINGS.items():
            if (copy := path.with_name(path.name + suffix)).is_file():
                forms[encoding] = copy.read_bytes()
        addresses = [address]
        if path.name == "index.html":
            addresses.append(address.removesuffix(path.name))
        for each in addresses:
            files[each] = File(_headers(path, forms, headers_file.of(rules, each)), forms)
    return files


def _headers(path: Path, forms: dict[str, bytes], of_site: dict[str, str]) -> dict[str, str]:
    kind = serve.Handler.extensions_map.get(path.suffix, "application/octet-stream")
    if kind.startswith(_TEXTS):
        kind += "; charset=utf-8"
    headers = {
        "Content-Type": kind,
        "Cache-Control": "no-cache",
        "ETag": f'"{hashlib.sha256(forms[""]).hexdigest()[:16]}"',
        "Vary": "Accept-Encoding",
        **of_site,
    }
    headers.pop(_ONLY_BY_TLS, None)
    return headers

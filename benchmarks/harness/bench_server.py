"""Web server of the benchmark: sends the compressed copies with the site's headers, counts bytes and can be throttled.

The server of `build.py serve` does not compress. Here the responses are those of the shipped nginx configuration, which
is what a visitor gets. All files are in memory before the first request.
"""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.harness.throttle import Throttle
from builder.headers import media_types, netlify
from builder.serve import loopback

_ENCODINGS = {"br": ".br", "gzip": ".gz"}
_TEXTS = ("text/", "application/json", "application/xml", "image/svg")


@dataclass(frozen=True, slots=True)
class File:
    """The response for one address: the headers, and the body in each encoding ("" for none)."""

    headers: dict[str, str]
    bodies: dict[str, bytes]

    def body(self, accepted: str) -> tuple[str, bytes]:
        """Return the encoding and the bytes of the smallest body that an Accept-Encoding header allows."""
        allowed = {word.partition(";")[0].strip() for word in accepted.split(",")} | {""}
        encoding = min(self.bodies.keys() & allowed, key=lambda each: len(self.bodies[each]))
        return encoding, self.bodies[encoding]


@dataclass(frozen=True, slots=True)
class Count:
    """Traffic: the number of requests, and the bytes sent with headers."""

    requests: int = 0
    bytes_sent: int = 0

    def __sub__(self, before: "Count") -> "Count":
        """Return the traffic since an earlier count."""
        return Count(self.requests - before.requests, self.bytes_sent - before.bytes_sent)


@dataclass
class Server:
    """A served folder: its files by path, its address, and the requests so far."""

    files: dict[str, File]
    address: str = ""
    # None for full speed.
    throttle: Throttle | None = None
    # Paths that begin with one of these are not found.
    excluded: tuple[str, ...] = ()
    count: Count = field(default_factory=Count)
    request_paths: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: int = 0
    _last: float = 0.0

    def find(self, path: str) -> File | None:
        """Return the file of a path, or None if there is none or it is excluded."""
        return None if path.startswith(self.excluded) else self.files.get(path)

    @contextmanager
    def throttled(self, throttle: Throttle | None) -> Iterator[None]:
        """Limit the speed of all responses by a throttle while the block runs."""
        self.throttle = throttle
        try:
            yield
        finally:
            self.throttle = None

    @contextmanager
    def answering(self, path: str) -> Iterator[None]:
        """Record a request, which is open until the block ends."""
        with self._lock:
            self._open += 1
            self.request_paths.append(path)
            self.count = Count(self.count.requests + 1, self.count.bytes_sent)
        try:
            yield
        finally:
            with self._lock:
                self._open -= 1
                self._last = time.monotonic()

    def add_sent(self, size: int) -> None:
        """Add to the number of bytes sent."""
        with self._lock:
            self.count = Count(self.count.requests, self.count.bytes_sent + size)

    def is_quiet(self, seconds: float) -> bool:
        """Whether no request is open and the last one ended more than `seconds` ago."""
        return not self._open and time.monotonic() - self._last > seconds

    def wait_until_quiet(self, seconds: float = 1.5, timeout: float = 60.0) -> None:
        """Wait until there has been no request for `seconds`; stop waiting after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while not self.is_quiet(seconds) and time.monotonic() < deadline:
            time.sleep(0.1)


class _Handler(loopback.RequestHandler):
    def __init__(self, *arguments: object, bench_server: Server) -> None:
        self.bench_server = bench_server
        super().__init__(*arguments)  # type: ignore[arg-type]  # passed on from socketserver unchanged

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        with self.bench_server.answering(path):
            if throttle := self.bench_server.throttle:
                throttle.delay()
            data = self._response(path)
            if throttle:
                throttle.send(data, self._write)
            else:
                self._write(data)

    def _response(self, path: str) -> bytes:
        """Return the head and the body as one block, so that they are sent in one write."""
        file = self.bench_server.find(path)
        if file is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        headers = dict(file.headers)
        encoding, body = file.body(self.headers.get("Accept-Encoding", ""))
        if self.headers.get("If-None-Match") == headers["ETag"]:
            return _message("304 Not Modified", headers, b"")
        if encoding:
            headers["Content-Encoding"] = encoding
        headers["Content-Length"] = str(len(body))
        return _message("200 OK", headers, body)

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.bench_server.add_sent(len(data))


def _message(status: str, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "\r\n"]).encode() + body


@contextmanager
def start(folder: Path) -> Iterator[Server]:
    """Serve a folder on a free port of the loopback address while the block runs."""
    with serve(read(folder)) as server:
        yield server


@contextmanager
def serve(files: dict[str, File], excluded: tuple[str, ...] = ()) -> Iterator[Server]:
    """Serve files by path while the block runs; paths that begin with an excluded one are not found."""
    bench_server = Server(files, excluded=excluded)
    server = loopback.Server((loopback.HOST, 0), partial(_Handler, bench_server=bench_server))
    with loopback.running(server) as bench_server.address:
        yield bench_server


def read(folder: Path) -> dict[str, File]:
    """Return the file of each path in a folder, with the headers from its `_headers` file."""
    rules = netlify.read(folder)
    files = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        if path.suffix in _ENCODINGS.values() or path.name == netlify.NAME:
            continue
        address = f"/{path.relative_to(folder).as_posix()}"
        bodies = {"": path.read_bytes()}
        for encoding, suffix in _ENCODINGS.items():
            if (copy := path.with_name(path.name + suffix)).is_file():
                bodies[encoding] = copy.read_bytes()
        addresses = [address]
        if path.name == "index.html":
            addresses.append(address.removesuffix(path.name))
        for each in addresses:
            site_headers = netlify.without_tls(rules, each)
            files[each] = File(_headers(path, bodies[""], site_headers), bodies)
    return files


def _headers(path: Path, content: bytes, site_headers: dict[str, str]) -> dict[str, str]:
    media_type = media_types.BY_SUFFIX.get(path.suffix, "application/octet-stream")
    if media_type.startswith(_TEXTS):
        media_type += "; charset=utf-8"
    return {
        "Content-Type": media_type,
        "Cache-Control": "no-cache",
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:16]}"',
        "Vary": "Accept-Encoding",
        **site_headers,
    }

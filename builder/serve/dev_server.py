"""The site on this machine's own loopback address, as a plain host would serve it."""

import errno
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, urlsplit

from builder.errors import BuildError

HOST = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Files and nothing else: no listings, no log of who asked for what."""

    protocol_version = "HTTP/1.1"
    server_version = "build.py"

    # Spelt out, because the table of the system (the registry on Windows) may say otherwise and
    # a browser refuses a module or wasm of the wrong type.
    extensions_map = {  # noqa: RUF012 (an attribute of the standard library's class)
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css",
        ".html": "text/html",
        ".ico": "image/x-icon",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".toml": "application/toml",
        ".txt": "text/plain",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".whl": "application/zip",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
        ".zip": "application/zip",
    }

    def end_headers(self) -> None:
        """Add the headers that an answer has beside its type and length."""
        for name, value in self.more_headers().items():
            self.send_header(name, value)
        super().end_headers()

    def more_headers(self) -> dict[str, str]:
        """Let the browser keep files, but ask each time whether they have changed."""
        return {"Cache-Control": "no-cache"}

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Refuse to list a folder that has no page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where there is one, and name the file in the log."""
        # An address may hold a query: only its path is ever named.
        path = urlsplit(getattr(self, "path", "")).path
        print(f"{int(code)} {quote(path)}", file=sys.stderr, flush=True)
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        # What goes with the page goes with it at every address.
        self.path = f"/{page.name}"
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: send_error above says what matters."""


class Server(ThreadingHTTPServer):
    """A server on the loopback address that no other program can share a port with."""

    # On Windows this option would let two servers take the same port.
    allow_reuse_address = os.name != "nt"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what went wrong in a request, unless the browser merely hung up."""
        fault = sys.exception()
        if not isinstance(fault, ConnectionError):
            print(f"serve: {type(fault).__name__}: {fault}", file=sys.stderr, flush=True)


def listen(folder: Path, port: int, handler: type[Handler] = Handler) -> Server:
    """Open the port.

    Raises BuildError if it is taken or not allowed.
    """
    try:
        return Server((HOST, port), partial(handler, directory=str(folder)))
    except OSError as fault:
        raise port_error(port, fault) from fault


def port_error(port: int, fault: OSError) -> BuildError:
    """Make the error for a port that cannot be opened."""
    if fault.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)):
        wrong = f"port {port} is taken by another program"
    elif fault.errno == errno.EACCES:
        wrong = f"port {port} is not allowed here"
    else:
        wrong = f"port {port} cannot be opened ({fault.strerror})"
    other = port + 1 if 1024 <= port < 65535 else 8001
    return BuildError(f"{wrong}. Choose another: python3 build.py serve --port {other}")


def check_port(port: int) -> None:
    """See that the port is free, before minutes are spent on building what cannot be served."""
    listen(Path(), port).server_close()


@contextmanager
def start(folder: Path, port: int = 0, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve in the background while the block runs; give it the address, without a last slash."""
    with listen(folder, port, handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()

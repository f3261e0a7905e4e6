"""The development server: serves the site as static files on the loopback address."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from urllib.parse import quote, urlsplit

from builder.base.errors import BuildError
from builder.headers import media_types
from builder.serve import loopback
from builder.serve.loopback import Server


class Handler(loopback.RequestHandler, SimpleHTTPRequestHandler):
    """Serves files only, without directory listings and access log."""

    server_version = "build.py"

    extensions_map = media_types.BY_SUFFIX

    def end_headers(self) -> None:
        """Add further headers to a response."""
        for name, value in self.more_headers().items():
            self.send_header(name, value)
        super().end_headers()

    def more_headers(self) -> dict[str, str]:
        """Return headers that let the browser cache files, but revalidate them each time."""
        return {"Cache-Control": "no-cache"}

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Respond with 404 for a folder without an index page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Respond with the site's error page, if it has one, and log the path."""
        # Log the path only, because a query may contain private data.
        path = urlsplit(getattr(self, "path", "")).path
        print(f"{int(code)} {quote(path)}", file=sys.stderr, flush=True)
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        # The error page has its own headers, which do not depend on the requested address.
        self.path = f"/{page.name}"
        self.reply(page.read_bytes(), status=code)


def listen(folder: Path, port: int, handler: type[Handler] = Handler) -> Server:
    """Open the port.

    Raises BuildError if it is taken or not allowed.
    """
    try:
        return Server((loopback.HOST, port), partial(handler, directory=str(folder)))
    except OSError as fault:
        raise port_error(port, fault) from fault


def port_error(port: int, fault: OSError) -> BuildError:
    """Return the error for a port that cannot be opened."""
    if fault.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)):
        wrong = f"port {port} is taken by another program"
    elif fault.errno == errno.EACCES:
        wrong = f"port {port} is not allowed here"
    else:
        wrong = f"port {port} cannot be opened ({fault.strerror})"
    other = port + 1 if 1024 <= port < 65535 else 8001
    return BuildError(f"{wrong}. Choose another: python3 build.py serve --port {other}")


def check_port(port: int) -> None:
    """Check that the port is free, before a build that may take minutes."""
    listen(Path(), port).server_close()


@contextmanager
def start(folder: Path, port: int = 0, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve in the background while the block runs; yields the address, without a trailing slash."""
    with loopback.running(listen(folder, port, handler)) as address:
        yield address

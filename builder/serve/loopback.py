"""The base of every web server here: the loopback address, whole responses, and running in the background."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"
# How often a server looks whether it should stop, in seconds.
_POLL = 0.05


class RequestHandler(BaseHTTPRequestHandler):
    """Answers requests without an access log."""

    protocol_version = "HTTP/1.1"

    def reply(self, body: bytes, kind: str = "text/html", status: int = HTTPStatus.OK) -> None:
        """Send a whole response; to HEAD without the body."""
        self.reply_head(len(body), kind, status)
        if self.command != "HEAD":
            self.wfile.write(body)

    def reply_head(self, size: int, kind: str, status: int = HTTPStatus.OK) -> None:
        """Send the headers of a response whose body has this many bytes."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


class Server(ThreadingHTTPServer):
    """A server on the loopback address that does not share its port with other programs."""

    # On Windows this option would let two servers take the same port.
    allow_reuse_address = os.name != "nt"

    @property
    def address(self) -> str:
        """The address, without a trailing slash."""
        return f"http://{HOST}:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Print an error in a request, unless the browser closed the connection."""
        fault = sys.exception()
        if not isinstance(fault, ConnectionError):
            print(f"serve: {type(fault).__name__}: {fault}", file=sys.stderr, flush=True)


@contextmanager
def running(server: Server) -> Iterator[str]:
    """Answer requests in the background while the block runs, then close the port; gives the address."""
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(_POLL,), daemon=True)
        thread.start()
        try:
            yield server.address
        finally:
            server.shutdown()
            thread.join()

"""The attacker's servers on the loopback address: HTTP, WebSocket, and ports that note TCP connections and UDP packets.

Each request gets a response of a suitable type, so that no channel fails only because a response is missing.
"""

import base64
import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

from builder.serve import loopback
from exfiltration.listeners.answers import answer_for
from exfiltration.listeners.listener import ReceivedCanaries

HOST = loopback.HOST
_WEBSOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class _Server(loopback.Server):
    request_queue_size = 128

    def __init__(self, received: ReceivedCanaries) -> None:
        self.received = received
        super().__init__((HOST, 0), _Answer)

    def handle_error(self, request: object, client_address: object) -> None:
        """Print no error, because browsers often close a connection early."""


class _Answer(loopback.RequestHandler):
    server: _Server
    timeout = 30

    def answer(self) -> None:
        """Note the request with its headers and body, and send a response of the type that the browser expects."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.received.take(f"{self.path}\n{self.headers}\n{body!r}")
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self._open_websocket()
            return
        status, kind, content = answer_for(
            urlsplit(self.path).path, self.headers.get("Sec-Fetch-Dest", "")
        )
        self.send_response(status)
        for name in ("Origin", "Headers", "Methods"):
            self.send_header(f"Access-Control-Allow-{name}", "*")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Service-Worker-Allowed", "/")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_OPTIONS = do_POST = do_PUT = answer

    def _open_websocket(self) -> None:
        key = self.headers["Sec-WebSocket-Key"] + _WEBSOCKET
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        accept = base64.b64encode(hashlib.sha1(key.encode(), usedforsecurity=False).digest())
        self.send_header("Sec-WebSocket-Accept", accept.decode())
        self.end_headers()
        self.close_connection = True


class Attacker:
    """The attacker's servers, and the canaries that they received."""

    def __init__(self, server: _Server, received: ReceivedCanaries) -> None:
        self.received = received
        self.port: int = server.server_port
        self.address = f"http://{HOST}:{self.port}"

    @contextmanager
    def trap(self, secret: str) -> Iterator[int]:
        """Listen on one port, by TCP and UDP, for one canary; yield the port.

        Some channels carry no data except the address they connect to. There the port identifies the canary, so any
        connection or packet counts as its arrival.
        """
        with ExitStack() as stack:
            tcp, udp = (stack.enter_context(each) for each in _same_port())
            stopped = threading.Event()
            waits = ((self._accept, tcp), (self._receive, udp))
            threads = [
                threading.Thread(target=wait, args=(listener, secret, stopped), daemon=True)
                for wait, listener in waits
            ]
            for thread in threads:
                thread.start()
            try:
                yield tcp.getsockname()[1]
            finally:
                # Closing a socket does not wake a thread that waits on it. A connection and a packet of our own do.
                stopped.set()
                socket.create_connection(tcp.getsockname()).close()
                udp.sendto(b"", udp.getsockname())
                for thread in threads:
                    thread.join()

    def _accept(self, tcp: socket.socket, secret: str, stopped: threading.Event) -> None:
        while True:
            tcp.accept()[0].close()
            if stopped.is_set():
                return
            self.received.take(secret)

    def _receive(self, udp: socket.socket, secret: str, stopped: threading.Event) -> None:
        while True:
            udp.recv(2048)
            if stopped.is_set():
                return
            self.received.take(secret)


@contextmanager
def listening() -> Iterator[Attacker]:
    """Run the attacker's servers while the block runs."""
    received = ReceivedCanaries()
    server = _Server(received)
    with loopback.running(server):
        yield Attacker(server, received)


def _same_port() -> tuple[socket.socket, socket.socket]:
    """Return a TCP and a UDP socket with the same port, because an address in the page has only one port."""
    while True:
        tcp = socket.create_server((HOST, 0))
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            udp.bind(tcp.getsockname())
        except OSError:
            tcp.close()
            udp.close()
            continue
        return tcp, udp

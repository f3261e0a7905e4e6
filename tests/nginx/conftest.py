"""Fixtures of the nginx tests: the program, and a running server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.toolchain import nginx_program
from nginx.real_nginx import (
    Nginx,
    brotli_line,
    free_port,
    lay_out,
    replace,
    running,
)


@pytest.fixture(scope="session")
def nginx_path() -> Path:
    """Return the path of nginx on this machine. build.py installs Debian's if it is allowed to."""
    named = os.environ.get(nginx_program.VARIABLE)
    program = Path(named) if named else nginx_program.on_machine()
    if program is None or os.name == "nt":
        pytest.skip(
            "no nginx here, and none could be installed: see builder/toolchain/nginx_program.py"
        )
    return program


@pytest.fixture(scope="session")
def nginx(
    nginx_path: Path, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Nginx]:
    """Start nginx with the shipped configuration without TLS (deploy/loopback.conf), on a free port."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    lay_out(folder, site)
    replace(
        folder / "deploy/loopback.conf", (r"listen 127\.0\.0\.1:8080;", f"listen 127.0.0.1:{port};")
    )
    modules = brotli_line(folder)
    with running(nginx_path, folder, "deploy/loopback.conf", port, *modules) as server:
        yield server

"""Tests of pip with a package index that has newer versions: old and new pip install the locked versions.

The tests make the index and its packages. They repeat a fault that once stopped every installation. A package
(like pytest-cov) needs another with an extra (like coverage[toml]), and the index has a newer version of that one than
the lockfile.
"""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiny_packages

from builder.base.errors import BuildError
from builder.toolchain import pip_versions, venv

# Environment variables that would make pip use another index. The tests remove them.
PIP_VARIABLES = (
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_NO_INDEX",
    "PIP_CONSTRAINT",
)
PROXIES = ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a lockfile of three packages at version 1.0, while an index with versions 1.0 and 2.0 is running."""
    folder = tmp_path / "index"
    folder.mkdir()
    locked: list[Path] = []
    for version in ("1.0", "2.0"):
        locks = [
            tiny_packages.wheel(folder, "tiny-base", version, extras={"more": ["tiny-extra>=1.0"]}),
            tiny_packages.wheel(folder, "tiny-extra", version),
            tiny_packages.wheel(folder, "tiny-plugin", version, ["tiny-base[more]>=1.0"]),
        ]
        locked = locked or locks
    lock = tmp_path / "requirements.txt"
    lock.write_text("".join(map(tiny_packages.line, locked)), encoding="utf-8")
    for name in (*PIP_VARIABLES, *PROXIES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    with tiny_packages.index(folder) as address:
        monkeypatch.setenv("PIP_INDEX_URL", address)
        yield lock


@pytest.fixture(params=pip_versions.LOCKS, ids=lambda lock: lock.stem)
def environment_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a virtual environment with only pip, once for each version of pip."""
    return environment(tmp_path / "environment", request.param)


def environment(environment_folder: Path, pip_lock: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment_folder], check=True)
    # Unpacking the wheel is enough to install pip. Installing it with pip would need another pip.
    with zipfile.ZipFile(pip_versions.wheel(pip_lock)) as archive:
        archive.extractall(
            output_of(environment_folder, "import site; print(site.getsitepackages()[-1])")
        )
    return environment_folder


def output_of(environment_folder: Path, question: str) -> str:
    """Run code with the Python of an environment, and return what it prints."""
    finished = subprocess.run(
        [venv.python_of(environment_folder), "-c", question],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return finished.stdout.strip()


def installed(environment_folder: Path) -> dict[str, str]:
    """Return the versions of the test packages (tiny-...) in an environment, by name."""
    index = output_of(
        environment_folder,
        "from importlib.metadata import distributions\n"
        "for each in distributions(): print(each.name, each.version)",
    )
    pairs = [line.split() for line in index.splitlines()]
    return {name: version for name, version in pairs if name.startswith("tiny-")}


def test_the_locked_versions_are_installed_although_newer_ones_are_there(
    environment_folder: Path, lock: Path
) -> None:
    venv.install(environment_folder, lock)
    assert installed(environment_folder) == {
        "tiny-base": "1.0",
        "tiny-extra": "1.0",
        "tiny-plugin": "1.0",
    }


def test_a_package_that_the_lock_leaves_out_is_not_fetched(
    environment_folder: Path, lock: Path
) -> None:
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    lock.write_text("".join(line for line in lines if "tiny-extra" not in line), "utf-8")
    venv.install(environment_folder, lock)
    assert installed(environment_folder) == {"tiny-base": "1.0", "tiny-plugin": "1.0"}


def test_an_older_pip_fails_here_without_no_deps(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shows that the index reproduces the fault: without --no-deps, the installation fails."""
    environment_folder = environment(tmp_path / "environment", pip_versions.OLDEST)
    options = tuple(option for option in venv.EXACTLY if option != "--no-deps")
    monkeypatch.setattr(venv, "EXACTLY", options)
    with pytest.raises(BuildError) as caught:
        venv.install(environment_folder, lock)
    assert "all requirements must have their versions pinned" in caught.value.details
    assert "tiny-base[more]" in caught.value.details
    assert installed(environment_folder) == {}


def test_oldest_and_newest_pip_have_the_expected_versions() -> None:
    oldest, newest = (pip_versions.wheel(lock).name.split("-")[1] for lock in pip_versions.LOCKS)
    assert oldest.startswith("23.2")
    assert int(newest.split(".")[0]) > 24

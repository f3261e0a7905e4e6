"""An index that holds newer versions than a lockfile: pip installs the locked ones, whether it is old or new.

The index and its packages are made here, in the shape that once stopped every installation: a
package (like pytest-cov) that needs another with an extra (like coverage[toml]), of which the
index has a newer version than the lockfile.
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

# In the environment of the tests they would lead pip to another index than ours.
OF_PIP = (
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_NO_INDEX",
    "PIP_CONSTRAINT",
)
PROXIES = ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A lockfile of version 1.0 of three packages, beside an index that also has 2.0 of each."""
    folder = tmp_path / "index"
    folder.mkdir()
    locked: list[Path] = []
    for version in ("1.0", "2.0"):
        made = [
            tiny_packages.wheel(folder, "tiny-base", version, extras={"more": ["tiny-extra>=1.0"]}),
            tiny_packages.wheel(folder, "tiny-extra", version),
            tiny_packages.wheel(folder, "tiny-plugin", version, ["tiny-base[more]>=1.0"]),
        ]
        locked = locked or made
    lock = tmp_path / "requirements.txt"
    lock.write_text("".join(map(tiny_packages.line, locked)), encoding="utf-8")
    for name in (*OF_PIP, *PROXIES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    with tiny_packages.index(folder) as address:
        monkeypatch.setenv("PIP_INDEX_URL", address)
        yield lock


@pytest.fixture(params=pip_versions.LOCKS, ids=lambda lock: lock.stem)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An environment with one version of pip in it and nothing else."""
    return environment(tmp_path / "environment", request.param)


def environment(place: Path, pip_lock: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    # A pip that is unpacked is installed; to run it there must be another pip first.
    with zipfile.ZipFile(pip_versions.wheel(pip_lock)) as archive:
        archive.extractall(asked(place, "import site; print(site.getsitepackages()[-1])"))
    return place


def asked(place: Path, question: str) -> str:
    """Return what the Python of an environment prints."""
    finished = subprocess.run(
        [venv.python_of(place), "-c", question], capture_output=True, check=True, encoding="utf-8"
    )
    return finished.stdout.strip()


def installed(place: Path) -> dict[str, str]:
    """Return the versions of the tiny packages in an environment."""
    found = asked(
        place,
        "from importlib.metadata import distributions\n"
        "for each in distributions(): print(each.name, each.version)",
    )
    pairs = [line.split() for line in found.splitlines()]
    return {name: version for name, version in pairs if name.startswith("tiny-")}


def test_the_locked_versions_are_installed_although_newer_ones_are_there(
    place: Path, lock: Path
) -> None:
    venv.install(place, lock)
    assert installed(place) == {"tiny-base": "1.0", "tiny-extra": "1.0", "tiny-plugin": "1.0"}


def test_a_package_that_the_lock_leaves_out_is_not_fetched(place: Path, lock: Path) -> None:
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    lock.write_text("".join(line for line in lines if "tiny-extra" not in line), "utf-8")
    venv.install(place, lock)
    assert installed(place) == {"tiny-base": "1.0", "tiny-plugin": "1.0"}


def test_an_older_pip_fails_here_without_no_deps(
    tmp_path: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shows that the index has the shape of the failure: without the option the tests above fail."""
    place = environment(tmp_path / "environment", pip_versions.OLDEST)
    options = tuple(option for option in venv.EXACTLY if option != "--no-deps")
    monkeypatch.setattr(venv, "EXACTLY", options)
    with pytest.raises(BuildError) as caught:
        venv.install(place, lock)
    assert "all requirements must have their versions pinned" in caught.value.details
    assert "tiny-base[more]" in caught.value.details
    assert installed(place) == {}


def test_both_versions_are_the_ones_that_they_are_called() -> None:
    oldest, newest = (pip_versions.wheel(lock).name.split("-")[1] for lock in pip_versions.LOCKS)
    assert oldest.startswith("23.2")
    assert int(newest.split(".")[0]) > 24

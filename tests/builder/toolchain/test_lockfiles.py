"""Tests of the lockfiles of pip and npm: complete, without addresses, and altered downloads are refused.

The tests run the same commands as build.py, without a network. pip finds altered wheels in a folder, and npm uses a
registry on the loopback address. test_setup.py tests what builder/toolchain/venv.py installs.
"""

import base64
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from builder.base import paths
from builder.base.errors import BuildError
from builder.serve import loopback
from builder.toolchain import lockfiles, node, wheels

PIP_LOCKS = sorted((paths.ROOT / "requirements").glob("*.txt"))
REFUSED = (
    "a download does not match its hash in {lock}. Do not use it. Try again on another network"
)


def altered(wheel: Path, folder: Path) -> Path:
    """Write a copy of a wheel into `folder` with one byte changed, and return its path."""
    content = bytearray(wheel.read_bytes())
    content[len(content) // 2] ^= 1
    copy = folder / wheel.name
    copy.write_bytes(content)
    return copy


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let pip find only the files in a folder, and return the folder, which is empty."""
    folder = tmp_path / "found"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.mark.parametrize("lock", PIP_LOCKS, ids=lambda lock: lock.name)
def test_every_line_of_a_lock_is_one_version_with_its_hashes(lock: Path) -> None:
    pinned = lockfiles.of_pip(lock)
    assert pinned != []
    assert all(each.hashes for each in pinned)
    # of_pip refuses a line that it cannot read. The count shows that it skips none.
    text = lock.read_text("utf-8")
    assert len(pinned) == len(re.findall("^[^# ]", text, re.MULTILINE))
    assert "://" not in text


def test_every_npm_package_has_an_integrity_and_no_address() -> None:
    packages = lockfiles.of_npm(paths.NPM_LOCK)
    entries = json.loads(paths.NPM_LOCK.read_text("utf-8"))["packages"]
    assert len(packages) == len(entries) - 1
    assert all(len(each.sha512) == 128 and each.licence for each in packages.values())
    assert "resolved" not in json.dumps(entries)


@pytest.mark.parametrize(
    "line",
    [
        "tiny==1.0",
        "tiny>=1.0 --hash=sha256:" + "0" * 64,
        "tiny @ file:///tiny.whl --hash=sha256:" + "0" * 64,
        "tiny==1.0 --hash=md5:" + "0" * 32,
        "--index-url file:///nowhere",
        "--no-binary :all:",
    ],
)
def test_a_line_without_a_version_or_a_hash_is_refused(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "build.txt"
    lock.write_text(f"# a lock\n{line}\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"build\.txt: .* is not one version with its ha"):
        lockfiles.of_pip(lock)


GOOD = {"version": "1.0.0", "integrity": f"sha512-{base64.b64encode(bytes(64)).decode()}"}


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        ({"node_modules/a": {"version": "1.0.0"}}, "a must have a SHA-512"),
        ({"node_modules/a": {**GOOD, "integrity": "sha1-AAAA"}}, "a must have a SHA-512"),
        ({"node_modules/@b/a": {**GOOD, "resolved": "file:a.tgz"}}, "@b/a must have a SHA-512"),
        ({"node_modules/a": GOOD, "node_modules/b/node_modules/a": GOOD}, "a is locked at two"),
    ],
)
def test_an_npm_package_without_its_hash_is_refused(
    tmp_path: Path, entries: dict[str, dict[str, str]], complaint: str
) -> None:
    lock = tmp_path / "package-lock.json"
    lock.write_text(json.dumps({"packages": {"": {}, **entries}}), encoding="utf-8")
    with pytest.raises(BuildError, match=f"package-lock.json: {complaint}"):
        lockfiles.of_npm(lock)


def test_npm_dependencies_include_indirect_and_optional_packages() -> None:
    names = {each.name for each in lockfiles.needed(lockfiles.of_npm(paths.NPM_LOCK), "sass")}
    assert {"sass", "chokidar", "readdirp", "@parcel/watcher"} <= names
    assert names.isdisjoint({"pyodide", "typescript"})


def test_an_altered_wheel_of_the_engine_is_refused(
    tmp_path: Path, offline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for wheel in wheels.locked():
        shutil.copy(wheel, offline)
    altered(next(offline.glob("jinja2-*")), offline)
    monkeypatch.setattr(wheels, "DOWNLOADS", tmp_path / "wheels")
    with pytest.raises(BuildError) as caught:
        wheels.locked()
    assert str(caught.value).startswith(
        f"pip: {REFUSED.format(lock=paths.display_path(wheels.LOCK))}"
    )


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of downloads, with a copy of the engine's wheels from an earlier download."""
    wheel_folder = wheels.locked()[0].parent
    monkeypatch.setattr(wheels, "DOWNLOADS", tmp_path / "wheels")
    return Path(shutil.copytree(wheel_folder, tmp_path / "wheels" / wheel_folder.name))


def test_wheels_fetched_before_are_not_fetched_again(fetched: Path, offline: Path) -> None:
    assert list(offline.iterdir()) == []
    assert {wheel.parent for wheel in wheels.locked()} == {fetched}


def test_a_wheel_altered_since_it_was_fetched_is_fetched_again(
    fetched: Path, offline: Path
) -> None:
    true = {wheel.name: wheel.read_bytes() for wheel in wheels.locked()}
    for wheel in wheels.locked():
        shutil.copy(wheel, offline)
    altered(next(fetched.glob("jinja2-*")), fetched)
    assert {wheel.name: wheel.read_bytes() for wheel in wheels.locked()} == true


@pytest.mark.parametrize("harm", ["one gone", "one too many"])
def test_wheels_that_are_not_those_of_the_lock_are_not_used(
    harm: str, fetched: Path, offline: Path
) -> None:
    wheel = next(fetched.glob("jinja2-*"))
    if harm == "one gone":
        wheel.unlink()
    else:
        shutil.copy(wheel, fetched / "jinja2-9-py3-none-any.whl")
    # pip cannot download anything in this test, so trying to do so is an error.
    with pytest.raises(BuildError, match=r"a package in requirements/engine\.txt is not available"):
        wheels.locked()


def archive(files: dict[str, str]) -> bytes:
    """Return the archive (.tgz) of an npm package with these files."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, text in files.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(text)
            tar.addfile(info, io.BytesIO(text.encode()))
    return gzip.compress(packed.getvalue(), mtime=0)


@dataclass
class Registry:
    """An npm registry with two versions of a package, and a project that locks the older one."""

    tools: node.Node
    project: Path
    modules: Path
    ran: Path
    serve: Callable[[bytes], None]
    true: bytes
    request_paths: list[str] = field(default_factory=list)


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    ran = tmp_path / "ran"
    about = {"name": "tiny", "version": "1.0.0"}
    script = f"node -e \"require('fs').writeFileSync('{ran.as_posix()}', '')\""
    true = archive(
        {"package.json": json.dumps({**about, "scripts": {"install": script}}), "a.js": "// true"}
    )
    newer = archive({"package.json": json.dumps({**about, "version": "1.1.0"}), "a.js": "// new"})
    served = {"tiny.tgz": true, "tiny-1.1.0.tgz": newer}

    class Handler(loopback.RequestHandler):
        def do_GET(self) -> None:
            fake_registry.request_paths.append(self.path)
            here = f"http://{self.headers['Host']}"
            versions = {
                version: {"name": "tiny", "version": version, "dist": {"tarball": f"{here}/{file}"}}
                for version, file in zip(("1.0.0", "1.1.0"), served, strict=True)
            }
            answer = {"name": "tiny", "dist-tags": {"latest": "1.1.0"}, "versions": versions}
            body = served.get(self.path.removeprefix("/")) or json.dumps(answer).encode()
            self.reply(body, "application/octet-stream")

        def do_POST(self) -> None:
            fake_registry.request_paths.append(self.path)
            self.send_error(404)

    project = tmp_path / "project"
    project.mkdir()
    root = {"name": "project", "version": "1.0.0", "dependencies": {"tiny": "^1.0.0"}}
    integrity = f"sha512-{base64.b64encode(hashlib.sha512(true).digest()).decode()}"
    entry = {"version": "1.0.0", "integrity": integrity, "hasInstallScript": True}
    packages = {"": root, "node_modules/tiny": entry}
    lock = {**about, "name": "project", "lockfileVersion": 3, "packages": packages}
    (project / "package.json").write_text(json.dumps(root), encoding="utf-8")
    (project / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    monkeypatch.setattr(paths, "NPM_LOCK", project / "package-lock.json")
    monkeypatch.setattr(paths, "NODE_MODULES", project / "node_modules")
    # A separate cache: npm must not use an archive that it downloaded in another test.
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    monkeypatch.setenv("npm_config_userconfig", os.devnull)
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    for name in ("http_proxy", "HTTP_PROXY", "npm_config_proxy", "npm_config_https_proxy"):
        monkeypatch.delenv(name, raising=False)
    with loopback.running(loopback.Server((loopback.HOST, 0), Handler)) as address:
        monkeypatch.setenv("npm_config_registry", f"{address}/")
        tools = node.get()
        fake_registry = Registry(
            tools,
            project,
            project / "node_modules",
            ran,
            lambda content: served.update({"tiny.tgz": content}),
            true,
        )
        yield fake_registry


def test_npm_installs_the_locked_archive_without_install_scripts_or_audit(
    registry: Registry,
) -> None:
    node.install_packages(registry.tools)
    assert (registry.modules / "tiny" / "a.js").read_text(encoding="utf-8") == "// true"
    assert not registry.ran.exists()
    # npm must not send other requests. An audit would send the list of packages.
    assert [path for path in registry.request_paths if "tiny" not in path] == []


def test_npm_takes_the_locked_version_although_a_newer_one_fits(registry: Registry) -> None:
    node.install_packages(registry.tools)
    installed = json.loads((registry.modules / "tiny" / "package.json").read_text("utf-8"))
    assert installed["version"] == "1.0.0"
    assert "/tiny-1.1.0.tgz" not in registry.request_paths


def test_npm_refuses_a_package_that_the_lockfile_leaves_out(registry: Registry) -> None:
    package_json = registry.project / "package.json"
    root = json.loads(package_json.read_text("utf-8"))
    root["dependencies"]["other"] = "1.0.0"
    package_json.write_text(json.dumps(root), encoding="utf-8")
    with pytest.raises(BuildError, match=r"npm: package\.json and package-lock\.json do not match"):
        node.install_packages(registry.tools)
    assert not (registry.modules / "tiny").exists()


def test_npm_refuses_an_archive_of_another_integrity(registry: Registry) -> None:
    registry.serve(archive({"package.json": '{"name": "tiny", "version": "1.0.0"}', "a.js": "!"}))
    with pytest.raises(BuildError) as caught:
        node.install_packages(registry.tools)
    assert str(caught.value).startswith(f"npm: {REFUSED.format(lock=paths.NPM_LOCK.name)}")
    assert not (registry.modules / "tiny" / "a.js").exists()
    assert not (registry.modules / node.STAMP).exists()

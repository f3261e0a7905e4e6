"""Tests of the packed engine: only our packages, complete, with bytecode for the Python of Pyodide.

test_reproducible.py tests that packing it again gives the same files.
"""

import base64
import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from builder.base.errors import BuildError
from builder.base.paths import ROOT
from builder.engine import pyodide
from builder.toolchain import node, wheels

OURS = {"scoring", "jinja2", "markupsafe"}
MAGIC = """
import { loadPyodide } from "pyodide";
const [base] = process.argv.slice(1);
const python = await loadPyodide({ indexURL: base, packageBaseUrl: base });
console.log(python.runPython("import importlib.util; importlib.util.MAGIC_NUMBER.hex()"));
"""


@pytest.fixture(scope="session")
def node_program() -> Path:
    return node.get().node


@pytest.fixture(scope="session")
def built(node_program: Path) -> Path:
    return pyodide.build(node_program)


@pytest.fixture(scope="session")
def lock(built: Path) -> Any:
    return json.loads((built / "pyodide-lock.json").read_text("utf-8"))


@pytest.fixture
def unfinished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the build find no finished engine, so that it packs a new one."""
    monkeypatch.setattr(pyodide, "ENGINE_CACHE", tmp_path / "engine")
    return tmp_path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def contents(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path) for path in folder.iterdir()}


def archives(folder: Path) -> list[Path]:
    return [*folder.glob("*.whl"), *folder.glob("*.zip")]


def test_the_lock_file_lists_our_packages_and_no_other(lock: Any) -> None:
    assert set(lock["packages"]) == OURS
    assert lock["packages"]["scoring"]["depends"] == ["jinja2"]
    assert lock["packages"]["jinja2"]["depends"] == ["markupsafe"]


def test_the_lock_file_names_files_beside_it_and_no_address(built: Path, lock: Any) -> None:
    names = {package["file_name"] for package in lock["packages"].values()}
    assert names == {path.name for path in built.glob("*.whl")}
    assert "://" not in json.dumps(lock)


def test_lock_file_info_matches_installed_pyodide(lock: Any) -> None:
    official = json.loads((pyodide.PYODIDE / "pyodide-lock.json").read_text("utf-8"))
    assert lock["info"] == official["info"]


def test_every_file_is_the_one_that_the_lock_file_describes(built: Path, lock: Any) -> None:
    described = lock["tool"]["engine"]["files"]
    files = [path for path in built.iterdir() if path.name != "pyodide-lock.json"]
    assert {path.name for path in files} == set(described)
    for path in files:
        assert described[path.name] == {"sha256": sha256(path), "size": path.stat().st_size}
    for package in lock["packages"].values():
        assert package["sha256"] == described[package["file_name"]]["sha256"]


def test_engine_folder_contains_only_files_that_a_browser_loads(built: Path) -> None:
    others = {path.name for path in built.iterdir() if path.suffix != ".whl"}
    assert others == {
        *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"),
        *("python_stdlib.zip", "pyodide-lock.json"),
    }


def test_engine_bytecode_matches_python_version_of_pyodide(built: Path, node_program: Path) -> None:
    command = [str(node_program), "--input-type=module", "--eval", MAGIC, f"{built}{os.sep}"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    magic = bytes.fromhex(result.stdout.split()[-1])
    compiled = 0
    for path in archives(built):
        with zipfile.ZipFile(path) as archive:
            assert not [name for name in archive.namelist() if name.endswith(".py")]
            for name in archive.namelist():
                if name.endswith(".pyc"):
                    code = archive.read(name)
                    assert code.startswith(magic), f"{name} in {path.name}"
                    # The bytecode identifies its source by a hash. A time would differ between builds.
                    assert code[4] & 1, f"{name} in {path.name}"
                    compiled += 1
    assert compiled > 200


# The build writes the practice cases into the page. The command line does not run in a browser.
NOT_FOR_THE_BROWSER = ("practice_cases", "cli", "__main__.py")


def test_scoring_wheel_contains_all_files_of_the_package(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("scoring-*.whl"))) as wheel:
        packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    source = ROOT / "scoring"
    expected = {
        f"{path.relative_to(ROOT).as_posix()}{'c' if path.suffix == '.py' else ''}"
        for path in source.rglob("*")
        if path.is_file() and not {"__pycache__", *NOT_FOR_THE_BROWSER} & set(path.parts)
    }
    assert packed == expected


def test_an_unchanged_engine_is_not_packed_again(built: Path) -> None:
    assert pyodide.build(Path("no-such-node")) == built


@pytest.mark.usefixtures("unfinished")
def test_a_scoring_package_that_does_not_start_is_refused(
    node_program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folder: Path) -> Path:
        path = folder / "scoring-0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("scoring/__init__.py", "")
            archive.writestr("scoring/bridge.py", "import nothing_of_this_name")
            archive.writestr(
                "scoring-0.dist-info/METADATA",
                "Metadata-Version: 2.1\nName: scoring\nVersion: 0\nRequires-Dist: jinja2\n",
            )
        return path

    monkeypatch.setattr(wheels, "of_scoring", broken)
    with pytest.raises(BuildError, match="does not start in the packed engine") as caught:
        pyodide.build(node_program)
    assert "No module named 'nothing_of_this_name'" in caught.value.details
    assert not pyodide.ENGINE_CACHE.exists()


@pytest.mark.usefixtures("unfinished")
def test_a_program_that_is_not_node_is_refused() -> None:
    with pytest.raises(BuildError, match="does not start in the packed engine"):
        pyodide.build(Path(sys.executable))


def test_a_missing_pyodide_is_reported_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyodide, "PYODIDE", tmp_path)
    with pytest.raises(BuildError) as caught:
        pyodide.build(Path("no-such-node"))
    assert str(caught.value) == (
        "pyodide.mjs of Pyodide is not in node_modules. "
        "Remove incomplete installations with: python3 build.py clean"
    )


def test_a_download_that_fails_is_reported_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wheels, "DOWNLOADS", tmp_path)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(BuildError) as caught:
        wheels.locked()
    assert "requirements/engine.txt" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_pure_markupsafe_wheel_is_complete_and_its_record_correct(tmp_path: Path) -> None:
    compiled = next(path for path in wheels.locked() if path.name.startswith("markupsafe-"))
    pure = wheels.without_compiled_part(compiled, tmp_path)
    assert pure.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(pure) as archive:
        names = archive.namelist()
        assert not [name for name in names if "_speedups" in name]
        info = next(name for name in names if name.endswith("/WHEEL")).removesuffix("/WHEEL")
        assert "Tag: py3-none-any" in archive.read(f"{info}/WHEEL").decode()
        rows = list(csv.reader(io.StringIO(archive.read(f"{info}/RECORD").decode())))
        assert {row[0] for row in rows} == set(names)
        for name, digest, size in rows:
            if name != f"{info}/RECORD":
                content = archive.read(name)
                algorithm, _, value = digest.partition("=")
                expected = base64.urlsafe_b64encode(hashlib.new(algorithm, content).digest())
                assert (value, int(size)) == (expected.rstrip(b"=").decode(), len(content))


def test_the_pure_wheel_of_markupsafe_is_the_same_each_time(tmp_path: Path) -> None:
    compiled = next(path for path in wheels.locked() if path.name.startswith("markupsafe-"))
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        wheels.without_compiled_part(compiled, folder)
    assert contents(first) == contents(second)


def test_the_browser_modules_pass_their_own_tests(node_program: Path) -> None:
    # The same command as `npm test`. It also checks the coverage.
    command = [str(node_program), "tests/app/run.mjs"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout

"""Prepares the wheels that are part of the engine or run inside it at build."""

import base64
import hashlib
import shutil
import sys
import zipfile
from pathlib import Path

from builder.base.errors import BuildError
from builder.base.paths import BUILD_LOCK, CACHE, ROOT, SCORING
from builder.base.subprocesses import quietly
from builder.toolchain import downloads

LOCK = ROOT / "requirements" / "engine.txt"
DOWNLOADS = CACHE / "wheels"
_SHIPPED = ("jinja2-", "markupsafe-")
EPOCH = "315532800"  # 1 January 1980, the earliest date of a file in a zip archive

# All machines download the wheels of this one platform, so that they get the same bytes. Only
# MarkupSafe has a compiled part, which `without_compiled_part` removes.
_PLATFORM = [
    *("--python-version", "3.14", "--implementation", "cp", "--abi", "cp314"),
    *("--platform", "manylinux_2_28_x86_64", "--platform", "manylinux2014_x86_64"),
]


def locked() -> list[Path]:
    """Return the wheels of requirements/engine.txt, downloaded by pip and checked by hash.

    Raises BuildError if they cannot be downloaded.
    """
    return downloads.wheels(LOCK, DOWNLOADS, _PLATFORM)


def sources() -> list[Path]:
    """List the inputs of the scoring wheel: its files and the settings of hatchling."""
    files = (path for path in SCORING.rglob("*") if path.is_file())
    metadata = [ROOT / "pyproject.toml", BUILD_LOCK]
    return sorted(path for path in files if "__pycache__" not in path.parts) + metadata


def is_shipped(wheel: Path) -> bool:
    """Return whether a wheel is shipped to the browser; the others run only at build."""
    return wheel.name.startswith(_SHIPPED)


def shipped(folder: Path) -> None:
    """Put the wheels for the browser into a folder: scoring and its dependencies, all pure Python.

    Raises BuildError as `locked` and `of_scoring` do.
    """
    for wheel in locked():
        if wheel.name.startswith("markupsafe-"):
            without_compiled_part(wheel, folder)
        elif is_shipped(wheel):
            shutil.copyfile(wheel, folder / wheel.name)
    of_scoring(folder)


def of_scoring(folder: Path) -> Path:
    """Build the wheel of scoring into a folder with hatchling, without a network.

    Raises BuildError if hatchling rejects pyproject.toml or is not installed.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    finished = quietly(command, env={"SOURCE_DATE_EPOCH": EPOCH})
    if finished.status != 0:
        raise BuildError(
            "the wheel of scoring was not built. Correct pyproject.toml or scoring/ and run the command again.",
            finished.last_lines(),
        )
    return next(folder.glob("scoring-*.whl"))


def without_compiled_part(wheel: Path, folder: Path) -> Path:
    """Write a pure-Python copy of a wheel into a folder and return its path.

    MarkupSafe publishes no pure wheel and none for Pyodide, but every wheel contains the Python fallback
    that is used if the compiled part is missing. Removing that part from a hash-checked wheel runs no
    third-party build script, as a source archive would.
    """
    name, version = wheel.name.split("-")[:2]
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        files = {entry: archive.read(entry) for entry in sorted(archive.namelist())}
    contents = {
        entry: content
        for entry, content in files.items()
        if not entry.endswith(("/", ".so", ".c", ".pyi", "/RECORD"))
    }
    contents[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    contents[f"{info}/RECORD"] = _record(contents, f"{info}/RECORD")
    pure = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(pure, "w") as archive:
        for entry, content in contents.items():
            archive.writestr(zipfile.ZipInfo(entry), content)  # dated 1980, not compressed
    return pure


def _record(files: dict[str, bytes], own_name: str) -> bytes:
    lines = []
    for entry, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{entry},sha256={digest},{len(content)}\n")
    return "".join([*lines, f"{own_name},,\n"]).encode()

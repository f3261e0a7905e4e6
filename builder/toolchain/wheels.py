"""The wheels that go into the engine or run inside it at build."""

import base64
import hashlib
import shutil
import sys
import zipfile
from pathlib import Path

from builder import locks, reasons
from builder.errors import BuildError
from builder.paths import BUILD_LOCK, CACHE, ROOT, SCORING
from builder.run import quietly

LOCK = ROOT / "requirements-engine.txt"
DOWNLOADS = CACHE / "wheels"
_SHIPPED = ("jinja2-", "markupsafe-")
EPOCH = "315532800"  # 1 January 1980, the earliest time a zip archive can hold

# The locked files are asked for by this one platform, so that every machine fetches the same
# bytes. Only MarkupSafe has a compiled part, and `without_compiled_part` takes it out again.
_PLATFORM = [
    *("--python-version", "3.14", "--implementation", "cp", "--abi", "cp314"),
    *("--platform", "manylinux_2_28_x86_64", "--platform", "manylinux2014_x86_64"),
]


def locked() -> list[Path]:
    """Return the wheels of requirements-engine.txt, fetched and hash-checked by pip.

    What was fetched before is held to the lock each time; a wheel that was altered since is fetched anew.

    Raises BuildError when they cannot be fetched.
    """
    folder = DOWNLOADS / hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]
    if not _is_whole(folder):
        # pip itself drops a file of another hash, and leaves what the lock does not name: none may be left.
        shutil.rmtree(folder, ignore_errors=True)
        command = [
            *(sys.executable, "-m", "pip", "download", "--disable-pip-version-check"),
            *("--no-deps", "--require-hashes", "--only-binary=:all:", *_PLATFORM),
            *("--requirement", str(LOCK), "--dest", str(folder)),
        ]
        finished = quietly(command)
        if finished.status != 0:
            raise reasons.failed_install("pip", LOCK.name, finished)
    return sorted(folder.glob("*.whl"))


def _is_whole(folder: Path) -> bool:
    """Say whether a folder holds one wheel for each package of the lock, each of a hash that it names."""
    found = [hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in folder.glob("*.whl")]
    wanted = [pinned.hashes for pinned in locks.of_pip(LOCK)]
    return len(found) == len(wanted) and all(
        any(digest in hashes for digest in found) for hashes in wanted
    )


def sources() -> list[Path]:
    """List what decides the wheel of scoring: its files and how hatchling is told to pack them."""
    files = (path for path in SCORING.rglob("*") if path.is_file())
    metadata = [ROOT / "pyproject.toml", BUILD_LOCK]
    return sorted(path for path in files if "__pycache__" not in path.parts) + metadata


def is_shipped(wheel: Path) -> bool:
    """Say whether a wheel goes into the browser; the others run at build."""
    return wheel.name.startswith(_SHIPPED)


def shipped(folder: Path) -> None:
    """Put the wheels that go into the browser into a folder, all of them pure Python: scoring and what it imports.

    Raises BuildError as `locked` and `of_scoring` do.
    """
    for wheel in locked():
        if wheel.name.startswith("markupsafe-"):
            without_compiled_part(wheel, folder)
        elif is_shipped(wheel):
            shutil.copyfile(wheel, folder / wheel.name)
    of_scoring(folder)


def of_scoring(folder: Path) -> Path:
    """Build the wheel of our own package into a folder, by hatchling and without a network.

    Raises BuildError when hatchling refuses pyproject.toml or is not installed.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    finished = quietly(command, env={"SOURCE_DATE_EPOCH": EPOCH})
    if finished.status != 0:
        raise BuildError(
            "the wheel of scoring was not built. Mend pyproject.toml or scoring/ and run again.",
            finished.last_lines(),
        )
    return next(folder.glob("scoring-*.whl"))


def without_compiled_part(wheel: Path, folder: Path) -> Path:
    """Write a pure-Python twin of a wheel into a folder and return its path.

    MarkupSafe publishes no pure wheel and none for Pyodide, but every wheel of it carries the
    Python fall-back that it imports when the compiled part is missing. Taking that part out of a
    hash-checked wheel runs nobody's build script, which a source archive would.
    """
    name, version = wheel.name.split("-")[:2]
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        files = {entry: archive.read(entry) for entry in sorted(archive.namelist())}
    kept = {
        entry: content
        for entry, content in files.items()
        if not entry.endswith(("/", ".so", ".c", ".pyi", "/RECORD"))
    }
    kept[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    kept[f"{info}/RECORD"] = _record(kept, f"{info}/RECORD")
    pure = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(pure, "w") as archive:
        for entry, content in kept.items():
            archive.writestr(zipfile.ZipInfo(entry), content)  # dated 1980, not compressed
    return pure


def _record(files: dict[str, bytes], own_name: str) -> bytes:
    lines = []
    for entry, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{entry},sha256={digest},{len(content)}\n")
    return "".join([*lines, f"{own_name},,\n"]).encode()

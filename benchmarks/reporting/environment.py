"""What the figures were measured on, in plain words: no name of the machine and no folder."""

import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Playwright


def preamble(options: str, version: str, busy_before: str) -> str:
    """Return what stands above the figures: when, how, on what, and how busy that was."""
    day = datetime.now(UTC)
    parts = (
        f"{os.cpu_count()} cores ({_processor()})",
        _memory(),
        _system(),
        f"Chromium {version}",
    )
    return (
        f"{day.day} {day:%B %Y}, by `python3 build.py bench {options}`, on {', '.join(filter(None, parts))}; "
        f"busy when it began: {busy_before}."
    )


def browser_version(playwright: Playwright, program: Path) -> str:
    """Ask the browser for its version."""
    browser = playwright.chromium.launch(executable_path=program)
    version = browser.version
    browser.close()
    return version


def busy() -> str:
    """Say how much else the machine had to do, as a share of what it can."""
    if not hasattr(os, "getloadavg"):
        return "unknown"
    return f"{os.getloadavg()[0]:.1f} of {os.cpu_count()}"


def _processor() -> str:
    # platform.processor() is empty on most Linux systems.
    listed = Path("/proc/cpuinfo")
    text = listed.read_text("utf-8") if listed.is_file() else ""
    match = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return match[1] if match else platform.processor() or platform.machine()


def _memory() -> str:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return ""
    return f"{total / 2**30:.0f} GB of memory"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"

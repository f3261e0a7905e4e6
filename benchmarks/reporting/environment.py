"""Description of the machine that was measured, without its name or any path."""

import os
import platform
import re
from pathlib import Path

from playwright.sync_api import Playwright


def describe(version: str) -> str:
    """Return the processor, memory, system and browser version as one phrase."""
    parts = (
        f"{os.cpu_count()} cores ({_processor()})",
        _memory(),
        _system(),
        f"Chromium {version}",
    )
    return ", ".join(filter(None, parts))


def browser_version(playwright: Playwright, program: Path) -> str:
    """Start the browser and return its version."""
    browser = playwright.chromium.launch(executable_path=program)
    version = browser.version
    browser.close()
    return version


def load_average() -> str:
    """Return the load average of the last minute and the number of cores, such as "0.3 of 2"."""
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

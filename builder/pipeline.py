"""The whole site, in order: made in a folder of its own, put in place only when all went well."""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from builder import assets, inputs, nginx, node, paths, places, sums
from builder.errors import BuildError
from builder.progress import say, step
from builder.run import Finished, quietly

STAMP = paths.CACHE / "site.stamp"


def build() -> Path:
    """Build the site if anything it is made from has changed; return its folder.

    Raises BuildError if a step fails; the site that stood there before is then still there.
    """
    wanted = inputs.digest()
    if _is_current(wanted):
        say("Nothing has changed since the site was built.")
        nginx.write(paths.SITE, paths.FOR_NGINX)
        _say_fingerprint()
        return paths.SITE
    tools = node.get()
    node.install_packages(tools)
    _clear_leftovers()
    with tempfile.TemporaryDirectory(prefix="site-", dir=paths.CACHE) as scratch:
        fresh = Path(scratch) / "site"
        _make(fresh, tools.node, inputs.version(wanted))
        # Last of all: it names every other file.
        sums.write(fresh)
        STAMP.unlink(missing_ok=True)
        swap(fresh, paths.SITE)
    STAMP.write_text(wanted, encoding="utf-8")
    nginx.write(paths.SITE, paths.FOR_NGINX)
    _say_size()
    _say_fingerprint()
    return paths.SITE


def _say_size() -> None:
    """Say how much there is to publish; the copies apart, since no visitor gets a file and its copies."""
    files = [file for file in paths.SITE.rglob("*") if file.is_file()]
    copies = [file for file in files if file.suffix in (".br", ".gz")]
    sizes = [sum(file.stat().st_size for file in part) / 1e6 for part in (files, copies)]
    own, more = len(files) - len(copies), f"{len(copies)} compressed copies, {sizes[1]:.1f} MB"
    say(f"The site is in {paths.SITE.name}/: {own} files, {sizes[0] - sizes[1]:.1f} MB; {more}.")


def _say_fingerprint() -> None:
    """Say what two people compare to know that they have the same site."""
    content = (paths.SITE / sums.NAME).read_bytes()
    say(f"Fingerprint of the site: {sums.fingerprint(content)}")


def _clear_leftovers() -> None:
    """Remove what a build left that was killed outright."""
    paths.CACHE.mkdir(exist_ok=True)
    for leftover in paths.CACHE.glob("site-*"):
        shutil.rmtree(leftover)


def _is_current(wanted: str) -> bool:
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted and sums.fits(paths.SITE)


def _make(fresh: Path, node_program: Path, version: str) -> None:
    """Do the steps, into an empty folder."""
    # Here and not above: they need Jinja2, which commands that build nothing can do without.
    from builder import (
        addresses,
        ages,
        compress,
        engines,
        headers,
        naming,
        offline,
        pages,
        policy,
        sbom,
        schema_file,
    )

    for folder in (paths.GENERATED, paths.EXTRA):
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
    # Before what takes longer, since it may be refused.
    pages.definitions()
    ahead = compress.Ahead()
    engine = engines.build(node_program, ahead.begin)
    with step("Rendering the form and the other generated pages"):
        pages.render(engine.name)
        sbom.write(paths.EXTRA)
        schema_file.write(paths.EXTRA)
    with step("Making the pages with MkDocs"):
        run_mkdocs(fresh, version=version)
    if warning := ages.warning():
        say(warning)
    with step("Adding style sheets, fonts and scripts"):
        assets.add(fresh, node_program)
        assets.copy_tree(paths.EXTRA, fresh)
        naming.apply(fresh)
    engine.put(fresh)
    with step("Giving each page its policy"):
        policies = policy.apply(fresh)
        offline.add(fresh, version, (engine.stand_in,))
        headers.write(fresh, policies)
        addresses.check(fresh)
    # After all that writes into the site, but for its list of hashes.
    compress.add(fresh, seldom=(engine.stand_in,), ahead=ahead)


def run_mkdocs(target: Path, config: Path = paths.ROOT / "mkdocs.yml", version: str = "") -> None:
    """Let MkDocs make the pages; a warning, such as a broken link, is an error.

    Raises BuildError that names each warning with its file.
    """
    finished = quietly(
        [
            *(sys.executable, "-m", "mkdocs", "build", "--strict"),
            *("--config-file", config, "--site-dir", target),
        ],
        # No width of a terminal: MkDocs would break its messages into lines by it.
        env={
            "SOURCE_DATE_EPOCH": str(inputs.source_date()),
            "COLUMNS": "0",
            "SITE_VERSION": version,
        },
    )
    if finished.status != 0:
        raise mkdocs_error(finished, config.parent / "docs")


def mkdocs_error(finished: Finished, docs: Path = paths.DOCS) -> BuildError:
    """Make the error for MkDocs' refusal: its own words, each with file and line where it has them."""
    # A message may go on below, each part of it indented.
    messages = r"^(?:WARNING|ERROR|CRITICAL)\s+-\s+(.*(?:\n[ ]{2,}\S.*)*)"
    found = [
        places.located(" ".join(message.split()), docs)
        for message in re.findall(messages, finished.output, re.MULTILINE)
    ]
    if len(found) == 1:
        return BuildError(f"MkDocs: {found[0].rstrip('.')}. Correct this and build again.")
    if found:
        return BuildError(
            f"MkDocs found {len(found)} faults in the pages. Correct what stands above and "
            "build again.",
            "\n".join(found),
        )
    return BuildError(
        "MkDocs could not make the pages. Correct what stands above and build again.",
        finished.last_lines(),
    )


def swap(fresh: Path, place: Path) -> None:
    """Put a finished folder in the place of an older one; if that fails the older one stays."""
    old = fresh.with_name("old")
    if place.exists():
        place.rename(old)
    try:
        fresh.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise

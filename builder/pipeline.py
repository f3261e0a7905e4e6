"""The build pipeline: runs all steps in a temporary folder and replaces the site only if every step succeeds."""

import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from builder.assets import site_assets
from builder.base import paths, source_inputs
from builder.base.console import say, step
from builder.base.errors import BuildError
from builder.base.subprocesses import Finished, quietly
from builder.guidance import link_errors
from builder.headers import nginx
from builder.supply_chain import checksums
from builder.toolchain import node

STAMP = paths.CACHE / "site.stamp"


# Suffix for the stamp of a site without compressed copies, which is for local use only.
DRAFT = " without compressed copies"


def build(*, to_publish: bool = True) -> Path:
    """Build the site if an input has changed; return its folder.

    Compression takes most of the time of a build, so a site that is not for publishing has no compressed copies.

    Raises BuildError if a step fails; the previous site is then still in place.
    """
    input_hash = source_inputs.digest()
    if _is_current(input_hash) or (not to_publish and _is_current(input_hash + DRAFT)):
        say("Nothing has changed since the site was built.")
        nginx.write(paths.SITE, paths.FOR_NGINX)
        if _is_current(input_hash):
            _say_fingerprint()
        return paths.SITE
    tools = node.get()
    node.install_packages(tools)
    _clear_leftovers()
    with tempfile.TemporaryDirectory(prefix="site-", dir=paths.CACHE) as scratch:
        fresh = Path(scratch) / "site"
        _make(fresh, tools.node, source_inputs.version(input_hash), compress=to_publish)
        # Last, because it lists every other file.
        checksums.write(fresh)
        STAMP.unlink(missing_ok=True)
        swap(fresh, paths.SITE)
    STAMP.write_text(input_hash if to_publish else input_hash + DRAFT, encoding="utf-8")
    nginx.write(paths.SITE, paths.FOR_NGINX)
    _say_size()
    if to_publish:
        _say_fingerprint()
    return paths.SITE


def _say_size() -> None:
    """Print the size of the site. Compressed copies are counted separately, as a visitor loads only one version."""
    files = [file for file in paths.SITE.rglob("*") if file.is_file()]
    copies = [file for file in files if file.suffix in (".br", ".gz")]
    sizes = [sum(file.stat().st_size for file in part) / 1e6 for part in (files, copies)]
    originals, more = (
        len(files) - len(copies),
        f"{len(copies)} compressed copies, {sizes[1]:.1f} MB",
    )
    say(
        f"The site is in {paths.SITE.name}/: {originals} files, {sizes[0] - sizes[1]:.1f} MB; {more}."
    )


def _say_fingerprint() -> None:
    """Print the fingerprint, by which people can check that they have the same site."""
    content = (paths.SITE / checksums.NAME).read_bytes()
    say(f"Fingerprint of the site: {checksums.fingerprint(content)}")


def _clear_leftovers() -> None:
    """Remove temporary folders of builds that were killed."""
    paths.CACHE.mkdir(exist_ok=True)
    for leftover in paths.CACHE.glob("site-*"):
        shutil.rmtree(leftover)


def _is_current(input_hash: str) -> bool:
    return (
        STAMP.is_file()
        and STAMP.read_text(encoding="utf-8") == input_hash
        and checksums.fits(paths.SITE)
    )


def _make(fresh: Path, node_program: Path, version: str, *, compress: bool) -> None:
    """Run all build steps, into an empty folder."""
    # Imported here, because they need Jinja2 and PyYAML, which commands without a build do not need.
    from builder.assets import answers_schema, fingerprint, precache, precompress, search_worker
    from builder.engine import distribution
    from builder.guidance import publisher, unverified_contacts
    from builder.headers import csp, header_rules
    from builder.render import definitions, pages
    from builder.supply_chain import external_hosts, sbom

    for folder in (paths.GENERATED, paths.EXTRA):
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
    # Validate the definitions before the slower steps.
    definitions.instrument_and_contacts()
    background = precompress.BackgroundCompressor()
    engine = distribution.build(node_program, background.begin if compress else lambda _: None)
    with step("Rendering the form and the other generated pages"):
        pages.render(engine.name, engine.lock_sha256)
        sbom.write(paths.EXTRA)
        answers_schema.write(paths.EXTRA)
    with step("Making the pages with MkDocs"):
        run_mkdocs(fresh, version=version)
    for warning in (unverified_contacts.warning(), publisher.warning(paths.ROOT / "mkdocs.yml")):
        if warning:
            say(warning)
    with step("Adding style sheets, fonts and scripts"):
        site_assets.add(fresh, node_program)
        search_worker.add_query_rewriter(fresh, node_program)
        site_assets.copy_tree(paths.EXTRA, fresh)
        fingerprint.apply(fresh)
    engine.put(fresh)
    with step("Giving each page its policy"):
        policies = csp.apply(fresh)
        rules = header_rules.write(fresh, policies)
        precache.add(fresh, version, rules, (engine.fallback_folder,))
        external_hosts.check(fresh)
    # After all other steps that write into the site, except for its list of hashes.
    if compress:
        precompress.add(fresh, rarely_used=(engine.fallback_folder,), background=background)


def run_mkdocs(
    target: Path,
    config: Path = paths.ROOT / "mkdocs.yml",
    version: str = "",
    program: Sequence[str | Path] = (sys.executable, "-m", "mkdocs"),
) -> None:
    """Build the pages with MkDocs, or a compatible program. Warnings are errors.

    Raises BuildError that lists each warning with its file.
    """
    finished = quietly(
        [
            *(*program, "build", "--strict"),
            *("--config-file", config, "--site-dir", target),
        ],
        # Unset the terminal width, by which MkDocs would wrap its messages.
        env={
            "SOURCE_DATE_EPOCH": str(source_inputs.source_date()),
            "COLUMNS": "0",
            "SITE_VERSION": version,
        },
    )
    if finished.status != 0:
        raise mkdocs_error(finished, config.parent / "docs")


def mkdocs_error(finished: Finished, docs: Path = paths.DOCS) -> BuildError:
    """Return the error for a failed MkDocs build: its messages, with file and line if known."""
    # A message may continue on indented lines.
    messages = r"^(?:WARNING|ERROR|CRITICAL)\s+-\s+(.*(?:\n[ ]{2,}\S.*)*)"
    errors = [
        link_errors.located(" ".join(message.split()), docs)
        for message in re.findall(messages, finished.output, re.MULTILINE)
    ]
    if len(errors) == 1:
        return BuildError(f"MkDocs: {errors[0].rstrip('.')}. Correct this and build again.")
    if errors:
        return BuildError(
            f"MkDocs found {len(errors)} faults in the pages. Correct the faults shown above and "
            "build again.",
            "\n".join(errors),
        )
    return BuildError(
        "MkDocs could not make the pages. Correct the faults shown above and build again.",
        finished.last_lines(),
    )


def swap(fresh: Path, target: Path) -> None:
    """Replace a folder by a finished one. If that fails, the old one is restored."""
    old = fresh.with_name("old")
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise

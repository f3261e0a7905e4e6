"""Style sheets, fonts and scripts that do not come from MkDocs, put into a site's folder."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from builder import paths
from builder.errors import BuildError
from builder.run import quietly

_FONTS = "@fontsource-variable/source-sans-3/files/source-sans-3-{script}-wght-{style}.woff2"
# Each is one file with all that it imports: a page does not wait for one script to learn of the next.
PAGES = ("everywhere.mjs", "ahead.mjs", "checklist.mjs", "form.mjs", "audit.mjs")
# The worker is part of the page's script, as text: it is started from the page's memory, and can import nothing.
WORKER = "worker.mjs"
# What saving takes from npm packages. It comes by itself: the form starts without it.
VAULT = "vault.mjs"
_PACKED = ("--minify-syntax", "--minify-whitespace")


def add(site: Path, node: Path) -> None:
    """Put all of them into the site.

    Raises BuildError if Sass refuses a style sheet or an npm package lacks a file.
    """
    css = site / "assets" / "css"
    css.mkdir(parents=True, exist_ok=True)
    for name in ("site", "form"):
        compile_sass(node, paths.DOCS / "app" / f"{name}.scss", css / f"{name}.css")
    copy(paths.SCORING / "report.css", css / "report.css")
    for script in ("latin", "latin-ext"):
        for style in ("normal", "italic"):
            font = paths.NODE_MODULES / _FONTS.format(script=script, style=style)
            copy(font, site / "assets" / "fonts" / font.name)
    leave_out_languages(site)
    add_scripts(site / "app", node)


def leave_out_languages(site: Path) -> None:
    """Take out what the theme brings for a search in other languages: an English site never asks for it."""
    shutil.rmtree(site / "assets" / "javascripts" / "lunr", ignore_errors=True)


def add_scripts(folder: Path, node: Path) -> None:
    """Put the pages' scripts into a folder. Our own stay as they were written, for whoever wants to read them."""
    # Always the same place: its name goes into the scripts.
    scratch = paths.CACHE / "scripts"
    bundle(node, (WORKER,), scratch)
    text = (scratch / WORKER).replace(scratch / "worker.txt")
    options = (f"--alias:worker-script={text}", "--loader:.txt=text", f"--external:./{VAULT}")
    bundle(node, PAGES, folder, *options)
    bundle(node, (VAULT,), folder, *_PACKED)


def bundle(node: Path, names: Sequence[str], folder: Path, *options: str) -> None:
    """Make one file of each script and all that it imports, npm packages too.

    Raises BuildError with esbuild's words if it does not accept the scripts.
    """
    finished = quietly(
        [
            *(node, paths.NODE_MODULES / "esbuild" / "bin" / "esbuild", "--bundle", "--format=esm"),
            *("--target=es2022", "--charset=utf8", "--log-level=warning", f"--outdir={folder}"),
            *("--out-extension:.js=.mjs", *options),
            *(paths.DOCS / "app" / name for name in names),
        ]
    )
    if finished.status != 0 or finished.output.strip():
        raise BuildError(
            "esbuild does not accept the scripts in docs/app. Correct what stands above and build again.",
            finished.last_lines(),
        )


def compile_sass(node: Path, source: Path, target: Path) -> None:
    """Compile a style sheet, with npm packages to be used by their names.

    Raises BuildError with Sass's words if it fails or warns about our own file.
    """
    finished = quietly(
        [
            *(node, paths.NODE_MODULES / "sass" / "sass.js", "--no-source-map", "--quiet-deps"),
            *("--style=compressed", f"--load-path={paths.NODE_MODULES}", source, target),
        ]
    )
    if finished.status != 0 or finished.output.strip():
        raise BuildError(
            f"Sass does not accept {source.name}. Correct what stands above and build again.",
            finished.last_lines(),
        )


def copy(source: Path, target: Path) -> None:
    """Copy one file with a time of its own.

    npm gives every file the same old date: kept, a browser that asks "changed since?" would hear
    "no" after an update.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_there(source), target)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder over another, each file with a time of its own (see copy)."""
    shutil.copytree(source, target, copy_function=shutil.copyfile, dirs_exist_ok=True)


def _there(source: Path) -> Path:
    if not source.is_file():
        raise BuildError(
            f"{source.relative_to(paths.ROOT).as_posix()} is missing. If it should come from npm, "
            "start afresh with: python3 build.py clean"
        )
    return source

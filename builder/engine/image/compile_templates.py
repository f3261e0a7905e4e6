"""Compiles the Jinja2 templates for the memory image, in a separate Pyodide at build.

Reads samples.json (see samples/) from the current folder and writes templates.json, the templates as Python source.
"""

import json
from pathlib import Path

from scoring import bridge
from scoring.report import jinja_templates

for message, answer in json.loads(Path("samples.json").read_text("utf-8")):
    if bridge.handle(message) != answer:
        raise RuntimeError(f"Pyodide's Python gives a different answer to {message}")

environment = jinja_templates.environment()
loader, cache = environment.loader, environment.cache
if loader is None or cache is None:
    raise RuntimeError("Jinja2 no longer keeps its templates in loader and cache")
# Answering the samples has loaded all templates.
sources = {name: loader.get_source(environment, name)[0] for _, name in cache}
compiled = {name: environment.compile(source, name, raw=True) for name, source in sources.items()}
Path("templates.json").write_text(json.dumps(compiled), encoding="utf-8")

"""The Hillingdon CSE Monitoring & Assessment Tool as data and pure functions.

`definition.instrument_file.load` reads the instrument, `answers.assessment.parse` validates an answers file,
`rules.score.score` scores it, and `report.renderer` renders the printed attachment. The browser calls
`bridge.handle` only. The package needs the standard library and Jinja2, and behaves the same in CPython and Pyodide.
"""

__version__ = "0.1.0"

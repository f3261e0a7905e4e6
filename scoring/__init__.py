"""The Hillingdon CSE Monitoring & Assessment Tool as data and pure functions.

`definition.load` gives the instrument, `answers.parse` checks what people typed, `score.score` says what the instrument
says about it, `report` makes the printed attachment of it. `bridge.handle` is the one door that the browser uses.
Standard library and Jinja2 only; runs alike under CPython and Pyodide.
"""

__version__ = "0.1.0"

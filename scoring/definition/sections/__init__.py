"""Readers of the tables of instrument.toml, one module for each section of the form."""

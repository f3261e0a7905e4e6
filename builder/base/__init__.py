"""Utilities for every part of the build: paths, errors, console, subprocesses, the mutex and caches."""

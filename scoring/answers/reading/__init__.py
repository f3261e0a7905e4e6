"""Reads answers against the instrument."""

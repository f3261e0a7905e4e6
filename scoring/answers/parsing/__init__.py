"""Parses single values of an answers file: JSON, text and dates."""

"""Answers files: parsing, validation, dates, and saved files of any version."""

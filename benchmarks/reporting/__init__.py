"""Reporting of the benchmark: statistics, budgets, tables and the sections of the Markdown report."""

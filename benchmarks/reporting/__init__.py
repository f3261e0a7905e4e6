"""From measurements to results: statistics, budgets, tables and the report."""

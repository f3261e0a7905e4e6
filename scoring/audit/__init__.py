"""The audit return: one row for each assessment, counts with disclosure control, and CSV."""

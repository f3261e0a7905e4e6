"""Checks answers: impossible ones and unlikely ones."""

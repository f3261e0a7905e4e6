"""Compares and merges two files of one assessment."""

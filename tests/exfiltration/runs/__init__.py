"""Trying the ways out: the pages that are attacked, the scripts, and the runs."""

"""The steps by which build.py makes, serves, checks and tests the site."""

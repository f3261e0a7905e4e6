"""The build tool behind build.py: builds, serves, checks and tests the site."""

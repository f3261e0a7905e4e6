"""Tests of the shipped nginx configuration, by requests to a real nginx."""

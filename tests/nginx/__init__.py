"""A real nginx with the shipped configuration, asked for everything."""

"""The attack runs: the attacked pages, the scripts of the channels, and the code that runs them."""

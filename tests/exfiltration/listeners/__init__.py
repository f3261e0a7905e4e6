"""The attacker's servers, sockets and log of DNS lookups: they note every canary that arrives."""

"""The attacker's side: servers, sockets and name look-ups that note every secret that arrives."""

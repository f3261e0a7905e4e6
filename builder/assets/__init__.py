"""Static assets: style sheets, scripts, fonts, cache busting, the offline precache and precompression."""

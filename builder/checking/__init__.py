"""Further checks of `build.py check`: a second build of the pages with ProperDocs, and the files for a public forge."""

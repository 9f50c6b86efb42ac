"""What the demo's sites print: a vacancy's text as its employer wrote it (`prose`), and the pages
that a site makes of it (`replica`)."""

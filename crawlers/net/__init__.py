"""How requests go out: only where they may, no faster than the site asks, and with a name for each
way they can fail."""

"""One run of one feed (`run`), from `begin` to `finish`."""

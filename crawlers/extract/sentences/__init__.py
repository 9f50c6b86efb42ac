"""The sentences of a posting, looked through once for all readers of facts (`by_topic`), with spans
of time (`durations`) and names of languages."""

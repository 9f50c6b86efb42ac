"""What a run must know of the runs before it (`store`), in SQLite or PostgreSQL, and the journal of
the run that is not finished (`journal`)."""

"""Tell what a page is before anything is read: one posting, a list, closed, something else."""

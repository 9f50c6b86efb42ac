"""Processes that read pages beside the one that crawls (setting JOBWIRE_READERS): how many there
are (`how_many`), their pool (`pool`), what runs in each (`process`), how a crawl waits for them
(`read_later`), and how what they read comes back (`sent_outcomes`)."""

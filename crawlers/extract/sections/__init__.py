"""The sections of a posting: `headings` recognises their headings, `split` puts every block into
one."""

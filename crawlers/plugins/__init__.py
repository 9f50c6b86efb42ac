"""Find plugins (`discovery`) and boards (`recognise`, `finding`), record pages, and propose what a
plugin may declare (`proposing`, `learning`)."""

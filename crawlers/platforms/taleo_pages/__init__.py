"""What Taleo's pages and answers hold: the values in scripts, the two lists, the slots."""

"""What leaves the program for people: printable text, messages on a terminal, lines of the log,
masked secrets, and the name that was probably meant."""

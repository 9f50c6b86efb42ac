"""What jobwire is measured beside: the same pages through other programs. Nothing is checked or
judged there."""

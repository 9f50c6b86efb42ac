"""What is read of the job itself: titles, employers, units, grades."""

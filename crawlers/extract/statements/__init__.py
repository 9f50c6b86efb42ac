"""Say what a page states outside its JobPosting object and its labels: title, employer, values of
the header, where to apply. Each function adds statements to a RawPosting."""

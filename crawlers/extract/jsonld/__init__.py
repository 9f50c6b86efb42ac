"""What the JobPosting object of a page states (https://schema.org/JobPosting): `own_statement`
chooses the object, `statements` says its members, the other modules read their values."""

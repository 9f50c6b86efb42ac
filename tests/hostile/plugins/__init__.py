"""The sites that the hostile server plays."""

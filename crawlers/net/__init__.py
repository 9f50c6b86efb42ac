"""Requests on the wire: only to allowed addresses, no faster than the site asks, and with a name
for each way to fail."""

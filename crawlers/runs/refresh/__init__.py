"""One refresh of all sites: `refresh_all` tells it from the command line to the exit code."""

"""Plugins for the tests of the commands, good and bad. The site is where the environment says."""

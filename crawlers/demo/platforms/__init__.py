"""Replicas of publishing platforms on loopback, generated from one truth file, for tests of
`crawlers.platforms`."""

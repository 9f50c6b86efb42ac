"""A hostile web on loopback: every behaviour has a name and a declared verdict (docs/hostile.md),
and the tests compare crawls with them."""

"""From a page to typed values. `read` is the one way in; each room reads one subject."""

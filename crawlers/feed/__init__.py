"""The feed: `format` says what its files are; `store`, `judge`, `publish` and `run` make it, each
built on those before it; `consume` is for readers."""

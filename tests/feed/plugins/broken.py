import no_such_module  # noqa: F401  # type: ignore[import-not-found]

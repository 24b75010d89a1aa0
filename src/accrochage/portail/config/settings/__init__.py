"""Settings: one module a theme; ``base`` is all of them together, ``test`` those of the tests."""

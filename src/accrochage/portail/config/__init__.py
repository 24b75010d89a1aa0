"""Settings by theme, typed environment, URLs, checks, embedded database."""

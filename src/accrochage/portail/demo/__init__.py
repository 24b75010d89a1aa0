"""Demo personas and data; refuses to run in production."""

"""The deposits of an account, and what came of each."""

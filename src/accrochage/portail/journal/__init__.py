"""The audit journal: who did what, on what, when, from where."""

"""Management commands of comptes."""

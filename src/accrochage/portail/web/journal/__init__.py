"""The journal of an account, for its administrators."""

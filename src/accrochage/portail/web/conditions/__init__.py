"""The conditions of use: to read by anybody, to accept by who logs in."""

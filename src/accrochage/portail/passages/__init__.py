"""Accepted passages: what the passeport will show."""

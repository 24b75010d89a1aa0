"""Joining an account by invitation."""

"""Supervision, health, embedded services."""

"""Persons and their logins, on django-allauth."""

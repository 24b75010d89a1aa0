"""Template tags of the login."""

"""Pages for everybody, and the first page after the login."""

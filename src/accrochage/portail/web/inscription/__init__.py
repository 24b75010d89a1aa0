"""Registration: identifiers, person, confirmed address, password, login."""

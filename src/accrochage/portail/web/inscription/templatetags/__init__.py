"""Template tags of the registration journeys."""

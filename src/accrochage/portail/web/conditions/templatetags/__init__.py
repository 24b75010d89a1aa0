"""Template tags of the conditions of use."""

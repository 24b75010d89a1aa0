"""The person's own page: who they are, how they enter, where they work."""

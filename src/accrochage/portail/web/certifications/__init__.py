"""The référentiel, to read: which certifications exist, who holds them, until when."""

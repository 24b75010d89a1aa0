"""Help: the four steps, the rules, the dictionary, sample files."""

"""Transmettre des données: the deposit of a file."""

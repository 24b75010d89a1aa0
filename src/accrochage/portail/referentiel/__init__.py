"""RNCP and RS certifications and who holds them."""

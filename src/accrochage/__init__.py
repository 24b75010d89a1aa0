"""Accrochage: declare the professional certifications that were delivered."""

__version__ = "0.1.0"

"""The exchange format: read, check, write. Pure: standard library and lxml, no Django."""

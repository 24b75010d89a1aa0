"""The two generations of the schema, written by us from the dictionary and shipped as files."""

from pathlib import Path

from accrochage.flux.dictionary import VersionSchema
from accrochage.flux.schemas._generation import xsd, xsd_morceau


def chemin_xsd(version: VersionSchema) -> Path:
    """Return the path of the shipped schema of this generation."""
    return Path(__file__).with_name(f"flux-{version}.xsd")


__all__ = ["chemin_xsd", "xsd", "xsd_morceau"]

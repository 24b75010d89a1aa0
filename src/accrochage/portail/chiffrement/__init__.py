"""Encryption at rest: fields, files, and keyed fingerprints. Lowest layer, no Django.

AES-256-GCM through ``cryptography``; the first key of the ring writes, every key reads, so keys
rotate by putting a new one in front.
"""

from accrochage.portail.chiffrement.champs import Indechiffrable, Trousseau
from accrochage.portail.chiffrement.empreintes import empreinte
from accrochage.portail.chiffrement.fichiers import LecteurChiffre, chiffrer_flux, graver

__all__ = ["Indechiffrable", "LecteurChiffre", "Trousseau", "chiffrer_flux", "empreinte", "graver"]

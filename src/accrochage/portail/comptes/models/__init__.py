"""Persons who log in, and what their access needs to remember."""

from accrochage.portail.comptes.models.acces import AppareilConnu, ChangementAdresse, VerrouConnexion
from accrochage.portail.comptes.models.cgu import AcceptationCgu, VersionCgu
from accrochage.portail.comptes.models.personne import Utilisateur

__all__ = [
    "AcceptationCgu",
    "AppareilConnu",
    "ChangementAdresse",
    "Utilisateur",
    "VerrouConnexion",
    "VersionCgu",
]

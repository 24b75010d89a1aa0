"""Organismes and what ties them to persons and to one another."""

from accrochage.portail.organismes.models.acces import DemandeDepart, DemandeSecondFacteur, Invitation
from accrochage.portail.organismes.models.compte import Appartenance, Compte
from accrochage.portail.organismes.models.inscription import Inscription
from accrochage.portail.organismes.models.organisme import (
    Contrat,
    Mandat,
    MatriculeAttribue,
    Organisme,
)

__all__ = [
    "Appartenance",
    "Compte",
    "Contrat",
    "DemandeDepart",
    "DemandeSecondFacteur",
    "Inscription",
    "Invitation",
    "Mandat",
    "MatriculeAttribue",
    "Organisme",
]

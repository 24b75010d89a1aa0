"""Organismes and what ties them to persons and to one another."""

from accrochage.portail.organismes.models.acces import DemandeDepart, DemandeSecondFacteur, Invitation
from accrochage.portail.organismes.models.annuaire import Etablissement
from accrochage.portail.organismes.models.compte import Appartenance, Compte
from accrochage.portail.organismes.models.demande import (
    DemandeInscription,
    DeposantDeclare,
    Message,
    ModeleDeReponse,
    PieceJointe,
)
from accrochage.portail.organismes.models.inscription import Inscription
from accrochage.portail.organismes.models.organisme import (
    Contrat,
    Mandat,
    MatriculeAttribue,
    Organisme,
)
from accrochage.portail.organismes.models.question import Question
from accrochage.portail.organismes.models.vie import Changement, ContactAConfirmer

__all__ = [
    "Appartenance",
    "Changement",
    "Compte",
    "ContactAConfirmer",
    "Contrat",
    "DemandeDepart",
    "DemandeInscription",
    "DemandeSecondFacteur",
    "DeposantDeclare",
    "Etablissement",
    "Inscription",
    "Invitation",
    "Mandat",
    "MatriculeAttribue",
    "Message",
    "ModeleDeReponse",
    "Organisme",
    "PieceJointe",
    "Question",
]

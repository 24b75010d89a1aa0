"""The four steps of the accrochage, and where somebody stands in them."""

from __future__ import annotations

from dataclasses import dataclass

from accrochage.portail.web.acces import Acces, Requete
from accrochage.portail.web.demande.brouillon import CLE as BROUILLON
from accrochage.portail.web.demande.suivi import CLE as SUIVIE

ASSEZ = 100
"""Latest deposits looked at: who had none accepted among so many still has the fourth step to do."""
FAITE, EN_COURS, A_FAIRE = "faite", "en_cours", "a_faire"


@dataclass(frozen=True, slots=True)
class Etape:
    """One step: its words, its state, and where it goes on."""

    titre: str
    texte: str
    etat: str
    route: str
    lien: str


def etapes(request: Requete) -> list[Etape]:
    """The four steps: known from the account of who is logged in, else from what this visit began."""
    connu = request.compte is not None
    deposes = list(request.compte.depots.values_list("nb_acceptes")[:ASSEZ]) if request.compte else []
    depose, accepte = bool(deposes), any(nombre for (nombre,) in deposes)
    deposant = Acces.DEPOSANT in request.droits
    commencee = SUIVIE in request.session or BROUILLON in request.session
    return [
        Etape(
            "Se faire connaître",
            "L’opérateur enregistre votre organisme et vous envoie deux identifiants d’inscription.",
            FAITE if connu else EN_COURS if commencee else A_FAIRE,
            "demande:suivre" if SUIVIE in request.session else "demande:commencer",
            "Suivre ma demande" if SUIVIE in request.session else "Faire la demande",
        ),
        Etape(
            "Préparer les données",
            "Un fichier XML décrit chaque personne certifiée, sa certification et sa date.",
            FAITE if depose else A_FAIRE,
            "aide:preparer",
            "Préparer le fichier",
        ),
        Etape(
            "S’inscrire et se connecter",
            "Ces deux identifiants ouvrent le compte de votre organisme. Vous recevez un identifiant "
            "personnel.",
            FAITE if connu else A_FAIRE,
            "inscription:identifiants",
            "S’inscrire",
        ),
        Etape(
            "Déposer et suivre",
            "Vous recevez un accusé de réception aussitôt, puis un accusé de traitement.",
            FAITE if accepte else EN_COURS if depose else A_FAIRE,
            "depot:transmettre" if deposant else "aide:deposer_et_suivre",
            "Déposer un fichier" if deposant else "Voir comment on dépose",
        ),
    ]

"""Writes on organismes, registrations and accounts."""

from accrochage.portail.organismes.services.inscription import (
    DUREE,
    Ouverture,
    commencer_inscription,
    confirmer_adresse,
    purger_inscriptions,
    terminer_inscription,
    verifier_identifiants,
)
from accrochage.portail.organismes.services.organisme import (
    enregistrer_organisme,
    envoyer_identifiants,
    lire_siret,
)
from accrochage.portail.organismes.services.refus import (
    DejaInscrit,
    IdentifiantsMalFormes,
    IdentifiantsRefuses,
    LienDejaUtilise,
    LienExpire,
    LienInconnu,
    TropDeCourriels,
    TropDEssais,
)

__all__ = [
    "DUREE",
    "DejaInscrit",
    "IdentifiantsMalFormes",
    "IdentifiantsRefuses",
    "LienDejaUtilise",
    "LienExpire",
    "LienInconnu",
    "Ouverture",
    "TropDEssais",
    "TropDeCourriels",
    "commencer_inscription",
    "confirmer_adresse",
    "enregistrer_organisme",
    "envoyer_identifiants",
    "lire_siret",
    "purger_inscriptions",
    "terminer_inscription",
    "verifier_identifiants",
]

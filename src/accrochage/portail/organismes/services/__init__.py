"""Writes on organismes, registrations and accounts."""

from accrochage.portail.organismes.services.inscription import (
    DUREE,
    commencer_inscription,
    confirmer_adresse,
    ouvrir_avec_identifiant,
    purger_inscriptions,
    terminer_inscription,
    verifier_identifiants,
)
from accrochage.portail.organismes.services.mandats import (
    donner_mandat,
    modifier_mandat,
    revoquer_mandat,
)
from accrochage.portail.organismes.services.organisme import (
    enregistrer_organisme,
    envoyer_identifiants,
    lire_siret,
)
from accrochage.portail.organismes.services.ouvertures import AOuvrir, Ouverture, comptes_a_ouvrir
from accrochage.portail.organismes.services.refus import (
    DejaInscrit,
    IdentifiantsMalFormes,
    IdentifiantsRefuses,
    LienDejaUtilise,
    LienExpire,
    LienInconnu,
    OuvertureRetiree,
    TropDeCourriels,
    TropDEssais,
)

__all__ = [
    "DUREE",
    "AOuvrir",
    "DejaInscrit",
    "IdentifiantsMalFormes",
    "IdentifiantsRefuses",
    "LienDejaUtilise",
    "LienExpire",
    "LienInconnu",
    "Ouverture",
    "OuvertureRetiree",
    "TropDEssais",
    "TropDeCourriels",
    "commencer_inscription",
    "comptes_a_ouvrir",
    "confirmer_adresse",
    "donner_mandat",
    "enregistrer_organisme",
    "envoyer_identifiants",
    "lire_siret",
    "modifier_mandat",
    "ouvrir_avec_identifiant",
    "purger_inscriptions",
    "revoquer_mandat",
    "terminer_inscription",
    "verifier_identifiants",
]

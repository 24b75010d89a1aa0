"""The journal in French: the one table of what each action is called on the pages and in the CSV.

A test reads every ``noter(action=…)`` of the code: each action has its words here, and no words stand
for an action that nothing notes.
"""

from __future__ import annotations

FAMILLES = {
    "acces": "Accès",
    "adresse": "Adresses électroniques",
    "appareil": "Appareils",
    "cgu": "Conditions d’utilisation",
    "compte": "Compte",
    "connexion": "Connexions",
    "courriel": "Courriels",
    "depart": "Départs signalés",
    "depot": "Dépôts",
    "identifiant": "Identifiants de connexion",
    "inscription": "Inscriptions",
    "invitation": "Invitations",
    "journal": "Journal",
    "mandat": "Mandats",
    "membre": "Personnes du compte",
    "mot_de_passe": "Mots de passe",
    "openid": "Fournisseur d’identité",
    "organisme": "Organismes",
    "referentiel": "Référentiel",
    "registre": "Registre",
    "second_facteur": "Second facteur",
    "session": "Sessions",
    "utilisateur": "Personnes",
    "verrou": "Identifiants bloqués",
}
"""What stands before the dot of an action → the family that the filter offers."""

ACTES = {
    "acces.refuse": "Page refusée",
    "adresse.annulee": "Changement d’adresse électronique abandonné",
    "adresse.changee": "Adresse électronique changée",
    "adresse.demandee": "Changement d’adresse électronique demandé",
    "appareil.nouveau": "Connexion depuis un nouvel appareil",
    "appareil.oublie": "Appareil oublié",
    "cgu.acceptees": "Conditions d’utilisation acceptées",
    "cgu.publiees": "Conditions d’utilisation publiées",
    "compte.choisi": "Passage à ce compte",
    "compte.second_facteur_exige": "Second facteur demandé à chaque personne",
    "compte.second_facteur_libre": "Second facteur rendu facultatif",
    "compte.titulaire_change": "Titulaire du compte changé",
    "connexion.bloquee": "Connexion bloquée après trop d’essais",
    "connexion.deverrouillee": "Connexion rouverte par le lien reçu",
    "connexion.echouee": "Connexion échouée",
    "connexion.fermee": "Déconnexion",
    "connexion.reussie": "Connexion",
    "connexion.verrouillee": "Connexion verrouillée après trop d’échecs",
    "courriel.relance": "Courriel relancé",
    "depart.accepte": "Départ signalé accepté",
    "depart.confirme": "Adresse de la personne qui signale un départ confirmée",
    "depart.consulte": "Départ signalé lu",
    "depart.conteste": "Départ signalé contesté",
    "depart.depose": "Départ signalé",
    "depart.invitation_renvoyee": "Invitation du nouveau titulaire renvoyée",
    "depart.piece_lue": "Pièce d’un départ signalé téléchargée",
    "depart.purge": "Départs jamais confirmés et anciennes pièces effacés",
    "depart.refuse": "Départ signalé refusé",
    "depart.titulaire_installe": "Nouveau titulaire du compte installé",
    "depot.annule": "Dépôt annulé",
    "depot.constats_consultes": "Remarques d’un dépôt lues",
    "depot.consulte": "Dépôt lu",
    "depot.recu": "Dépôt reçu",
    "depot.refuse": "Dépôt refusé à la réception",
    "depot.telecharge": "Document d’un dépôt téléchargé",
    "depot.traite": "Dépôt traité",
    "identifiant.rappele": "Identifiant de connexion rappelé par courriel",
    "inscription.adresse_confirmee": "Adresse d’une inscription confirmée",
    "inscription.deja_ouverte": "Inscription à un compte déjà ouvert",
    "inscription.identifiants": "Identifiants d’inscription saisis",
    "inscription.lien_envoye": "Lien d’inscription envoyé",
    "inscription.purge": "Inscriptions abandonnées effacées",
    "inscription.terminee": "Inscription terminée",
    "invitation.acceptee": "Invitation acceptée",
    "invitation.annulee": "Invitation annulée",
    "invitation.envoyee": "Invitation envoyée",
    "invitation.purge": "Anciennes invitations effacées",
    "invitation.renvoyee": "Invitation renvoyée",
    "journal.exporte": "Journal téléchargé",
    "journal.verifie": "Journal vérifié",
    "mandat.abrege": "Mandat abrégé",
    "mandat.donne": "Mandat donné",
    "mandat.prolonge": "Mandat prolongé",
    "mandat.revoque": "Mandat révoqué",
    "membre.dormance_annoncee": "Suspension annoncée, faute de connexion",
    "membre.droit_change": "Droit d’une personne changé",
    "membre.parti": "Départ d’une personne du compte",
    "membre.reactive": "Accès d’une personne rouvert",
    "membre.retire": "Personne retirée du compte",
    "membre.suspendu": "Accès d’une personne suspendu",
    "mot_de_passe.change": "Mot de passe changé",
    "mot_de_passe.demande": "Nouveau mot de passe demandé",
    "openid.delie": "Connexion par un fournisseur d’identité refusée désormais",
    "openid.rattache": "Fournisseur d’identité relié",
    "openid.refuse": "Fournisseur d’identité non reconnu",
    "organisme.enregistre": "Organisme enregistré",
    "organisme.identifiants_renvoyes": "Identifiants d’inscription renvoyés",
    "referentiel.importe": "Référentiel chargé",
    "registre.consulte": "Registre consulté",
    "registre.importe": "Registre chargé",
    "second_facteur.garde": "Second facteur gardé",
    "second_facteur.leve": "Second facteur levé",
    "second_facteur.perdu": "Second facteur déclaré perdu",
    "session.fermee": "Session fermée à distance",
    "second_facteur.modifie": "Second facteur changé",
    "utilisateur.cree": "Personne créée",
    "utilisateur.modifie": "Profil modifié",
    "verrou.lien_envoye": "Lien de déblocage envoyé",
}

OBJETS = {
    "appartenance": "Droit",
    "compte": "Compte",
    "courriel": "Courriel",
    "demandedepart": "Départ signalé",
    "demandesecondfacteur": "Demande de second facteur",
    "depot": "Dépôt",
    "inscription": "Inscription",
    "invitation": "Invitation",
    "mandat": "Mandat",
    "matricule": "Matricule",
    "organisme": "Organisme",
    "utilisateur": "Personne",
    "versioncgu": "Conditions d’utilisation",
}
"""Type of a reference → word before its number."""


DETAILS = {
    "TROUVE": "trouvés",
    "apres": "après",
    "cgu": "version",
    "code": "règle",
    "debut": "début",
    "demande": "droit demandé",
    "deposant": "déposant",
    "ecrites": "enregistrées",
    "etat": "état",
    "filtre": "avec un filtre",
    "inscription": "inscription nº",
    "numero": "numéro",
    "refusees": "refusées",
    "refuses": "refusés",
    "role": "rôle",
    "roles": "rôles",
    "sha256": "SHA-256",
    "taille": "octets",
}
"""Key of a detail → how it is written, when it is not as it stands."""
VALEURS = {
    "ADMINISTRATEUR": "administrateur",
    "CERTIFICATEUR": "certificateur",
    "CONNECTE": "personne connectée",
    "DEPOSANT": "déposant",
    "GESTIONNAIRE": "gestionnaire",
    "LECTEUR": "lecteur",
    "ERREURS": "traité avec erreurs",
    "REJETE": "rejeté",
    "SUCCES": "traité avec succès",
}
"""Codes that details hold → words."""


def famille(action: str) -> str:
    """French name of an action's family; the code itself for one that is no longer noted."""
    sujet = action.partition(".")[0]
    return FAMILLES.get(sujet, sujet)


def acte(action: str) -> str:
    """French words of an action; the code itself for one that is no longer noted."""
    return ACTES.get(action, action)

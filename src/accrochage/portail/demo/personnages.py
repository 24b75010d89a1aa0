"""Who plays in the demonstration: an agent of the operator, two certificateurs, a déposant.

The first certificateur is in situation 2: one login opens its two accounts. The déposant is in
situation 3. All go through the services, as the pages do: each registration reads the link in
its mail. The passwords are known to everybody; production has none of this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.formats import grouper_identifiant
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.comptes.services import creer_gestionnaire
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.demo.codes import secret_de
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.formats import grouper_contrat, grouper_matricule
from accrochage.portail.organismes.models import Compte, Contrat, Inscription, Mandat, Organisme

MOT_DE_PASSE_GESTIONNAIRE = "demonstration-gestion-7"
MOT_DE_PASSE_CERTIFICATEUR = "demonstration-depot-7"
SIRET_INSCRIT = "99990001200017"
MOT_DE_PASSE_DEPOSANT = "demonstration-tiers-7"
SIRET_EN_ATTENTE = "99990002000010"
SIRET_DEPOSANT = "99990003800012"
COURRIEL_GESTIONNAIRE = "nadia.roussel@operateur.exemple"
PAR = "systeme"


@dataclass(frozen=True, slots=True)
class Distribution:
    """The personas, once loaded."""

    gestionnaire: Utilisateur
    administrateur: Utilisateur
    inscrit: Organisme
    en_attente: Organisme
    deposant: Organisme
    administrateur_deposant: Utilisateur


def charger() -> Distribution:
    """Create the personas that are missing."""
    with transaction.atomic():
        gestionnaire = _gestionnaire()
        inscrit = _organisme(
            siret=SIRET_INSCRIT,
            raison_sociale="Lycée Exemple des Sources",
            contact=("Moreau", "Claire", "claire.moreau@lycee-des-sources.exemple"),
        )
        en_attente = _organisme(
            siret=SIRET_EN_ATTENTE,
            raison_sociale="Institut Exemple du Littoral",
            contact=("Garnier", "Paul", "paul.garnier@institut-du-littoral.exemple"),
        )
        deposant = _organisme(
            siret=SIRET_DEPOSANT,
            raison_sociale="Groupement Exemple des Collines",
            contact=("Rey", "Hugo", "hugo.rey@groupement-des-collines.exemple"),
            roles=(Role.DEPOSANT,),
        )
        administrateur = _titulaire(inscrit, "Proviseure", contrat_de(inscrit).numero)
        _mandat(inscrit, deposant)
        _mandat(en_attente, inscrit)
        _second_compte(inscrit, administrateur, en_attente)
        administrateur_deposant = _titulaire(deposant, "Responsable des dépôts", inscrit.matricule)
    return Distribution(gestionnaire, administrateur, inscrit, en_attente, deposant, administrateur_deposant)


def _gestionnaire() -> Utilisateur:
    connu = Utilisateur.objects.filter(email=COURRIEL_GESTIONNAIRE).first()
    gestionnaire = connu or creer_gestionnaire(
        nom="Roussel",
        prenom="Nadia",
        email=COURRIEL_GESTIONNAIRE,
        mot_de_passe=MOT_DE_PASSE_GESTIONNAIRE,
        acteur=PAR,
    )
    cgu.accepter(utilisateur=gestionnaire, version=cgu.installer())
    secret_de(gestionnaire)
    return gestionnaire


def _organisme(
    *,
    siret: str,
    raison_sociale: str,
    contact: tuple[str, str, str],
    roles: tuple[Role, ...] = (Role.CERTIFICATEUR,),
) -> Organisme:
    connu = Organisme.objects.filter(siret=siret).first()
    nom, prenom, email = contact
    return connu or services.enregistrer_organisme(
        siret=siret,
        raison_sociale=raison_sociale,
        contact_nom=nom,
        contact_prenom=prenom,
        contact_email=email,
        roles=roles,
        par=PAR,
    )


def _mandat(certificateur: Organisme, deposant: Organisme) -> None:
    if not Mandat.objects.filter(certificateur=certificateur, deposant=deposant).exists():
        services.donner_mandat(
            certificateur=certificateur, deposant=deposant, debut=timezone.localdate(), fin=None, par=PAR
        )


def _titulaire(organisme: Organisme, fonction: str, second: str) -> Utilisateur:
    """Register the contact of an organisme, as they would on the pages with ``second`` typed second."""
    role = Role.CERTIFICATEUR if second.startswith("MCFCER") else Role.DEPOSANT
    compte = Compte.objects.filter(organisme=organisme, role=role).first()
    if compte is not None:
        return compte.titulaire_du_compte
    inscription = services.commencer_inscription(
        ouverture=services.verifier_identifiants(matricule=organisme.matricule, second=second, adresse=None),
        nom=organisme.contact_nom,
        prenom=organisme.contact_prenom,
        email=organisme.contact_email,
        fonction=fonction,
        adresse=None,
    )
    jeton = _jeton_du_courriel(inscription)
    services.confirmer_adresse(jeton=jeton, adresse=None)
    mot_de_passe = MOT_DE_PASSE_CERTIFICATEUR if role == Role.CERTIFICATEUR else MOT_DE_PASSE_DEPOSANT
    return services.terminer_inscription(
        jeton=jeton, mot_de_passe=mot_de_passe, adresse=None
    ).titulaire_du_compte


def _second_compte(organisme: Organisme, titulaire: Utilisateur, mandant: Organisme) -> None:
    """Open the account of déposant with the login that opened the account of certificateur."""
    if Compte.objects.filter(organisme=organisme, role=Role.DEPOSANT).exists():
        return
    # A demonstration begun before the conditions had versions goes on.
    cgu.accepter(utilisateur=titulaire, version=cgu.installer())
    services.ouvrir_avec_identifiant(
        ouverture=services.verifier_identifiants(
            matricule=organisme.matricule, second=mandant.matricule, adresse=None
        ),
        utilisateur=titulaire,
        cgu_acceptees="",
        adresse=None,
    )


def _jeton_du_courriel(inscription: Inscription) -> str:
    """Read the secret where its owner does: in the mailed link. The database has only its hash."""
    courriel = Courriel.objects.filter(gabarit="inscription_lien", objet=reference(inscription)).latest("pk")
    lien = re.search(rf"{re.escape(settings.URL_PORTAIL)}(\S+)", courriel.texte)
    if lien is None:
        raise RuntimeError("the mail of a registration must hold its link")
    return lien[1].rstrip("/").rpartition("/")[2]


def contrat_de(organisme: Organisme) -> Contrat:
    """Return the contract of certificateur under way."""
    return Contrat.objects.get(organisme=organisme, role=Role.CERTIFICATEUR, fin__isnull=True)


def aide_memoire(distribution: Distribution) -> str:
    """Write what one needs to walk through the demonstration, in plain text."""
    d = distribution
    return f"""Accrochage : identifiants de démonstration
(mots de passe publics, personnes et organismes inventés)

Certificateur inscrit : {d.inscrit.raison_sociale}
  connexion     {grouper_identifiant(d.administrateur.identifiant)}
  mot de passe  {MOT_DE_PASSE_CERTIFICATEUR}
  matricule     {grouper_matricule(d.inscrit.matricule)}
  contrat       {grouper_contrat(contrat_de(d.inscrit).numero)}
  (le même identifiant ouvre aussi son compte de déposant, mandaté par {d.en_attente.raison_sociale} :
  on passe d’un compte à l’autre en haut de chaque page)

Déposant inscrit : {d.deposant.raison_sociale}, mandaté par {d.inscrit.raison_sociale}
  connexion     {grouper_identifiant(d.administrateur_deposant.identifiant)}
  mot de passe  {MOT_DE_PASSE_DEPOSANT}
  matricule     {grouper_matricule(d.deposant.matricule)}

Certificateur à inscrire : {d.en_attente.raison_sociale}
  matricule     {grouper_matricule(d.en_attente.matricule)}
  contrat       {grouper_contrat(contrat_de(d.en_attente).numero)}
  (aussi dans le courriel reçu, page {settings.URL_PORTAIL}/demo/courriels/)

Gestionnaire de l’opérateur
  connexion     {grouper_identifiant(d.gestionnaire.identifiant)}
  mot de passe  {MOT_DE_PASSE_GESTIONNAIRE}
  second facteur {secret_de(d.gestionnaire)}
  (les six chiffres du moment sont aussi sur la page {settings.URL_PORTAIL}/demo/)
"""

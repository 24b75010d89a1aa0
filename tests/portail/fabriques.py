"""Objects for tests, made as the portal makes them, without the cost of a password hash each."""

from __future__ import annotations

import functools
import itertools
import random
import time
from datetime import timedelta

from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone
from stdnum import luhn

from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.comptes.services import creer_utilisateur
from accrochage.portail.organismes.enums import Droit, Role
from accrochage.portail.organismes.models import Appartenance, Compte, Mandat, Organisme
from accrochage.portail.organismes.services import donner_mandat, enregistrer_organisme

MOT_DE_PASSE = "quatre chevaux bleus"
_suite = itertools.count(1)


def siret(graine: int | None = None) -> str:
    """A valid SIRET: a SIREN and an establishment number, each with its own key."""
    hasard = random.Random(graine) if graine is not None else random
    siren = f"{hasard.randrange(1, 10**8):08d}"
    siren += luhn.calc_check_digit(siren)
    tete = siren + f"{hasard.randrange(1, 10**4):04d}"
    return tete + luhn.calc_check_digit(tete)


def organisme(raison_sociale: str = "", **champs: object) -> Organisme:
    """An organisme with its matricule and its contract; no account."""
    rang = next(_suite)
    valeurs = {
        "siret": siret(),
        "raison_sociale": raison_sociale or f"Organisme {rang}",
        "contact_nom": "Contact",
        "contact_prenom": "Camille",
        "contact_email": f"contact{rang}@exemple.test",
        "par": "essai:1",
    }
    return enregistrer_organisme(**{**valeurs, **champs})


def mandat(
    certificateur: Organisme, deposant: Organisme, *, debut: int = 0, fin: int | None = None
) -> Mandat:
    """A mandate from ``debut`` to ``fin``, in days from today; it may be over."""
    jour = timezone.localdate()
    donne = donner_mandat(
        certificateur=certificateur, deposant=deposant, debut=jour + timedelta(debut), fin=None, par="essai:1"
    )
    if fin is not None:
        donne.fin = jour + timedelta(fin)
        donne.save(update_fields=["fin"])
    return donne


def deposant(*certificateurs: Organisme, raison_sociale: str = "") -> Organisme:
    """An organisme that is only a déposant, for these certificateurs; no account."""
    entite = organisme(raison_sociale, roles=(Role.DEPOSANT,))
    for certificateur in certificateurs:
        mandat(certificateur, entite)
    return entite


def utilisateur(
    prenom: str = "Dominique", nom: str = "Martin", email: str = "", **champs: object
) -> Utilisateur:
    """A person who logs in with ``MOT_DE_PASSE``."""
    adresse = email or f"personne{next(_suite)}@exemple.test"
    personne = creer_utilisateur(nom=nom, prenom=prenom, email=adresse, fonction="Responsable", **champs)
    cgu.accepter(utilisateur=personne, version=cgu.installer())
    return _avec_mot_de_passe(personne)


def second_facteur(personne: Utilisateur) -> str:
    """Give an authenticator application to a person; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(personne, secret)
    return secret


def code_du_moment(personne: Utilisateur) -> str:
    """The six digits that the person's authenticator application shows now."""
    secret = decrypt(Authenticator.objects.get(user=personne, type=Authenticator.Type.TOTP).data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def gestionnaire(
    prenom: str = "Gaëlle", nom: str = "Durand", *, role: RoleOperateur = RoleOperateur.GESTIONNAIRE
) -> Utilisateur:
    """An agent of the operator who logs in with ``MOT_DE_PASSE`` and a second factor."""
    agent = utilisateur(prenom, nom, f"agent{next(_suite)}@exemple.test", role_operateur=role)
    second_facteur(agent)
    return agent


def confirmer(client: Client, personne: Utilisateur) -> Client:
    """A browser where the person has just typed the password again."""
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(personne.pk)
    session.save()
    return client


def compte(
    entite: Organisme | None = None, *, titulaire: Utilisateur | None = None, role: Role = Role.CERTIFICATEUR
) -> Compte:
    """An open account whose holder administers it."""
    entite = entite or organisme()
    titulaire = titulaire or utilisateur()
    ouvert = Compte.objects.create(organisme=entite, role=role, titulaire_du_compte=titulaire)
    membre(ouvert, Droit.ADMINISTRATEUR, titulaire)
    return ouvert


def membre(ouvert: Compte, droit: Droit, personne: Utilisateur | None = None) -> Utilisateur:
    """A person with a right in an account."""
    personne = personne or utilisateur()
    Appartenance.objects.create(compte=ouvert, utilisateur=personne, droit=droit)
    return personne


def _avec_mot_de_passe(personne: Utilisateur) -> Utilisateur:
    personne.password = _hache()
    personne.save(update_fields=["password"])
    return personne


@functools.cache
def _hache() -> str:
    return make_password(MOT_DE_PASSE)

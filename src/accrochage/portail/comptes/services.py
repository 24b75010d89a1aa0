"""Creating persons, and the mails that let them choose a password."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.http import int_to_base36

from accrochage.portail.chiffrement import empreinte
from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.comptes.formats import grouper_identifiant, tirer_identifiant
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels import services as courriels
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import noter, reference

TIRAGES_MAXIMUM = 20
RAPPEL = "identifiant.rappele"
RAPPELS_PAR_JOUR = 5


class TropDeRappels(Exception):  # noqa: N818 - a refusal of the domain
    """This address got its logins several times within the day, or was said several times to have none."""


@transaction.atomic
def creer_utilisateur(
    *,
    nom: str,
    prenom: str,
    email: str,
    fonction: str = "",
    mot_de_passe: str | None = None,
    role_operateur: RoleOperateur | None = None,
    acteur: str = "",
    adresse: str | None = None,
) -> Utilisateur:
    """Create a person with a drawn login and a confirmed address.

    ``email`` must be confirmed already, or be confirmed by the only way in (the link that lets
    choose the password, when ``mot_de_passe`` is None). Raises ``ValidationError`` for a weak
    password.
    """
    brouillon = Utilisateur(
        nom=nom,
        prenom=prenom,
        email=email.lower(),
        fonction=fonction,
        role_operateur=role_operateur or "",
    )
    if mot_de_passe is not None:
        validate_password(mot_de_passe, brouillon)
    brouillon.set_password(mot_de_passe)
    utilisateur = _enregistrer_avec_identifiant(brouillon)
    EmailAddress.objects.create(user=utilisateur, email=utilisateur.email, verified=True, primary=True)
    noter(
        action="utilisateur.cree",
        acteur=acteur or reference(utilisateur),
        objet=reference(utilisateur),
        adresse=adresse,
        details={"role_operateur": utilisateur.role_operateur},
    )
    return utilisateur


@transaction.atomic
def creer_gestionnaire(
    *,
    nom: str,
    prenom: str,
    email: str,
    mot_de_passe: str | None = None,
    role: RoleOperateur = RoleOperateur.SUPERVISEUR,
    acteur: str = "",
) -> Utilisateur:
    """Create an agent of the operator. Without a password, a link to choose one is mailed."""
    gestionnaire = creer_utilisateur(
        nom=nom, prenom=prenom, email=email, mot_de_passe=mot_de_passe, role_operateur=role, acteur=acteur
    )
    if mot_de_passe is None:
        courriels.envoyer(
            gabarit="gestionnaire_cree",
            destinataire=gestionnaire.email,
            contexte={"acces": [_acces(gestionnaire)], "heures": _duree_du_lien()},
            objet=reference(gestionnaire),
        )
    return gestionnaire


@transaction.atomic
def demander_nouveau_mot_de_passe(
    *, email: str, utilisateurs: Sequence[Utilisateur], adresse: str | None = None
) -> None:
    """Mail the links to choose a new password: one mail, one link for each login of the address.

    The address without a login gets a mail as well, so that neither the page nor its duration
    says whether there is one.
    """
    acces = [_acces(u) for u in sorted(utilisateurs, key=lambda u: u.pk)]
    courriels.envoyer(
        gabarit="mot_de_passe_oublie" if acces else "mot_de_passe_oublie_inconnu",
        destinataire=email,
        contexte={"acces": acces, "heures": _duree_du_lien()},
        objet=reference(utilisateurs[0]) if utilisateurs else "",
    )
    noter(
        action="mot_de_passe.demande",
        objet=reference(utilisateurs[0]) if utilisateurs else "",
        adresse=adresse,
        details={"identifiants": len(acces)},
    )


@transaction.atomic
def modifier_identite(
    *, utilisateur: Utilisateur, nom: str, prenom: str, fonction: str, adresse: str | None = None
) -> Utilisateur:
    """Change what colleagues see of a person. Raises ``ValidationError`` for an empty or too long name."""
    personne = Utilisateur.objects.select_for_update().get(pk=utilisateur.pk)
    personne.nom, personne.prenom = " ".join(nom.split()), " ".join(prenom.split())
    personne.fonction = " ".join(fonction.split())
    personne.full_clean(exclude=["password", "identifiant"])
    personne.save(update_fields=["nom", "prenom", "fonction"])
    noter(
        action="utilisateur.modifie",
        acteur=reference(personne),
        objet=reference(personne),
        adresse=adresse,
    )
    return personne


@transaction.atomic
def rappeler_identifiants(*, email: str, adresse: str | None = None) -> None:
    """Mail the logins of an address: the confirmed one of active persons. Every address gets a mail.

    Raises :class:`TropDeRappels` when the address got several within the day.
    """
    destinataire = email.strip().lower()
    cle = empreinte(settings.CLE_EMPREINTE, "rappel", destinataire.encode()).hex()[:32]
    recents = Entree.objects.recents(RAPPEL, depuis=timedelta(days=1), objet=f"adresse:{cle}")
    if recents.count() >= RAPPELS_PAR_JOUR:
        raise TropDeRappels
    personnes = Utilisateur.objects.filter(email=destinataire, is_active=True).order_by("pk")
    courriels.envoyer(
        gabarit="identifiant_oublie",
        destinataire=destinataire,
        contexte={
            "identifiants": [p.identifiant_groupe for p in personnes],
            "lien": settings.URL_PORTAIL.rstrip("/") + reverse("account_login"),
        },
    )
    noter(action=RAPPEL, objet=f"adresse:{cle}", adresse=adresse)


def lien_du_mot_de_passe(cle: str) -> str:
    """Whole address of the page that lets choose a password; ``cle`` is allauth's ``uid-token``."""
    uid, _, jeton = cle.partition("-")
    return settings.URL_PORTAIL.rstrip("/") + reverse(
        "account_reset_password_from_key", kwargs={"uidb36": uid, "key": jeton}
    )


def _acces(utilisateur: Utilisateur) -> dict[str, str]:
    from allauth.account.forms import default_token_generator  # noqa: PLC0415 - its module reads the settings

    cle = f"{int_to_base36(utilisateur.pk)}-{default_token_generator.make_token(utilisateur)}"
    return {"identifiant": grouper_identifiant(utilisateur.identifiant), "lien": lien_du_mot_de_passe(cle)}


def _duree_du_lien() -> int:
    return settings.PASSWORD_RESET_TIMEOUT // 3600


def _enregistrer_avec_identifiant(brouillon: Utilisateur) -> Utilisateur:
    for _ in range(TIRAGES_MAXIMUM):
        brouillon.identifiant = tirer_identifiant()
        try:
            with transaction.atomic():
                brouillon.save(force_insert=True)
        except IntegrityError as erreur:
            if not Utilisateur.objects.filter(identifiant=brouillon.identifiant).exists():
                raise
            derniere = erreur
            continue
        return brouillon
    raise derniere

"""A lost device: the person asks, somebody who knows them lifts the second factor.

An administrator decides for who works only in accounts that this administrator administers; a
gestionnaire decides for everybody else, never for oneself.
"""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.comptes.sessions import fermer_toutes
from accrochage.portail.courriels import services as courriels
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.enums import Droit, EtatDemande
from accrochage.portail.organismes.models import Appartenance, Compte, DemandeSecondFacteur

DEMANDES_PAR_JOUR = 3
ACTION = "second_facteur.perdu"
TRAITENT_LES_DEMANDES = frozenset({RoleOperateur.GESTIONNAIRE, RoleOperateur.SUPERVISEUR})


class TropDeDemandes(Exception):  # noqa: N818 - a refusal of the domain
    """Too many requests of this person within the day."""


class DejaDecidee(Exception):  # noqa: N818 - same
    """Somebody has decided meanwhile."""


@transaction.atomic
def demander(*, utilisateur: Utilisateur, adresse: str | None = None) -> DemandeSecondFacteur:
    """Keep that a person, whose password was right, lost their device; tell who can decide.

    A request under way stays the only one. Raises :class:`TropDeDemandes`.
    """
    personne = Utilisateur.objects.select_for_update().get(pk=utilisateur.pk)
    en_cours = DemandeSecondFacteur.objects.a_traiter().filter(utilisateur=personne).first()
    if en_cours is not None:
        return en_cours
    recentes = Entree.objects.recents(ACTION, depuis=timedelta(days=1), acteur=reference(personne))
    if recentes.count() >= DEMANDES_PAR_JOUR:
        raise TropDeDemandes
    demande = DemandeSecondFacteur.objects.create(utilisateur=personne)
    _noter(ACTION, demande, personne, adresse)
    _ecrire("second_facteur_perdu", personne)
    for decideur in _administrateurs_de_tous_ses_comptes(personne):
        courriels.envoyer(
            gabarit="second_facteur_a_lever",
            destinataire=decideur.email,
            contexte={
                "prenom": decideur.prenom,
                "nom": decideur.nom,
                "personne": personne.nom_complet,
                "lien": settings.URL_PORTAIL.rstrip("/") + reverse("organisation:membres"),
            },
            objet=reference(demande),
        )
    return demande


def peut_decider(par: Utilisateur, personne: Utilisateur) -> bool:
    """Whether ``par`` may decide for this person, now."""
    if par.pk == personne.pk or not par.is_active:
        return False
    if par.est_agent:
        return par.role_operateur in TRAITENT_LES_DEMANDES
    return not personne.est_agent and par in _administrateurs_de_tous_ses_comptes(personne)


def a_decider_dans(compte: Compte, par: Utilisateur) -> list[DemandeSecondFacteur]:
    """Requests of members of this account that ``par``, who administers it, may decide."""
    demandes = DemandeSecondFacteur.objects.a_traiter().filter(
        utilisateur__appartenances__compte=compte, utilisateur__appartenances__suspendue_le__isnull=True
    )
    return [d for d in demandes.order_by("cree_le") if peut_decider(par, d.utilisateur)]


@transaction.atomic
def lever(
    *,
    demande: DemandeSecondFacteur,
    par: Utilisateur,
    compte: Compte | None = None,
    adresse: str | None = None,
) -> None:
    """Remove every factor of the person, close their sessions, and tell them.

    ``compte`` is the account that ``par`` administers, in whose journal it is. Raises
    :class:`DejaDecidee`, ``PermissionDenied`` when ``par`` may not decide.
    """
    tenue = _decider(demande, EtatDemande.ACCEPTEE, par)
    retirer_tout(
        utilisateur=tenue.utilisateur, acteur=reference(par), compte=reference(compte), adresse=adresse
    )


@transaction.atomic
def refuser(
    *,
    demande: DemandeSecondFacteur,
    par: Utilisateur,
    compte: Compte | None = None,
    adresse: str | None = None,
) -> None:
    """Keep the second factor, and tell the person. Raises as :func:`lever`."""
    tenue = _decider(demande, EtatDemande.REFUSEE, par)
    _noter("second_facteur.garde", tenue, par, adresse, compte)
    _ecrire("second_facteur_garde", tenue.utilisateur)


@transaction.atomic
def retirer_tout(
    *, utilisateur: Utilisateur, acteur: str, compte: str = "", adresse: str | None = None
) -> None:
    """Remove every factor of a person, close their sessions, tell them. For who was allowed to."""
    Authenticator.objects.filter(user=utilisateur).delete()
    fermer_toutes(utilisateur=utilisateur)
    noter(
        action="second_facteur.leve",
        acteur=acteur,
        objet=reference(utilisateur),
        compte=compte,
        adresse=adresse,
    )
    _ecrire("second_facteur_leve", utilisateur)


def _administrateurs_de_tous_ses_comptes(personne: Utilisateur) -> list[Utilisateur]:
    """Who, other than the person, administers every account that the person works in."""
    comptes = [a.compte_id for a in Appartenance.objects.actives_de(personne)]
    communs: set[int] | None = None
    for compte in comptes:
        actifs = Appartenance.objects.filter(compte=compte, droit=Droit.ADMINISTRATEUR).actives()
        administrateurs = set(actifs.exclude(utilisateur=personne).values_list("utilisateur_id", flat=True))
        communs = administrateurs if communs is None else communs & administrateurs
    return list(Utilisateur.objects.filter(pk__in=communs or ()).order_by("pk"))


def _decider(demande: DemandeSecondFacteur, etat: EtatDemande, par: Utilisateur) -> DemandeSecondFacteur:
    tenue = (
        DemandeSecondFacteur.objects.select_for_update(of=("self",))
        .select_related("utilisateur")
        .get(pk=demande.pk)
    )
    if not peut_decider(par, tenue.utilisateur):
        raise PermissionDenied
    if tenue.etat != EtatDemande.RECUE:
        raise DejaDecidee
    tenue.etat, tenue.traitee_par, tenue.traitee_le = etat, par, timezone.now()
    tenue.save(update_fields=["etat", "traitee_par", "traitee_le"])
    return tenue


def _ecrire(gabarit: str, personne: Utilisateur) -> None:
    courriels.envoyer(
        gabarit=gabarit,
        destinataire=personne.email,
        contexte={
            "prenom": personne.prenom,
            "nom": personne.nom,
            "lien": settings.URL_PORTAIL.rstrip("/") + reverse("account_login"),
        },
        objet=reference(personne),
    )


def _noter(
    action: str,
    demande: DemandeSecondFacteur,
    par: Utilisateur,
    adresse: str | None,
    compte: Compte | None = None,
) -> None:
    noter(
        action=action,
        acteur=reference(par),
        objet=reference(demande.utilisateur),
        compte=reference(compte),
        adresse=adresse,
    )

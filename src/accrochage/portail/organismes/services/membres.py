"""Who works in an account, and with which right (``process.md`` §4).

Every change holds the account's row: of two administrators who act at once, the second sees what the
first did, and an account never ends without an active administrator.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.comptes.second_facteur import a_un_second_facteur
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.enums import Droit, MotifSuspension
from accrochage.portail.organismes.models import Appartenance, Compte
from accrochage.portail.organismes.services import courrier_membres as courrier


class DernierAdministrateur(Exception):  # noqa: N818 - a refusal of the domain
    """The account would be left without an active administrator."""


class TitulaireEnPlace(Exception):  # noqa: N818 - same
    """The person holds the account: the role is handed over first."""


class SurSoiMeme(Exception):  # noqa: N818 - same
    """The person acts on their own right without having confirmed it."""


class SansSecondFacteur(Exception):  # noqa: N818 - same
    """Who asks a second factor of all must have one."""


@transaction.atomic
def changer_droit(
    *,
    appartenance: Appartenance,
    droit: Droit,
    par: Utilisateur,
    confirme: bool = False,
    adresse: str | None = None,
) -> Appartenance:
    """Give another right to a member. ``confirme``: the person knows that it is their own.

    Raises :class:`DernierAdministrateur`, :class:`TitulaireEnPlace`, :class:`SurSoiMeme`,
    ``PermissionDenied`` when ``par`` administers the account no more.
    """
    tenue = _tenir(appartenance, par)
    if tenue.droit == droit:
        return tenue
    if droit != Droit.ADMINISTRATEUR:
        _exiger_dispensable(tenue, par, confirme=confirme)
    avant, tenue.droit = tenue.droit, droit
    tenue.save(update_fields=["droit"])
    _noter("membre.droit_change", tenue, par, adresse, avant=avant, apres=str(droit))
    courrier.annoncer_changement(
        tenue.compte, tenue.utilisateur, nature="droit", droit=tenue.get_droit_display()
    )
    return tenue


@transaction.atomic
def suspendre(
    *,
    appartenance: Appartenance,
    par: Utilisateur,
    confirme: bool = False,
    operateur: bool = False,
    adresse: str | None = None,
) -> Appartenance:
    """Close the account to a member, at once, until reactivated. Twice is the same as once.

    ``operateur``: an agent does it with the account, under their own name; the caller checked their
    role. Raises as :func:`changer_droit`.
    """
    tenue = _tenir(appartenance, None if operateur else par)
    if tenue.suspendue_le:
        return tenue
    _exiger_dispensable(tenue, par, confirme=confirme)
    tenue.suspendue_le, tenue.suspendue_pour = timezone.now(), MotifSuspension.ADMINISTRATEUR
    tenue.save(update_fields=["suspendue_le", "suspendue_pour"])
    _noter("membre.suspendu", tenue, par, adresse)
    courrier.annoncer_changement(tenue.compte, tenue.utilisateur, nature="suspendu")
    return tenue


@transaction.atomic
def reactiver(
    *, appartenance: Appartenance, par: Utilisateur, operateur: bool = False, adresse: str | None = None
) -> Appartenance:
    """Open the account again to a suspended member, with the right they had.

    ``operateur`` as for :func:`suspendre`.
    """
    tenue = _tenir(appartenance, None if operateur else par)
    if tenue.suspendue_le is None:
        return tenue
    tenue.suspendue_le, tenue.suspendue_pour, tenue.avis_dormance_le = None, "", None
    tenue.save(update_fields=["suspendue_le", "suspendue_pour", "avis_dormance_le"])
    _noter("membre.reactive", tenue, par, adresse)
    courrier.annoncer_changement(tenue.compte, tenue.utilisateur, nature="reactive")
    return tenue


@transaction.atomic
def retirer(
    *, appartenance: Appartenance, par: Utilisateur, confirme: bool = False, adresse: str | None = None
) -> None:
    """Take a member out; the login and its other accounts stay. Raises as :func:`changer_droit`."""
    tenue = _tenir(appartenance, par)
    _exiger_dispensable(tenue, par, confirme=confirme)
    _noter("membre.retire", tenue, par, adresse, droit=tenue.droit)
    courrier.annoncer_changement(tenue.compte, tenue.utilisateur, nature="retire")
    tenue.delete()


@transaction.atomic
def quitter(*, appartenance: Appartenance, adresse: str | None = None) -> None:
    """Leave an account. Raises :class:`DernierAdministrateur` or :class:`TitulaireEnPlace`."""
    tenue = _tenir(appartenance, None)
    _exiger_dispensable(tenue, tenue.utilisateur, confirme=True)
    _noter("membre.parti", tenue, tenue.utilisateur, adresse, droit=tenue.droit)
    courrier.annoncer_changement(tenue.compte, tenue.utilisateur, nature="retire")
    tenue.delete()


@transaction.atomic
def transmettre(*, a: Appartenance, par: Utilisateur, adresse: str | None = None) -> Compte:
    """Hand the role of account holder over to another active administrator; both are told.

    Raises ``PermissionDenied`` when ``par``, or the person it goes to, is no active administrator.
    """
    tenue = _tenir(a, par)
    compte = tenue.compte
    if tenue.droit != Droit.ADMINISTRATEUR or tenue.suspendue_le or not tenue.utilisateur.is_active:
        raise PermissionDenied
    ancien = compte.titulaire_du_compte
    if ancien == tenue.utilisateur:
        return compte
    compte.titulaire_du_compte = tenue.utilisateur
    compte.save(update_fields=["titulaire_du_compte"])
    _noter("compte.titulaire_change", tenue, par, adresse, avant=reference(ancien))
    for personne in (ancien, tenue.utilisateur):
        courrier.annoncer_titulaire(compte, personne, tenue.utilisateur)
    return compte


@transaction.atomic
def exiger_second_facteur(
    *, compte: Compte, exige: bool, par: Utilisateur, adresse: str | None = None
) -> Compte:
    """Ask a second factor of every member of the account, or no longer; those without one are told.

    Raises :class:`SansSecondFacteur` when ``par`` has none, ``PermissionDenied`` as elsewhere.
    """
    tenu = Compte.objects.select_for_update(of=("self",)).select_related("organisme").get(pk=compte.pk)
    exiger_administrateur(tenu, par)
    if exige and not a_un_second_facteur(par):
        raise SansSecondFacteur
    if tenu.second_facteur_exige == exige:
        return tenu
    tenu.second_facteur_exige = exige
    tenu.save(update_fields=["second_facteur_exige"])
    noter(
        action="compte.second_facteur_exige" if exige else "compte.second_facteur_libre",
        acteur=reference(par),
        objet=reference(tenu),
        compte=reference(tenu),
        adresse=adresse,
    )
    if exige:
        for membre in Appartenance.objects.visible_to(tenu).actives():
            if not a_un_second_facteur(membre.utilisateur):
                courrier.annoncer_exigence(tenu, membre.utilisateur)
    return tenu


def exiger_administrateur(compte: Compte, personne: Utilisateur) -> None:
    """Raise ``PermissionDenied`` unless the person is an active administrator of the account, now."""
    administre = Appartenance.objects.administrateurs_actifs(compte).filter(utilisateur=personne)
    if not administre.exists():
        raise PermissionDenied


def _tenir(appartenance: Appartenance, par: Utilisateur | None) -> Appartenance:
    """Read the membership again with its account held, for an administrator of that account."""
    compte = (
        Compte.objects.select_for_update(of=("self",))
        .select_related("organisme", "titulaire_du_compte")
        .get(pk=appartenance.compte_id)
    )
    tenue = Appartenance.objects.select_related("utilisateur").filter(pk=appartenance.pk).first()
    if tenue is None:
        raise PermissionDenied
    tenue.compte = compte
    if par is not None:
        exiger_administrateur(compte, par)
    return tenue


def _exiger_dispensable(appartenance: Appartenance, par: Utilisateur, *, confirme: bool) -> None:
    if appartenance.utilisateur_id == appartenance.compte.titulaire_du_compte_id:
        raise TitulaireEnPlace
    autres = Appartenance.objects.administrateurs_actifs(appartenance.compte).exclude(pk=appartenance.pk)
    if not autres.exists():
        raise DernierAdministrateur
    if appartenance.utilisateur_id == par.pk and not confirme:
        raise SurSoiMeme


def _noter(
    action: str, appartenance: Appartenance, par: Utilisateur, adresse: str | None, **details: str
) -> None:
    noter(
        action=action,
        acteur=reference(par),
        objet=reference(appartenance.utilisateur),
        compte=reference(appartenance.compte),
        adresse=adresse,
        details=details,
    )

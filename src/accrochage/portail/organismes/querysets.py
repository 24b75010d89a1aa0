"""Reads of organismes and accounts. The scope travels here."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from allauth.mfa.models import Authenticator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.comptes.second_facteur import FORTS
from accrochage.portail.organismes.enums import (
    Droit,
    EtatDemande,
    EtatDemandeInscription,
    EtatQuestion,
    Role,
)
from accrochage.portail.reglages.registre import entier

MOIS = timedelta(days=365.25 / 12)
MOTS = 5
"""Words of a search that count."""

if TYPE_CHECKING:
    from accrochage.portail.comptes.models import Utilisateur
    from accrochage.portail.organismes.models import (  # noqa: F401 - some are named in strings
        Appartenance,
        Changement,
        Compte,
        DemandeDepart,
        DemandeInscription,
        DemandeSecondFacteur,
        Invitation,
        Mandat,
        Organisme,
        Question,
    )


class AppartenanceQuerySet(models.QuerySet["Appartenance"]):
    """Memberships."""

    def actives_de(self, utilisateur: Utilisateur) -> Self:
        """Accounts the person may work in now, with their organisme, in a stable order."""
        return (
            self.filter(utilisateur=utilisateur, suspendue_le__isnull=True)
            .select_related("compte__organisme")
            .order_by("compte__organisme__raison_sociale", "compte__role", "compte_id")
        )

    def suspendues_de(self, utilisateur: Utilisateur) -> list[tuple[Appartenance, Utilisateur]]:
        """Accounts the person may work in no more, each with whom to ask."""
        suspendues = (
            self.filter(utilisateur=utilisateur, suspendue_le__isnull=False)
            .select_related("compte__organisme", "compte__titulaire_du_compte")
            .order_by("compte__organisme__raison_sociale", "compte__role", "compte_id")
        )
        return [(a, self.model.objects.a_contacter(a.compte)) for a in suspendues]

    def visible_to(self, compte: Compte) -> Self:
        """Members of one account."""
        return self.filter(compte=compte).select_related("utilisateur").order_by("depuis", "id")

    def actives(self) -> Self:
        """Those that open their account now."""
        return self.filter(suspendue_le__isnull=True, utilisateur__is_active=True)

    def administrateurs_actifs(self, compte: Compte) -> Self:
        """Who administers the account now."""
        return self.filter(compte=compte, droit=Droit.ADMINISTRATEUR).actives()

    def un_seul_administrateur(self) -> bool:
        """Whether one person alone administers; for members of one account."""
        return self.actives().filter(droit=Droit.ADMINISTRATEUR).count() == 1

    def avec_second_facteur(self) -> Self:
        """Each with ``a_second_facteur``."""
        return self.annotate(
            a_second_facteur=models.Exists(
                Authenticator.objects.filter(user=models.OuterRef("utilisateur_id"), type__in=FORTS)
            )
        )

    def sans_second_facteur(self) -> Self:
        """Members without one."""
        return self.avec_second_facteur().filter(a_second_facteur=False)

    def dormantes(self) -> Self:
        """Active members without a login for ``UTILISATEURS_DORMANCE_MOIS``; none when the setting is 0."""
        mois = entier("UTILISATEURS_DORMANCE_MOIS")
        if not mois:
            return self.none()
        limite = timezone.now() - mois * MOIS
        anciennes = Q(utilisateur__last_login__lt=limite) | Q(utilisateur__last_login__isnull=True)
        return self.actives().filter(anciennes, depuis__lt=limite)

    def chercher(self, saisie: str) -> Self:
        """Those whose person's name, first name or function holds every word typed."""
        trouvees = self
        for mot in saisie.split()[:MOTS]:
            trouvees = trouvees.filter(
                Q(utilisateur__nom__icontains=mot)
                | Q(utilisateur__prenom__icontains=mot)
                | Q(utilisateur__fonction__icontains=mot)
            )
        return trouvees

    def a_contacter(self, compte: Compte) -> Utilisateur:
        """Whom an outsider is told to contact: the account holder, or another administrator if they left."""
        administrateurs = self.filter(compte=compte, droit=Droit.ADMINISTRATEUR, suspendue_le__isnull=True)
        personnes = [
            a.utilisateur for a in administrateurs.select_related("utilisateur").order_by("depuis", "id")
        ]
        titulaire = compte.titulaire_du_compte
        return titulaire if titulaire in personnes or not personnes else personnes[0]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations to accounts."""

    def visible_to(self, compte: Compte) -> Self:
        """Those of one account."""
        return self.filter(compte=compte)

    def en_cours(self) -> Self:
        """Neither accepted nor cancelled; some may have expired, and can be sent again."""
        return self.filter(acceptee_le__isnull=True, annulee_le__isnull=True)


class ConfirmableQuerySet[M: models.Model](models.QuerySet[M]):
    """Requests from outside: their states all begin with the same one."""

    def confirmees(self) -> Self:
        """Those whose address is confirmed."""
        return self.exclude(etat=EtatDemande.A_CONFIRMER)


class DemandeDepartQuerySet(ConfirmableQuerySet["DemandeDepart"]):
    """Requests after a departure, as gestionnaires see them: only those with a confirmed address."""

    def a_traiter(self) -> Self:
        """Those nobody has decided yet."""
        return self.filter(etat=EtatDemande.RECUE)

    def visible_to(self, compte: Compte) -> Self:
        """Those of one account, as its administrators may know of them: confirmed."""
        return self.confirmees().filter(compte=compte)

    def chercher(self, saisie: str) -> Self:
        """Those whose reference, or organisme's name, SIRET or matricule, holds what was typed."""
        texte = " ".join(saisie.split())
        if not texte:
            return self
        compact = compacter(texte)
        return self.filter(
            Q(compte__organisme__raison_sociale__icontains=texte)
            | Q(reference__startswith=compact)
            | Q(compte__organisme__siret__startswith=compact)
            | Q(compte__organisme__matricule__startswith=compact)
        )


class DemandeSecondFacteurQuerySet(models.QuerySet["DemandeSecondFacteur"]):
    """Requests to lift a second factor."""

    def a_traiter(self) -> Self:
        """Those nobody has decided yet."""
        return self.filter(etat=EtatDemande.RECUE).select_related("utilisateur")


class DemandeInscriptionQuerySet(ConfirmableQuerySet["DemandeInscription"]):
    """Requests to be known, as gestionnaires see them: only those with a confirmed address."""

    def en_cours(self) -> Self:
        """Confirmed and not decided yet."""
        return self.confirmees().filter(traitee_le__isnull=True)

    def a_traiter(self) -> Self:
        """Those that wait for the operator, not for who asks."""
        return self.filter(etat__in=[EtatDemandeInscription.RECUE, EtatDemandeInscription.EN_EXAMEN])

    def chercher(self, saisie: str) -> Self:
        """Those whose reference, name or SIRET holds what was typed."""
        texte = " ".join(saisie.split())
        if not texte:
            return self
        compact = compacter(texte)
        return self.filter(
            Q(raison_sociale__icontains=texte)
            | Q(reference__startswith=compact)
            | Q(siret__startswith=compact)
        )


class QuestionQuerySet(ConfirmableQuerySet["Question"]):
    """Questions, as gestionnaires see them: only those with a confirmed address."""

    def a_traiter(self) -> Self:
        """Those nobody has answered yet."""
        return self.filter(etat=EtatQuestion.RECUE)

    def chercher(self, saisie: str) -> Self:
        """Those whose reference, subject or author's name holds what was typed."""
        texte = " ".join(saisie.split())
        return self.filter(
            Q(sujet__icontains=texte) | Q(nom__icontains=texte) | Q(reference__startswith=compacter(texte))
        )


class ChangementQuerySet(models.QuerySet["Changement"]):
    """What changed in organismes."""

    def visible_to(self, compte: Compte) -> Self:
        """Changes of the account's own organisme."""
        return self.filter(organisme=compte.organisme_id)


class OrganismeQuerySet(models.QuerySet["Organisme"]):
    """Organismes, as gestionnaires see them: all."""

    def par_matricule(self, matricule: str) -> Organisme | None:
        """The body of this matricule; that of an absorbed body is an alias of the one that took it over."""
        trouve = self.select_related("fusionne_dans").filter(matricule=matricule).first()
        return trouve.survivant if trouve else None

    def famille(self, cle: int) -> list[int]:
        """Keys of a body and of all that a merger makes one with it, the survivor first."""
        racine = self.filter(pk=cle).values_list("fusionne_dans_id", flat=True).first() or cle
        return [racine, *self.filter(fusionne_dans_id=racine).order_by("pk").values_list("pk", flat=True)]

    def chercher(self, saisie: str) -> Self:
        """Those whose name, SIRET, matricule or contract number holds what was typed."""
        texte = " ".join(saisie.split())
        if not texte:
            return self
        compact = compacter(texte)
        return self.filter(
            Q(raison_sociale__icontains=texte)
            | Q(siret__startswith=compact)
            | Q(matricule__startswith=compact)
            | Q(pk__in=self.model.objects.filter(contrats__numero=compact).values("pk"))
        )


class MandatQuerySet(models.QuerySet["Mandat"]):
    """Mandates between organismes."""

    def visible_to(self, compte: Compte) -> Self:
        """Those that concern an account: given by a certificateur, received by a déposant."""
        cote = "deposant" if compte.role == Role.DEPOSANT else "certificateur"
        return self.filter(**{cote: compte.organisme_id}).select_related("certificateur", "deposant")

    def chercher(self, saisie: str, *, cote: str) -> Self:
        """Those whose other side (``certificateur`` or ``deposant``) has this name, SIRET or matricule.

        Not the matricule of a déposant: a certificateur could guess it, a character after another.
        """
        texte = " ".join(saisie.split())
        compact = compacter(texte)
        trouves = Q(**{f"{cote}__raison_sociale__icontains": texte})
        trouves |= Q(**{f"{cote}__siret__startswith": compact})
        if cote == "certificateur":
            trouves |= Q(certificateur__matricule__startswith=compact)
        return self.filter(trouves)

    def non_clos(self, jour: date | None = None) -> Self:
        """In force on a day (today), or later."""
        return self.filter(revoque_le__isnull=True).exclude(fin__lt=jour or timezone.localdate())

    def en_cours(self, jour: date | None = None) -> Self:
        """In force on a day (today)."""
        return self.non_clos(jour).filter(debut__lte=jour or timezone.localdate())

    def par_nom(self) -> Self:
        """In the order of the names on both sides: on the page of an account one of them is constant."""
        return self.order_by("certificateur__raison_sociale", "deposant__raison_sociale", "debut", "id")

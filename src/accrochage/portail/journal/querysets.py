"""Reads of the journal. The scope travels here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accrochage.portail.journal.models import Entree  # noqa: F401 - named in a string below

CONNEXIONS = (
    *("adresse.", "appareil.", "connexion.", "identifiant."),
    *("mot_de_passe.", "openid.", "second_facteur.", "session.", "verrou."),
)
"""Subjects of the acts that a person sees of their own access."""


def reference(objet: models.Model | None) -> str:
    """``type:identifier`` of a saved row (``depot:4f…``), empty for nothing."""
    if objet is None or not objet.pk:
        return ""
    return f"{objet._meta.model_name}:{objet.pk}"  # noqa: SLF001 - Django documents it


def _enregistree(objet: models.Model) -> str:
    """Reference of a row; what no entry has, never the empty text, when it is not saved."""
    return reference(objet) or "aucun"


class EntreeQuerySet(models.QuerySet["Entree"]):
    """Filters of the journal."""

    def refus_recents(self, action: str, *, depuis: timedelta, **filtres: object) -> EntreeQuerySet:
        """Refused attempts of ``action`` within the last ``depuis``, for limits that all servers share."""
        return self.recents(action, depuis=depuis, **filtres).filter(resultat="REFUS")

    def recents(self, action: str, *, depuis: timedelta, **filtres: object) -> EntreeQuerySet:
        """Entries of ``action`` within the last ``depuis``."""
        return self.filter(action=action, horodatage__gt=timezone.now() - depuis, **filtres)

    def visible_to(self, compte: models.Model) -> Self:
        """What was done in this account, or to it; newest first.

        Logins are the person's, not the account's: they are in :meth:`connexions_de`.
        """
        lui = _enregistree(compte)
        return self.filter(Q(compte=lui) | Q(objet=lui)).order_by("-id")

    def connexions_de(self, utilisateur: models.Model) -> Self:
        """What concerns this person's own access, whoever did it; newest first."""
        sujets = Q()
        for sujet in CONNEXIONS:
            sujets |= Q(action__startswith=sujet)
        elle = _enregistree(utilisateur)
        return self.filter(Q(acteur=elle) | Q(objet=elle), sujets).order_by("-id")

    def sans_sceau(self, apres: int | None = None) -> Self:
        """Entries that the chain does not hold yet; those whose identifier is above ``apres`` only.

        NOT EXISTS, with the bound on both sides: nothing else of the chain is read.
        """
        from accrochage.portail.journal.models import Maillon  # noqa: PLC0415 - it imports this module

        scellees = Maillon.objects.filter(entree=models.OuterRef("pk"))
        if apres is None:
            return self.filter(~models.Exists(scellees))
        return self.filter(~models.Exists(scellees.filter(entree__gt=apres)), pk__gt=apres)

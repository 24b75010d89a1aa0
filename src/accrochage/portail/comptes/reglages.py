"""Changing the portal's settings and notices: by an agent, in the journal."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.reglages.models import Annonce, Reglage
from accrochage.portail.reglages.registre import ENTREES, entier


@transaction.atomic
def changer_reglage(*, cle: str, valeur: int, par: Utilisateur, adresse: str | None) -> None:
    """Give a setting another value; nothing is noted when it has it already.

    Raises ``ValidationError`` out of its bounds, ``KeyError`` for what is no setting.
    """
    entree, avant = ENTREES[cle], entier(cle)
    if not entree.minimum <= valeur <= entree.maximum:
        raise ValidationError({cle: f"Indiquez un nombre de {entree.minimum} à {entree.maximum}."})
    if valeur == avant:
        return
    Reglage.objects.update_or_create(cle=cle, defaults={"valeur": valeur, "change_le": timezone.now()})
    noter(
        action="reglage.change",
        acteur=reference(par),
        adresse=adresse,
        details={"cle": cle, "avant": avant, "apres": valeur},
    )


@transaction.atomic
def publier_annonce(*, annonce: Annonce, par: Utilisateur, adresse: str | None) -> Annonce:
    """Publish a notice, or change it. Raises ``ValidationError`` by field."""
    annonce.texte = " ".join(annonce.texte.split())
    annonce.full_clean()
    annonce.save()
    noter(action="annonce.publiee", acteur=reference(par), objet=reference(annonce), adresse=adresse)
    return annonce


@transaction.atomic
def retirer_annonce(*, annonce: Annonce, par: Utilisateur, adresse: str | None) -> None:
    """Withdraw a notice at once; it stays in the list, over. Twice is the same as once."""
    tenue = Annonce.objects.select_for_update().get(pk=annonce.pk)
    maintenant = timezone.now()
    if tenue.fin is not None and tenue.fin <= maintenant:
        return
    tenue.fin, tenue.debut = maintenant, min(tenue.debut, maintenant - timedelta(microseconds=1))
    tenue.save(update_fields=["debut", "fin"])
    noter(action="annonce.retiree", acteur=reference(par), objet=reference(tenue), adresse=adresse)

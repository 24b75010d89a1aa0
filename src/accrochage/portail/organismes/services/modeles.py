"""Ready-made answers: texts that gestionnaires start from, and change before they send."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.models import ModeleDeReponse


@transaction.atomic
def enregistrer_modele(*, modele: ModeleDeReponse, par: Utilisateur, adresse: str | None) -> ModeleDeReponse:
    """Create or change one. Raises ``ValidationError`` by field (a title used twice, an empty text)."""
    modele.titre, modele.texte = " ".join(modele.titre.split()), modele.texte.strip()
    modele.full_clean()
    modele.modifie_le = timezone.now()
    modele.save()
    noter(action="modele.enregistre", acteur=reference(par), objet=reference(modele), adresse=adresse)
    return modele


@transaction.atomic
def supprimer_modele(*, modele: ModeleDeReponse, par: Utilisateur, adresse: str | None) -> None:
    """Remove one; the answers that began with it keep their text."""
    noter(action="modele.supprime", acteur=reference(par), objet=reference(modele), adresse=adresse)
    modele.delete()

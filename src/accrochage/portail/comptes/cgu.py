"""Publishing and accepting the conditions of use."""

from __future__ import annotations

from datetime import datetime
from importlib import resources

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accrochage.portail.comptes.models import AcceptationCgu, Utilisateur, VersionCgu
from accrochage.portail.journal.services import noter, reference

PREMIERE = "1.0"
VERSION_PUBLIEE = "Cette version est déjà publiée\N{NO-BREAK SPACE}: choisissez un autre numéro."


def courante() -> VersionCgu | None:
    """The version in force; None before the first is published."""
    return VersionCgu.objects.courante()


def a_accepter_par(utilisateur: Utilisateur) -> VersionCgu | None:
    """The version in force if this person has not accepted it."""
    return VersionCgu.objects.a_accepter_par(utilisateur)


@transaction.atomic
def accepter(
    *,
    utilisateur: Utilisateur,
    version: VersionCgu,
    acceptee_le: datetime | None = None,
    adresse: str | None = None,
) -> AcceptationCgu:
    """Keep that the person accepts this version, now or at ``acceptee_le``. Twice is the same as once."""
    acceptation, nouvelle = AcceptationCgu.objects.get_or_create(
        utilisateur=utilisateur, version=version, defaults={"acceptee_le": acceptee_le or timezone.now()}
    )
    if nouvelle:
        noter(
            action="cgu.acceptees",
            acteur=reference(utilisateur),
            objet=reference(version),
            adresse=adresse,
            details={"version": version.version},
        )
    return acceptation


@transaction.atomic
def publier(
    *, version: str, texte: str, resume: str = "", acteur: str, adresse: str | None = None
) -> VersionCgu:
    """Publish a version: everybody is asked to accept it at their next page.

    Raises ``ValidationError`` for a version that exists already, or an empty text.
    """
    nouvelle = VersionCgu(version=version.strip(), texte=texte.strip(), resume=resume.strip())
    nouvelle.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            nouvelle.save(force_insert=True)
    except IntegrityError as erreur:
        raise ValidationError({"version": VERSION_PUBLIEE}) from erreur
    noter(
        action="cgu.publiees",
        acteur=acteur,
        objet=reference(nouvelle),
        adresse=adresse,
        details={"version": nouvelle.version},
    )
    return nouvelle


def installer() -> VersionCgu:
    """Publish the text that comes with the program, if no version ever was. Idempotent."""
    deja = courante()
    if deja is not None:
        return deja
    texte = resources.files("accrochage.portail.comptes").joinpath(f"textes/cgu-{PREMIERE}.txt")
    return publier(version=PREMIERE, texte=texte.read_text(encoding="utf-8"), acteur="systeme")

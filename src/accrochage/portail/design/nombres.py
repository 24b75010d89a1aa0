"""Numbers, sizes, dates and durations as French readers expect them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

ESPACE = "\N{NO-BREAK SPACE}"
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
UNITES = ("octet", "ko", "Mo", "Go")
MINUTE = 60
HEURE = 3600
JOUR = 24 * HEURE


def nombre(valeur: int) -> str:
    """``200 000``, in groups joined by non-breaking spaces."""
    return f"{valeur:,}".replace(",", ESPACE)


def pluriel(valeur: int, formes: str) -> str:
    """``17 passages acceptés``, from ``passage accepté,passages acceptés``; French zero is singular."""
    singulier, _, plusieurs = formes.partition(",")
    return f"{nombre(valeur)}{ESPACE}{singulier if abs(valeur) < 2 else plusieurs or singulier + 's'}"  # noqa: PLR2004 - French grammar


def taille(octets: int) -> str:
    """``1,2 Mo``: decimal units, one digit after the comma when it tells something."""
    if octets < 1000:  # noqa: PLR2004 - kilo
        return pluriel(octets, "octet,octets")
    valeur, rang = float(octets), 0
    while valeur >= 999.95 and rang < len(UNITES) - 1:  # noqa: PLR2004 - rounds up to 1000,0
        valeur, rang = valeur / 1000, rang + 1
    texte = f"{valeur:.1f}".replace(".", ",").removesuffix(",0")
    return f"{texte}{ESPACE}{UNITES[rang]}"


def date_longue(jour: date) -> str:
    """``5 octobre 2026``, ``1er mai 2026``; the day of an instant is the portal's, not UTC's."""
    if isinstance(jour, datetime):
        jour = timezone.localtime(jour)
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme}{ESPACE}{MOIS[jour.month - 1]}{ESPACE}{jour.year}"


def date_et_heure(instant: datetime) -> str:
    """``5 octobre 2026 à 14 h 32``, in the portal's time zone."""
    local = timezone.localtime(instant)
    return f"{date_longue(local)} à {local.hour}{ESPACE}h{ESPACE}{local.minute:02d}"


def depuis(instant: datetime, *, maintenant: datetime | None = None) -> str:
    """``il y a 3 minutes``, ``hier à 14 h 32``, then the date."""
    maintenant = maintenant or timezone.now()
    secondes = (maintenant - instant).total_seconds()
    if secondes < MINUTE:
        return "à l’instant"
    if secondes < HEURE:
        return f"il y a {pluriel(int(secondes // MINUTE), 'minute')}"
    local, ici = timezone.localtime(instant), timezone.localtime(maintenant)
    heure = f"à {local.hour}{ESPACE}h{ESPACE}{local.minute:02d}"
    if local.date() == ici.date():
        return f"aujourd’hui {heure}"
    if local.date() == ici.date() - timedelta(days=1):
        return f"hier {heure}"
    return date_longue(local)

"""The date of birth, by the calendar and against the delivery."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import Passage, Titulaire
from accrochage.flux.rules.contexte import Contexte, FamilleDeRegles

AGE_MIN = 10
AGE_MAX = 110
_DANS_TOUS_LES_MOIS = 28


def soupcon(passage: Passage, _contexte: Contexte) -> bool:
    """Tell if the date of birth may be impossible or far from the delivery."""
    personne = passage.identification_titulaire
    if personne.__class__ is not Titulaire:
        return False
    jour = personne.jour_naissance
    return not AGE_MIN < passage.date_debut_validite.year - personne.annee_naissance < AGE_MAX or (
        jour is not None and (jour > _DANS_TOUS_LES_MOIS or personne.mois_naissance is None)
    )


def _ecrite(personne: Titulaire) -> str:
    """Write the date as far as it is known: 1990, 1990-05, 1990-05-12."""
    morceaux = [str(personne.annee_naissance)]
    if personne.mois_naissance is not None:
        morceaux.append(f"{personne.mois_naissance:02}")
        if personne.jour_naissance is not None:
            morceaux.append(f"{personne.jour_naissance:02}")
    return "-".join(morceaux)


def p105_date_impossible(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when the day does not exist in that month of that year."""
    personne = passage.identification_titulaire
    if not isinstance(personne, Titulaire) or personne.mois_naissance is None:
        return
    _, jours = monthrange(personne.annee_naissance, personne.mois_naissance)
    if personne.jour_naissance is not None and personne.jour_naissance > jours:
        yield constat(
            "P105", id_technique=passage.id_technique, champ="jourNaissance", valeur=_ecrite(personne)
        )


def p106_jour_sans_mois(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when a day of birth without its month."""
    personne = passage.identification_titulaire
    if not isinstance(personne, Titulaire) or personne.jour_naissance is None:
        return
    if personne.mois_naissance is None:
        yield constat(
            "P106",
            id_technique=passage.id_technique,
            champ="moisNaissance",
            valeur=str(personne.jour_naissance),
        )


def _age(personne: Titulaire, passage: Passage) -> int | None:
    """Return the age on the delivery, None if born after it; unknown parts count as the earliest."""
    delivrance = passage.date_debut_validite
    naissance = (personne.annee_naissance, personne.mois_naissance or 1, personne.jour_naissance or 1)
    if naissance > (delivrance.year, delivrance.month, delivrance.day):
        return None
    avant_anniversaire = (delivrance.month, delivrance.day) < naissance[1:]
    return delivrance.year - personne.annee_naissance - avant_anniversaire


def p108_nee_apres(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when born after the certification was delivered."""
    personne = passage.identification_titulaire
    if isinstance(personne, Titulaire) and _age(personne, passage) is None:
        yield constat(
            "P108",
            id_technique=passage.id_technique,
            champ="anneeNaissance",
            valeur=_ecrite(personne),
            delivrance=passage.date_debut_validite.isoformat(),
        )


def p207_trop_jeune(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when under ten on the delivery."""
    personne = passage.identification_titulaire
    if not isinstance(personne, Titulaire):
        return
    age = _age(personne, passage)
    if age is not None and age < AGE_MIN:
        yield constat(
            "P207", id_technique=passage.id_technique, champ="anneeNaissance", valeur=_ecrite(personne)
        )


def p208_trop_age(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when over a hundred and ten on the delivery."""
    personne = passage.identification_titulaire
    if not isinstance(personne, Titulaire):
        return
    age = _age(personne, passage)
    if age is not None and age > AGE_MAX:
        yield constat(
            "P208", id_technique=passage.id_technique, champ="anneeNaissance", valeur=_ecrite(personne)
        )


FAMILLE = FamilleDeRegles(
    nom="naissance",
    soupcon=soupcon,
    regles=(p105_date_impossible, p106_jour_sans_mois, p108_nee_apres, p207_trop_jeune, p208_trop_age),
)

"""Dates of the exam and of the delivery."""

from __future__ import annotations

from collections.abc import Iterator

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import Passage
from accrochage.flux.rules.contexte import Contexte, FamilleDeRegles


def soupcon(passage: Passage, contexte: Contexte) -> bool:
    """Tell if a date is to come, late, or before the one that it should follow."""
    aujourdhui = contexte.aujourdhui
    delivrance = passage.date_debut_validite
    if not contexte.limite_retard <= delivrance <= aujourdhui:
        return True
    fin = passage.date_fin_validite
    if fin is not None and fin < delivrance:
        return True
    debut_examen = passage.date_debut_examen
    fin_examen = passage.date_fin_examen
    if debut_examen is None:
        return fin_examen is not None and fin_examen > aujourdhui
    if fin_examen is None:
        return debut_examen > aujourdhui
    return not debut_examen <= fin_examen <= aujourdhui


def p101_fin_avant_debut(passage: Passage, contexte: Contexte) -> Iterator[Constat]:
    """Refuse when the certification would end before it starts."""
    fin = passage.date_fin_validite
    if fin is not None and fin < passage.date_debut_validite:
        yield constat(
            "P101",
            id_technique=passage.id_technique,
            champ="dateFinValidite",
            valeur=fin.isoformat(),
            debut=passage.date_debut_validite.isoformat(),
            id_client=contexte.emetteur,
        )


def p102_examen_renverse(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when the exam would end before it starts."""
    debut, fin = passage.date_debut_examen, passage.date_fin_examen
    if debut is not None and fin is not None and fin < debut:
        yield constat(
            "P102",
            id_technique=passage.id_technique,
            champ="dateFinExamen",
            valeur=fin.isoformat(),
            debut=debut.isoformat(),
        )


def p103_delivrance_future(passage: Passage, contexte: Contexte) -> Iterator[Constat]:
    """Refuse when the certification is not delivered yet."""
    if passage.date_debut_validite > contexte.aujourdhui:
        yield constat(
            "P103",
            id_technique=passage.id_technique,
            champ="dateDebutValidite",
            valeur=passage.date_debut_validite.isoformat(),
        )


def p104_examen_futur(passage: Passage, contexte: Contexte) -> Iterator[Constat]:
    """Refuse when the exam has not taken place, or is not over."""
    bornes = {"dateDebutExamen": passage.date_debut_examen, "dateFinExamen": passage.date_fin_examen}
    for champ, jour in bornes.items():
        if jour is not None and jour > contexte.aujourdhui:
            yield constat("P104", id_technique=passage.id_technique, champ=champ, valeur=jour.isoformat())


def p218_tardif(passage: Passage, contexte: Contexte) -> Iterator[Constat]:
    """Warn when the three calendar months after the delivery are over."""
    if passage.date_debut_validite < contexte.limite_retard:
        yield constat(
            "P218",
            id_technique=passage.id_technique,
            champ="dateDebutValidite",
            valeur=passage.date_debut_validite.isoformat(),
        )


FAMILLE = FamilleDeRegles(
    nom="dates",
    soupcon=soupcon,
    regles=(
        p101_fin_avant_debut,
        p102_examen_renverse,
        p103_delivrance_future,
        p104_examen_futur,
        p218_tardif,
    ),
)

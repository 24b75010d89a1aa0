"""The dictionary of data as the help shows it: one section a group of elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accrochage.flux.dictionary import RACINE, Champ, Contenu, Groupe
from accrochage.portail.web.aide.textes import plier

ELEMENTS = "d’autres éléments, décrits plus bas"
CONTENUS = {
    Contenu.TOUS: "Dans n’importe quel ordre",
    Contenu.SUITE: "À la suite",
    Contenu.CHOIX: "Un seul, au choix",
    Contenu.CHOIX_REPETE: "Autant que nécessaire",
}


@dataclass(frozen=True, slots=True)
class Ligne:
    """One element; ``ancre`` is its address in the page, empty when another has the same name."""

    champ: Champ
    ancre: str

    @property
    def attendu(self) -> str:
        """What its value must be."""
        return ELEMENTS if isinstance(self.champ.type, Groupe) else self.champ.type.regle()

    @property
    def repetition(self) -> bool:
        """Whether it may stand several times."""
        return self.champ.maximum is None


@dataclass(frozen=True, slots=True)
class Section:
    """An element that holds others, the path to it, and what it holds."""

    champ: Champ
    chemin: str
    contenu: str
    lignes: list[Ligne]


def sections(texte: str = "") -> list[Section]:
    """All the sections, or those that hold elements with every word of ``texte``."""
    mots = plier(texte).split()
    gardees = []
    for section in _parcourir(RACINE, (), set()):
        lignes = [ligne for ligne in section.lignes if all(mot in _index(ligne.champ) for mot in mots)]
        if lignes:
            gardees.append(Section(section.champ, section.chemin, section.contenu, lignes))
    return gardees


def _parcourir(champ: Champ, chemin: tuple[str, ...], vus: set[str]) -> Iterator[Section]:
    groupe = champ.type
    if not isinstance(groupe, Groupe):
        return
    ici = (*chemin, champ.nom)
    lignes = [Ligne(enfant, _ancre(enfant.nom, vus)) for enfant in groupe.champs]
    yield Section(champ, " › ".join(ici), CONTENUS[groupe.contenu], lignes)
    for enfant in groupe.champs:
        yield from _parcourir(enfant, ici, vus)


def _ancre(nom: str, vus: set[str]) -> str:
    if nom in vus:
        return ""
    vus.add(nom)
    return f"champ-{nom}"


def _index(champ: Champ) -> str:
    attendu = "" if isinstance(champ.type, Groupe) else champ.type.regle()
    return plier(f"{champ.nom} {champ.libelle} {champ.aide} {attendu}")

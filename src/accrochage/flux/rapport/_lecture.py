"""Read a report, whichever of its shapes it has, without trusting it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from accrochage.flux.rapport._modele import ErreurFichier, PassageKO, Rapport, RapportIllisible

_BLOC = 1 << 16


@dataclass(frozen=True, slots=True)
class LimitesRapport:
    """What a report may be at most: bytes, elements of the lists, levels, characters of one text."""

    taille_max: int = 200_000_000
    elements_max: int = 1_000_000
    profondeur_max: int = 8
    texte_max: int = 20_000


_PAR_DEFAUT = LimitesRapport()


def lire(source: Path | BinaryIO, limites: LimitesRapport = _PAR_DEFAUT) -> Rapport:
    """Read a report.

    Accepts a prefixed root, children in a default namespace, ``passagesOK`` and ``passagesKO``
    in lower case, ``idDemande``, a missing ``nomFichier``, line breaks in messages. Raises
    ``RapportIllisible`` on anything else, and ``OSError`` when the path cannot be read.
    """
    if isinstance(source, Path):
        with source.open("rb") as fichier:
            return _Lecteur(limites).lire(fichier)
    return _Lecteur(limites).lire(source)


@dataclass(slots=True)
class _Lecteur:
    """The state of one reading: where it stands, and what it has found."""

    limites: LimitesRapport
    chemin: list[str] = field(default_factory=list)
    seuls: dict[str, str] = field(default_factory=dict)
    ko: list[PassageKO] = field(default_factory=list)
    ok: list[str] = field(default_factory=list)
    erreurs: list[ErreurFichier] = field(default_factory=list)

    def lire(self, fichier: BinaryIO) -> Rapport:
        analyseur = etree.XMLPullParser(
            events=("start", "end"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for bloc in self._blocs(fichier):
                analyseur.feed(bloc)
                self._avancer(analyseur)
            analyseur.close()
            self._avancer(analyseur)
        except etree.XMLSyntaxError as erreur:
            raise RapportIllisible(f"ce n’est pas un XML bien formé (ligne {erreur.lineno})") from erreur
        return self._rapport()

    def _blocs(self, fichier: BinaryIO) -> Iterator[bytes]:
        lus = 0
        while bloc := fichier.read(_BLOC):
            lus += len(bloc)
            if lus > self.limites.taille_max:
                raise RapportIllisible("le fichier est trop gros")
            yield bloc
        if not lus:
            raise RapportIllisible("le fichier est vide")

    def _avancer(self, analyseur: etree.XMLPullParser) -> None:
        evenements = cast("Iterator[tuple[str, etree._Element]]", analyseur.read_events())  # noqa: SLF001 - lxml names its elements so
        for evenement, element in evenements:
            if evenement == "start":
                self._ouvrir(element)
            else:
                self._fermer(element)

    def _ouvrir(self, element: etree._Element) -> None:
        nom = etree.QName(element).localname.lower()
        if not self.chemin:
            if element.getroottree().docinfo.internalDTD is not None:
                raise RapportIllisible("une déclaration DOCTYPE est interdite")
            if nom != "rapport":
                raise RapportIllisible("l’élément racine n’est pas « rapport »")
        self.chemin.append(nom)
        if len(self.chemin) > self.limites.profondeur_max:
            raise RapportIllisible("les éléments sont trop imbriqués")

    def _fermer(self, element: etree._Element) -> None:
        match self.chemin[1:]:
            case ["nomfichier" | "idflux" | "idtraitement" | "iddemande" as nom]:
                self.seuls.setdefault(nom, self._texte(element))
            case ["passagesko", "passage"]:
                self.ko.append(self._passage(element))
                self._oublier(element)
            case ["passagesok", "idtechnique"]:
                self.ok.append(self._texte(element))
                self._oublier(element)
            case ["erreurs", "erreur"]:
                self.erreurs.append(self._erreur(element))
                self._oublier(element)
        self.chemin.pop()

    def _oublier(self, element: etree._Element) -> None:
        """Free what was read, so that memory holds the report and not its tree as well."""
        if len(self.ko) + len(self.ok) + len(self.erreurs) > self.limites.elements_max:
            raise RapportIllisible("le rapport a trop d’éléments")
        element.clear()
        while (precedent := element.getprevious()) is not None:
            precedent.getparent().remove(precedent)  # type: ignore[union-attr]  # a sibling has a parent

    def _texte(self, element: etree._Element | None) -> str:
        texte = "" if element is None else (element.text or "")
        if len(texte) > self.limites.texte_max:
            raise RapportIllisible("un texte est trop long")
        return texte

    def _enfants(self, element: etree._Element) -> dict[str, str]:
        return {etree.QName(enfant).localname.lower(): self._texte(enfant) for enfant in element}

    def _passage(self, element: etree._Element) -> PassageKO:
        enfants = self._enfants(element)
        if "idtechnique" not in enfants:
            raise RapportIllisible("un passage refusé n’a pas d’idTechnique")
        return PassageKO(enfants["idtechnique"], enfants.get("messageerreur", ""))

    def _erreur(self, element: etree._Element) -> ErreurFichier:
        enfants = self._enfants(element)
        return ErreurFichier(
            type=enfants.get("type", ""),
            message=enfants.get("message", ""),
            ligne=_nombre(enfants.get("ligne", "")),
            colonne=_nombre(enfants.get("colonne", "")),
        )

    def _rapport(self) -> Rapport:
        return Rapport(
            nom_fichier=self.seuls.get("nomfichier"),
            id_flux=self.seuls.get("idflux"),
            id_traitement=self.seuls.get("idtraitement", self.seuls.get("iddemande")),
            ko=tuple(self.ko),
            ok=tuple(self.ok),
            erreurs=tuple(self.erreurs),
        )


def _nombre(texte: str) -> int | None:
    """Read a position: -1, 0 and anything that is no number mean that it is not known."""
    nu = texte.strip()
    return (int(nu) or None) if nu.isascii() and nu.isdecimal() and len(nu) < 12 else None  # noqa: PLR2004

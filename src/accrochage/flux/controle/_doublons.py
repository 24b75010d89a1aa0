"""Passages that repeat one another in a file, found with a few bytes a passage."""

from __future__ import annotations

from array import array

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import CodeInseeNaissance, DossierFormation, IdentifiantNational, Passage

_CLE_MAX = 100


def identite(passage: Passage, certification: tuple[str, str]) -> int:
    """Return a fingerprint of person, certification and date, the same in forked processes.

    ``certification`` is its type and code. Case and surrounding blanks don't count.
    """
    qui = passage.identification_titulaire
    cle: tuple[object, ...]
    if isinstance(qui, IdentifiantNational):
        cle = (qui.nir, qui.nom_naissance.strip().upper())
    elif isinstance(qui, DossierFormation):
        cle = (
            qui.id_dossier.strip(),
            qui.nom_titulaire.strip().upper(),
            qui.prenom1_titulaire.strip().upper(),
        )
    else:
        lieu = qui.code_commune_naissance
        cle = (
            qui.nom_naissance.strip().upper(),
            qui.prenom1.strip().upper(),
            qui.sexe,
            qui.annee_naissance,
            qui.mois_naissance,
            qui.jour_naissance,
            lieu.code_insee if isinstance(lieu, CodeInseeNaissance) else lieu.code_postal,
        )
    return hash((certification, passage.date_debut_validite, cle))


class Doublons:
    """Remembers the keys of the passages seen. Give them in file order."""

    def __init__(self) -> None:
        self._cles: set[int] = set()
        self._identites: dict[int, int] = {}
        self._noms = bytearray()
        self._fins = array("Q", [0])

    def verifier(self, id_technique: str | None, identite: int | None, ligne: int) -> list[Constat]:
        """Return P020 or P021 when this passage repeats an earlier one."""
        repete = self._retenir_cle(id_technique)
        if repete:
            return [
                constat(
                    "P020", id_technique=id_technique, champ="idTechnique", valeur=id_technique, ligne=ligne
                )
            ]
        if identite is None or id_technique is None:
            return []
        premier = self._identites.setdefault(identite, len(self._fins) - 1)
        if premier != len(self._fins) - 1:
            return [constat("P021", id_technique=id_technique, ligne=ligne, autre=self._nom(premier))]
        self._noms += id_technique[:_CLE_MAX].encode()
        self._fins.append(len(self._noms))
        return []

    def _retenir_cle(self, id_technique: str | None) -> bool:
        if id_technique is None:
            return False
        cle = hash(id_technique)
        if cle in self._cles:
            return True
        self._cles.add(cle)
        return False

    def _nom(self, rang: int) -> str:
        return self._noms[self._fins[rang] : self._fins[rang + 1]].decode()

"""Passages that repeat one another in a file, found with a few bytes a passage."""

from __future__ import annotations

from array import array

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import CodeInseeNaissance, DossierFormation, IdentifiantNational, Passage

_CLE_MAX = 100
_64_BITS = 2**64 - 1


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
    """Remembers the passages seen, 50 bytes each. Give them in file order, ``attendus`` at most or so."""

    def __init__(self, attendus: int) -> None:
        self._cles = _Table(attendus)
        self._identites = _Table(attendus)
        self._noms = bytearray()
        self._fins = array("Q", [0])

    def verifier(self, id_technique: str | None, identite: int | None, ligne: int) -> list[Constat]:
        """Return P020 or P021 when this passage repeats an earlier one."""
        if id_technique is None:
            return []
        rang = len(self._fins) - 1
        if self._cles.mettre(hash(id_technique), rang) >= 0:
            champ = "idTechnique"
            return [constat("P020", id_technique=id_technique, champ=champ, valeur=id_technique, ligne=ligne)]
        self._noms += id_technique[:_CLE_MAX].encode()
        self._fins.append(len(self._noms))
        premier = -1 if identite is None else self._identites.mettre(identite, rang)
        if premier < 0:
            return []
        return [constat("P021", id_technique=id_technique, ligne=ligne, autre=self._nom(premier))]

    def _nom(self, rang: int) -> str:
        return self._noms[self._fins[rang] : self._fins[rang + 1]].decode()


class _Table:
    """A hash table from fingerprints to ranks, in 24 bytes an entry; a ``dict`` takes 150."""

    def __init__(self, attendus: int) -> None:
        self._vider(2 ** max(attendus * 3 // 2, 64).bit_length())

    def _vider(self, places: int) -> None:
        self._masque = places - 1
        self._libres = places * 3 // 4
        self._empreintes = array("Q", bytes(8 * places))
        self._rangs = array("I", bytes(4 * places))

    def mettre(self, empreinte: int, rang: int) -> int:
        """Return the rank already known for this fingerprint, or -1 and remember this one."""
        # Zero marks a free place.
        cle = (empreinte & _64_BITS) or 1
        empreintes, masque = self._empreintes, self._masque
        place = cle & masque
        while connue := empreintes[place]:
            if connue == cle:
                return self._rangs[place]
            place = (place + 1) & masque
        empreintes[place], self._rangs[place] = cle, rang
        self._libres -= 1
        if not self._libres:
            self._agrandir()
        return -1

    def _agrandir(self) -> None:
        anciennes, rangs = self._empreintes, self._rangs
        self._vider(2 * len(anciennes))
        for cle, rang in zip(anciennes, rangs, strict=True):
            if cle:
                self.mettre(cle, rang)

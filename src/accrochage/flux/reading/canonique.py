"""The careful reading: expat goes through every byte, and nothing it accepts is left unjudged.

Slower than the fast one, and right on everything: comments, CDATA, any prefix anywhere; the place
of what is not well-formed; depth and lengths. A DTD stops it at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pyexpat import ExpatError, ParserCreate
from typing import Any

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.reading.erreurs_xml import expliquer
from accrochage.flux.reading.limites import FichierRejete, Limites, lisible
from accrochage.flux.reading.plan import Coupe, Morceau, Plan
from accrochage.flux.reading.source import Source

ESPACE = "urn:cdc:cpf:pc5:schema:1.0.0"
_SEPARATEUR = " "
_BLANCS = " \t\r\n"
_FIN_DE_BALISE = 4_096
_EGARE = 40
_INCONNU_MAX = 65_536
"""Bytes of an unknown element from which the envelope is read without it."""

_PASSAGES = "passageCertifications"
_PASSAGE = "passageCertification"
_NATIONAL = f"{ESPACE}{_SEPARATEUR}identifiantNational"
# What each element of the envelope may hold: see flux-format.md §1.
_ENFANTS: dict[str, frozenset[str]] = {
    "flux": frozenset({"idFlux", "horodatage", "action", "emetteur"}),
    "emetteur": frozenset({"idClient", "certificateurs"}),
    "certificateurs": frozenset({"certificateur"}),
    "certificateur": frozenset({"idClient", "idContrat", "certifications"}),
    "certifications": frozenset({"certification"}),
    "certification": frozenset({"type", "code", "natureDeposant", _PASSAGES}),
    _PASSAGES: frozenset({_PASSAGE}),
}


def reperer(source: Source, limites: Limites) -> Plan:
    """Return where the passages are.

    Raises ``FichierRejete`` (F002, F003, F004, F005, F006, F008, F009, F012, F013).
    """
    return _Lecture(source, limites).lire()


class _Lecture:
    """What the parser's calls build.

    Three states: in the envelope, in a passage, in an element that the envelope doesn't know
    (when it is large, the envelope leaves it out).
    """

    def __init__(self, source: Source, limites: Limites) -> None:
        self.plan = Plan()
        self._source = source
        self._limites = limites
        self._pile: list[str] = []
        self._profondeur = 0
        # Where the last event was, and up to where the envelope's length is accounted for.
        self._dernier = self._acquis = 0
        # The certification in progress: its tag, its first passage, the end of its last one.
        self._ouverture = self._premier = self._fin = 0
        self._ligne_fin = 1
        # The run of passages in progress, and the element in progress below the envelope.
        self._course: list[int] = []
        # Faults that count if one more passage follows; the fault of the unknown element in progress.
        self._en_attente: list[Constat] = []
        self._inconnu: Constat | None = None
        self._autre_document: Constat | None = None
        self._base = 0
        self._isole = (0, 1)
        self._analyseur = ParserCreate(namespace_separator=_SEPARATEUR)
        self._analyseur.ordered_attributes = True
        self._analyseur.StartDoctypeDeclHandler = self._refuser_dtd
        self._dans_enveloppe()

    def lire(self) -> Plan:
        """Return the plan. What refuses the file comes with what was found before it."""
        try:
            self._parcourir()
        except FichierRejete as rejet:
            raise FichierRejete([*rejet.constats, *self._deja]) from rejet
        if self._autre_document is not None:
            raise FichierRejete(self._deja)
        return self.plan

    @property
    def _deja(self) -> list[Constat]:
        autre = self._autre_document
        return [*self.plan.constats, *([] if autre is None else [autre])]

    def _parcourir(self) -> None:
        """Feed the parser block by block."""
        position, marge = 0, self._limites.texte_max + self._limites.morceau
        try:
            while bloc := self._source.lire(position, position + self._limites.morceau):
                self._analyseur.Parse(bloc, False)
                position += len(bloc)
                if position - self._dernier > marge:
                    raise self._demesure()
            self._analyseur.Parse(b"", True)
        except ExpatError as erreur:
            trouve = expliquer(erreur, self._source, self._analyseur.ErrorByteIndex)
            raise FichierRejete([trouve]) from erreur

    def _dans_enveloppe(self) -> None:
        self._analyseur.StartElementHandler = self._ouvrir
        self._analyseur.EndElementHandler = self._fermer
        au_milieu = self._pile[-1:] == [_PASSAGES]
        self._analyseur.CharacterDataHandler = self._texte if au_milieu else None

    def _ouvrir(self, nom: str, attributs: list[str]) -> None:
        index = self._evenement()
        self._mesurer_balise(attributs)
        espace, _, local = nom.rpartition(_SEPARATEUR)
        if not self._pile:
            if (espace, local) != (ESPACE, "flux"):
                self._refuser_racine(espace, local)
                self._isoler(index, self._remonter_racine)
                return
        elif espace != ESPACE or local not in _ENFANTS.get(self._pile[-1], frozenset()):
            self._inconnu = self._constat("F015", champ=local, objet=local)
            self._isoler(index, self._remonter_inconnu)
            return
        if local == _PASSAGE:
            self._isoler(index, self._remonter_passage)
            return
        self._pile.append(local)
        self._profondeur += 1
        if local == "certification":
            self._ouverture = index
        elif local == _PASSAGES:
            self._fin = 0
            self._dans_enveloppe()

    def _fermer(self, _nom: str) -> None:
        self._evenement()
        self._profondeur -= 1
        if self._pile.pop() == _PASSAGES:
            self._finir_course()
            self._en_attente.clear()
            if self._fin:
                self.plan.couper(Coupe(self._ouverture, self._premier, self._fin, self._ligne_fin))
            self._dans_enveloppe()

    def _texte(self, texte: str) -> None:
        """Something else than blanks after a passage: the envelope leaves it out if one more follows."""
        egare = texte.strip(_BLANCS)
        if self._fin and egare and not self._en_attente:
            self._finir_course()
            self._en_attente.append(self._constat("F015", champ=_PASSAGES, objet=egare[:_EGARE]))

    def _isoler(self, index: int, sortir: Callable[[str], None]) -> None:
        """Go into a passage or an unknown element, that ``sortir`` leaves."""
        self._isole = (index, self._analyseur.CurrentLineNumber)
        self._profondeur += 1
        self._base = self._profondeur
        self._analyseur.StartElementHandler = self._descendre
        self._analyseur.EndElementHandler = sortir
        self._analyseur.CharacterDataHandler = None

    def _descendre(self, nom: str, attributs: list[str]) -> None:
        self._profondeur += 1
        if nom == _NATIONAL:
            self.plan.nouveau = True
        if self._profondeur > self._limites.profondeur_max:
            raise self._refus("F006", str(self._limites.profondeur_max))
        if attributs:
            self._mesurer_balise(attributs)

    def _remonter_passage(self, _nom: str) -> None:
        self._profondeur -= 1
        if self._profondeur >= self._base:
            return
        debut, ligne = self._isole
        fin = self._fin_de_balise()
        if fin - debut > self._limites.texte_max:
            raise self._demesure()
        if not self._fin:
            self._premier = debut
        self._retenir(*self._en_attente)
        self._en_attente.clear()
        if not self._course:
            self._course = [debut, fin, ligne, 0]
        self._course[1] = self._fin = self._dernier = self._acquis = fin
        self._course[3] += 1
        self._ligne_fin = self._analyseur.CurrentLineNumber
        self._compter()
        self._dans_enveloppe()

    def _remonter_inconnu(self, _nom: str) -> None:
        self._profondeur -= 1
        self._dernier = self._analyseur.CurrentByteIndex
        if self._profondeur >= self._base or self._inconnu is None:
            return
        debut, _ = self._isole
        fin = self._fin_de_balise()
        self._finir_course()
        if fin - debut > _INCONNU_MAX:
            self._retenir(self._inconnu)
            self.plan.retraits.append((debut, fin))
            self._acquis += fin - debut
        elif self._fin and self._pile[-1] == _PASSAGES:
            self._en_attente.append(self._inconnu)
        self._dans_enveloppe()

    def _retenir(self, *constats: Constat) -> None:
        self.plan.constats += constats[: self._limites.constats_max - len(self.plan.constats)]

    def _compter(self) -> None:
        if self.plan.passages + self._course[3] > self._limites.passages_max:
            raise self._refus("F008", lisible(self._limites.passages_max))
        debut, fin, _, passages = self._course
        if fin - debut > self._limites.morceau or passages >= self._limites.lot:
            self._finir_course()

    def _finir_course(self) -> None:
        if self._course:
            debut, fin, ligne, passages = self._course
            self.plan.ajouter(Morceau(debut, fin, ligne, self.plan.certifications, passages))
            self._course = []

    def _fin_de_balise(self) -> int:
        """Return the byte after the tag that ends here; an empty element's is already behind."""
        index = self._analyseur.CurrentByteIndex
        balise = self._source.lire(index, index + _FIN_DE_BALISE)
        if not balise.startswith(b"</"):
            return index
        fin = balise.find(b">")
        if fin < 0:
            raise self._demesure()
        return index + fin + 1

    def _evenement(self) -> int:
        index: int = self._analyseur.CurrentByteIndex
        self._dernier = index
        if index - self._acquis > self._limites.texte_max:
            raise self._demesure()
        return index

    def _refuser_racine(self, espace: str, local: str) -> None:
        """Note that this is another document; what follows may still tell something graver."""
        if local != "flux":
            self._autre_document = self._constat("F012", champ=local, racine=local)
        else:
            self._autre_document = self._constat("F013", champ=local, espace=espace)

    def _remonter_racine(self, _nom: str) -> None:
        self._profondeur -= 1
        self._dernier = self._acquis = self._analyseur.CurrentByteIndex

    def _mesurer_balise(self, attributs: list[str]) -> None:
        if sum(map(len, attributs)) > self._limites.balise_max:
            raise self._refus("F009", lisible(self._limites.balise_max))

    def _demesure(self) -> FichierRejete:
        return self._refus("F009", lisible(self._limites.texte_max))

    def _refuser_dtd(self, *_: object) -> None:
        raise FichierRejete([self._constat("F005")])

    def _refus(self, code: str, maximum: str) -> FichierRejete:
        return FichierRejete([self._constat(code, maximum=maximum)])

    def _constat(self, code: str, champ: str | None = None, **parametres: Any) -> Constat:
        trouve = constat(code, champ=champ, **parametres)
        ligne, colonne = self._analyseur.CurrentLineNumber, self._analyseur.CurrentColumnNumber + 1
        return replace(trouve, ligne=ligne, colonne=colonne)

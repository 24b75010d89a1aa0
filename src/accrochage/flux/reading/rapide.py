"""The fast reading: find the passages by their tags, without parsing what is between.

Exact as long as every ``<`` begins a tag, which is so where no ``<!`` and no ``<?`` stands. Anything
else raises ``Surprise``, and the careful reading judges. What is found here is parsed later:
a wrong cut can't go unseen, for a run of passages cut in the wrong place is not well-formed.
"""

from __future__ import annotations

import re

from accrochage.flux.catalogue import constat
from accrochage.flux.reading.limites import FichierRejete, Limites, Surprise, lisible
from accrochage.flux.reading.plan import Coupe, Morceau, Plan
from accrochage.flux.reading.source import Source

_NOM = rb"(?:[A-Za-z_][\w.-]*:)?"
_OUVERTURE = re.compile(rb"<(" + _NOM + rb")passageCertifications(?:\s[^<>]*)?(?<!/)>")
_CERTIFICATION = re.compile(rb"<" + _NOM + rb"certification(?=[\s>])")
_HORS_BALISES = re.compile(rb"<!(?:--)?|<\?")
_FERMETURES = {b"<!--": b"-->", b"<?": b"?>"}
_BLANCS = b" \t\r\n"


def reperer(source: Source, limites: Limites) -> Plan:
    """Return where the passages are. Raises ``Surprise``, and ``FichierRejete`` (F008)."""
    lecture = _Lecture(source, limites)
    while lecture.entrer():
        lecture.parcourir()
    return lecture.plan


class _Lecture:
    """A window that moves over the file: ``tampon`` holds the bytes from ``debut`` on.

    ``ici`` is the place reached in the window, ``ligne`` its line in the file.
    """

    def __init__(self, source: Source, limites: Limites) -> None:
        self.plan = Plan()
        self._source = source
        self._limites = limites
        self._tampon = b""
        self._debut = 0
        self._ici = 0
        self._ligne = 1
        self._prefixe = self._fin = self._sortie = b""
        self._certification = 0

    @property
    def _position(self) -> int:
        return self._debut + self._ici

    def _lire(self) -> bool:
        """Drop what is behind, add a block; False at the end of the file."""
        reste = self._tampon[self._ici :]
        if len(reste) > self._limites.texte_max:
            raise Surprise
        self._debut, self._ici = self._position, 0
        lu = self._debut + len(reste)
        bloc = self._source.lire(lu, lu + self._limites.morceau)
        self._tampon = reste + bloc
        return bool(bloc)

    def _avancer(self, jusqua: int) -> None:
        self._ligne += self._tampon.count(b"\n", self._ici, jusqua)
        self._ici = jusqua

    def entrer(self) -> bool:
        """Move to the first byte after the next opening of passages; False when there is none."""
        while (trouve := self._ouverture()) is None:
            if not self._lire():
                return False
        avant, debut, fin, prefixe = trouve
        if self.plan.certifications and prefixe != self._prefixe:
            raise Surprise
        self._prefixe, self.plan.prefixe = prefixe, prefixe.decode()
        self._fin = b"</" + prefixe + b"passageCertification>"
        self._sortie = b"</" + prefixe + b"passageCertifications"
        certifications = [balise.start() for balise in _CERTIFICATION.finditer(avant, 0, debut)]
        self._certification = self._position + (certifications[-1] if certifications else 0)
        self._avancer(self._ici + fin)
        return True

    def _ouverture(self) -> tuple[bytes, int, int, bytes] | None:
        """Find the next opening: the bytes before it, where it begins and ends in them, and its prefix.

        Linear: nothing is looked at twice but what a comment had hidden.
        """
        tampon, position = self._tampon, self._ici
        trouve = _OUVERTURE.search(tampon, position)
        while hors := _HORS_BALISES.search(tampon, position, trouve.start() if trouve else len(tampon)):
            position = _apres(hors, tampon)
            if trouve and trouve.start() < position:
                trouve = _OUVERTURE.search(tampon, position)
        if trouve is None:
            return None
        avant = _sans_commentaires(tampon[self._ici : trouve.start()])
        return avant, len(avant), trouve.end() - self._ici, trouve[1]

    def parcourir(self) -> None:
        """Cut the passages up to the end of this certification into runs."""
        debut = fin = self._position
        ligne = self._ligne
        sortie = -1
        while sortie < 0:
            sortie = self._tampon.find(self._sortie, self._ici)
            limite = sortie if sortie >= 0 else len(self._tampon)
            if self._couper(limite):
                fin, ligne = self._position, self._ligne
            if sortie < 0 and not self._lire():
                raise Surprise
        if self._tampon[self._ici : sortie].strip(_BLANCS):
            raise Surprise
        if fin > debut:
            self.plan.couper(Coupe(self._certification, debut, fin, ligne))

    def _couper(self, limite: int) -> bool:
        """Take the whole passages that stand before ``limite`` in the window."""
        for signe, marque in ((b"!", b"<!"), (b"?", b"<?")):
            premier = self._tampon.find(signe, self._ici, limite)
            if premier >= 0 and self._tampon.find(marque, max(premier - 1, 0), limite) >= 0:
                raise Surprise
        dernier = self._tampon.rfind(self._fin, self._ici, limite)
        if dernier < 0:
            return False
        fin = dernier + len(self._fin)
        if fin - self._ici > self._limites.texte_max:
            self._verifier_ecarts(fin)
        passages = self._tampon.count(self._fin, self._ici, fin)
        if not self.plan.nouveau:
            self.plan.nouveau = self._tampon.find(b"identifiantNational", self._ici, fin) >= 0
        if passages > self._limites.lot:
            raise Surprise
        rang = self.plan.certifications
        self.plan.ajouter(
            Morceau(self._position, self._debut + fin, self._ligne, rang, passages),
        )
        if self.plan.passages > self._limites.passages_max:
            raise FichierRejete([constat("F008", maximum=lisible(self._limites.passages_max))])
        self._avancer(fin)
        return True

    def _verifier_ecarts(self, fin: int) -> None:
        """Leave a passage that is too long to the careful reading."""
        position = self._ici
        while position < fin:
            suivant = self._tampon.find(self._fin, position, fin) + len(self._fin)
            if suivant - position > self._limites.texte_max:
                raise Surprise
            position = suivant


def _apres(ouverture: re.Match[bytes], octets: bytes) -> int:
    """Return where a comment or a processing instruction ends. Raises ``Surprise`` on anything else."""
    fermeture = _FERMETURES.get(ouverture[0])
    fin = -1 if fermeture is None else octets.find(fermeture, ouverture.end())
    if fermeture is None or fin < 0:
        raise Surprise
    return fin + len(fermeture)


def _sans_commentaires(octets: bytes) -> bytes:
    """Blank comments and processing instructions, byte for byte."""
    parties, position = [], 0
    while ouverture := _HORS_BALISES.search(octets, position):
        fin = _apres(ouverture, octets)
        parties += [octets[position : ouverture.start()], b" " * (fin - ouverture.start())]
        position = fin
    return b"".join([*parties, octets[position:]]) if parties else octets

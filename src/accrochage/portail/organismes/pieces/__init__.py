"""The proofs that people attach to a request: looked at as they come in, encrypted, read by few."""

from accrochage.portail.organismes.pieces.examen import Piece, PieceRefusee, examiner
from accrochage.portail.organismes.pieces.noms import nom_sur
from accrochage.portail.organismes.pieces.stockage import ecrire, effacer, effacer_apres, orphelines, ouvrir

__all__ = [
    "Piece",
    "PieceRefusee",
    "ecrire",
    "effacer",
    "effacer_apres",
    "examiner",
    "nom_sur",
    "orphelines",
    "ouvrir",
]

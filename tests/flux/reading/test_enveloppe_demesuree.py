from __future__ import annotations

from fabrique_fichiers import AUJOURDHUI, FORMES

from accrochage.flux.controle import lire_tete
from accrochage.flux.reading import Limites


def test_an_envelope_of_too_many_elements_is_called_what_it_is(tmp_path):
    fichier = tmp_path / "enveloppe.xml"
    reference = (FORMES / "reference.xml").read_bytes()
    fichier.write_bytes(reference.replace(b"<cpf:emetteur>", b"<cpf:x/>" * 70_000 + b"<cpf:emetteur>", 1))
    tete = lire_tete(fichier, limites=Limites(), aujourdhui=AUJOURDHUI)
    [constat] = tete.constats
    assert (constat.code, tete.enveloppe) == ("F015", None)
    assert "60\u00a0000 éléments" in constat.message

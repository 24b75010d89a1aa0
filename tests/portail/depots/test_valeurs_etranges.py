"""Whatever the passages hold, the deposit ends and its report names each of them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest_depots import codes, deposer, flux, passage, titulaire
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accrochage.flux import rapport
from accrochage.portail.depots import documents, synthese
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.passages.models import PassageAccepte

sys.path.insert(0, str(Path(__file__).parents[2] / "flux"))

from strategies_flux import passages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]


def rapporter(depot):
    with documents.accuse_traitement(depot).contenu as contenu:
        return rapport.lire(contenu)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(passages, min_size=1, max_size=6))
def test_any_passages_that_the_schema_accepts_are_all_reported(certificateur_a, envoyes):
    depot = deposer(certificateur_a, flux(certificateur_a, *envoyes))
    assert depot.etat in {EtatDepot.SUCCES, EtatDepot.ERREURS}
    assert depot.nb_acceptes + depot.nb_refuses == depot.nb_passages == len(envoyes)
    lu = rapporter(depot)
    assert (len(list(lu.ok)), len(list(lu.ko))) == (depot.nb_acceptes, depot.nb_refuses)
    assert b"".join(documents.lignes_csv(depot))
    assert sum(g.nombre for g in synthese.groupes(depot)) == depot.constats.count()


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        (b"<cpf:idTechnique>A1<", b"<cpf:idTechnique>" + b"x" * 5_000 + b"<"),
        (b"<cpf:idTechnique>A1<", b"<cpf:idTechnique>" + b"\xf0\x9f\x98\x80" * 300 + b"<"),
        (b"<cpf:sexe>M<", b"<cpf:" + b"e" * 300 + b"/><cpf:sexe>M<"),
        (b"<cpf:sexe>M<", b"<cpf:sexe>" + b"M" * 5_000 + b"<"),
        (b"<cpf:sexe>M<", b"<cpf:sexe>1850175112001<"),
        (b"<cpf:anneeNaissance>1985<", b"<cpf:anneeNaissance>99999999999999999999<"),
        (b"<cpf:prenom1>Luc<", b"<cpf:prenom1>%s {0} \\x00 '); DROP TABLE depots_depot; --<"),
    ],
)
@pytest.mark.parametrize("code", ["RNCP100", "RNCP999"])
def test_values_beyond_any_length_or_sense(certificateur_a, avant, apres, code):
    octets = flux(
        certificateur_a, passage(id_technique="A1"), passage(titulaire(1), "A2"), code=code
    ).replace(avant, apres, 1)
    assert apres in octets
    depot = deposer(certificateur_a, octets)
    assert depot.etat == EtatDepot.ERREURS, codes(depot)
    lu = rapporter(depot)
    assert list(lu.ok) == (["A2"] if code == "RNCP100" else [])
    assert b"1850175112001" not in b"".join(documents.lignes_csv(depot))


def test_the_nir_is_nowhere_in_clear_once_processed(certificateur_a, tmp_path):
    from django.db import connection

    from accrochage.flux.model import IdentifiantNational

    nir = "1850175112001"
    envoyes = [
        passage(IdentifiantNational(nir, "MOREAU"), "OK"),
        passage(IdentifiantNational(nir, "AUTRE"), "KO"),
        replace(passage(IdentifiantNational("1859975112001", "MOREAU"), "IMPOSSIBLE")),
    ]
    depot = deposer(certificateur_a, flux(certificateur_a, *envoyes))
    assert PassageAccepte.objects.count() == 1
    with connection.cursor() as curseur:
        curseur.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in curseur.fetchall():
            curseur.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{nir}%"])
            assert curseur.fetchone() == (0,), table
    lus = (documents.accuse_traitement(depot), documents.accuse_reception(depot))
    for document in lus:
        with document.contenu as contenu:
            assert nir.encode() not in contenu.read()
    for fichier in tmp_path.rglob("*"):
        assert not fichier.is_file() or nir.encode() not in fichier.read_bytes()

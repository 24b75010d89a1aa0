"""Identifiers stay unique when eight threads draw ten thousand of them at once, on a real PostgreSQL.

The spaces are shrunk so that the same values are drawn again and again: a generator that does not
look would give doubles.
"""

import itertools
import re
import threading

import pytest
from django.db import connection

from accrochage.portail.comptes import formats as logins
from accrochage.portail.comptes import services
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.organismes import formats, generateurs
from accrochage.portail.organismes.enums import Role

FILS, TIRAGES = 8, 10_000


def tirer_ensemble(generateur, tirages=TIRAGES):
    """Draw from all threads at once; the values drawn."""
    resultats, fautes, depart = [], [], threading.Barrier(FILS)

    def tirer():
        depart.wait()
        try:
            resultats.extend([generateur() for _ in range(tirages // FILS)])
        except Exception as faute:  # noqa: BLE001 - whatever it is, the test shows it
            fautes.append(faute)
        finally:
            connection.close()

    fils = [threading.Thread(target=tirer) for _ in range(FILS)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert fautes == []
    assert len(resultats) == tirages
    return resultats


@pytest.mark.django_db(transaction=True)
def test_matricules(monkeypatch):
    tirages = itertools.count()

    def tirer():
        # Each value comes twice, from whichever threads.
        rang = next(tirages) // 2
        return f"{rang // 1000:02d}ABC{rang % 1000:03d}"

    # Half of the draws collide: twenty in a row do happen among ten thousand.
    monkeypatch.setattr(generateurs, "TIRAGES_MAXIMUM", 500)
    monkeypatch.setattr(generateurs, "tirer_matricule", tirer)
    tires = tirer_ensemble(generateurs.nouveau_matricule)
    assert len(set(tires)) == TIRAGES
    assert all(formats.MATRICULE.fullmatch(m) for m in tires)


@pytest.mark.django_db(transaction=True)
def test_contract_numbers():
    def deux():
        return generateurs.nouveau_numero_de_contrat(Role.CERTIFICATEUR), (
            generateurs.nouveau_numero_de_contrat(Role.DEPOSANT)
        )

    paires = tirer_ensemble(deux, TIRAGES // 2)
    numeros = [numero for paire in paires for numero in paire]
    assert len(set(numeros)) == TIRAGES
    assert all(formats.CONTRAT.fullmatch(n) or re.fullmatch(r"MCFDEP\d{6}", n) for n in numeros)


@pytest.mark.django_db(transaction=True)
def test_logins(monkeypatch):
    tirages = itertools.count()

    def tirer():
        rang, lettres = next(tirages) // 2, []
        for _ in range(logins.LONGUEUR):
            rang, reste = divmod(rang, len(logins.ALPHABET))
            lettres.append(logins.ALPHABET[reste])
        return "".join(lettres)

    monkeypatch.setattr(services, "TIRAGES_MAXIMUM", 500)
    monkeypatch.setattr(services, "tirer_identifiant", tirer)

    def creer():
        brouillon = Utilisateur(nom="X", prenom="Y", email="x@exemple.test", password="!")
        return services._enregistrer_avec_identifiant(brouillon).identifiant

    tires = tirer_ensemble(creer)
    assert len(set(tires)) == TIRAGES
    assert all(logins.IDENTIFIANT.fullmatch(i) for i in tires)
    assert Utilisateur.objects.count() == TIRAGES


def test_drawn_logins_use_the_whole_alphabet_and_nothing_mistakable():
    tires = [logins.tirer_identifiant() for _ in range(2_000)]
    assert {c for i in tires for c in i} == set(logins.ALPHABET)
    assert not set("01OIL") & set(logins.ALPHABET)
    assert len(set(tires)) == len(tires)

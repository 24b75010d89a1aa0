"""An act that waited for the password: done once it was given, by who may still do it."""

from __future__ import annotations

import fabriques
import pytest
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.organismes.enums import Droit, Role
from accrochage.portail.organismes.models import Appartenance

pytestmark = pytest.mark.django_db
ACTE = reverse("organisation:second_facteur")


@pytest.fixture
def en_attente(connecte, administrateur, certificateur_a):
    """The administrator asked a second factor of everybody, and is asked the password."""
    fabriques.second_facteur(administrateur)
    client = connecte(administrateur)
    reponse = client.post(ACTE, {"exige": "oui"})
    assert reponse.status_code == 302
    assert reponse.url.startswith(reverse("account_reauthenticate"))
    return client


def confirmer(client):
    saisie = {"password": fabriques.MOT_DE_PASSE, "next": ACTE}
    return client.post(f"{reverse('account_reauthenticate')}?next={ACTE}", saisie)


def exige(compte) -> bool:
    compte.refresh_from_db()
    return compte.second_facteur_exige


def test_it_is_done_once_the_password_is_given(en_attente, certificateur_a):
    assert not exige(certificateur_a)
    confirmer(en_attente)
    assert exige(certificateur_a)


@pytest.mark.parametrize("perte", [{"droit": Droit.LECTEUR}, {"suspendue_le": timezone.now()}])
def test_a_right_that_was_taken_away_meanwhile_does_not_serve(
    en_attente, certificateur_a, administrateur, perte
):
    Appartenance.objects.filter(utilisateur=administrateur).update(**perte)
    reponse = confirmer(en_attente)
    assert reponse.status_code == 302
    assert not exige(certificateur_a)


def test_it_is_not_done_in_another_account(en_attente, certificateur_a, administrateur):
    autre = fabriques.compte(certificateur_a.organisme, titulaire=administrateur, role=Role.DEPOSANT)
    en_attente.post(reverse("organisation:changer_de_compte"), {"compte": autre.pk})
    confirmer(en_attente)
    assert not exige(autre)
    assert not exige(certificateur_a)


def test_new_conditions_come_first(en_attente, certificateur_a):
    from accrochage.portail.comptes import cgu

    cgu.publier(version="99.0", texte="Nouvelles conditions.", resume="", acteur="essai:1")
    confirmer(en_attente)
    assert not exige(certificateur_a)

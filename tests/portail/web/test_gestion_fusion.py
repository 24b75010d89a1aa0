"""The merger assistant: what it shows before, and what it asks."""

import fabriques
import pytest
from django.urls import reverse

from accrochage.portail.organismes.models import Organisme

pytestmark = pytest.mark.django_db


def page(reponse):
    return reponse.content.decode()


@pytest.fixture
def agent(connecte, gestionnaire):
    return fabriques.confirmer(connecte(gestionnaire), gestionnaire)


def test_what_moves_is_shown_before_and_nothing_is_done(agent):
    absorbe = fabriques.compte(fabriques.organisme("Ancien lycée")).organisme
    reste = fabriques.organisme("Lycée qui reste")
    adresse = reverse("gestion:fusionner", args=[absorbe.pk])
    assert "Aucun organisme" in page(agent.post(adresse, {"survivant": "00ZZZ000", "motif": "x"}))
    assert "deux organismes différents" in page(
        agent.post(adresse, {"survivant": absorbe.matricule, "motif": "x"})
    )
    saisie = {"survivant": reste.siret_groupe, "motif": "Absorption"}
    vu = page(agent.post(adresse, saisie))
    for mot in ("Une fusion ne se défait pas", "Lycée qui reste", absorbe.contrats.get().numero_groupe):
        assert mot in vu
    assert not Organisme.objects.filter(fusionne_dans__isnull=False).exists()
    assert "survivant" in page(agent.post(adresse, {**saisie, "corriger": "oui"}))
    fait = agent.post(adresse, {**saisie, "confirme": str(reste.pk)})
    assert fait.url == reverse("gestion:organisme", args=[reste.pk])
    absorbe.refresh_from_db()
    assert absorbe.fusionne_dans == reste
    ancienne = page(agent.get(reverse("gestion:organisme", args=[absorbe.pk])))
    assert "Repris par" in ancienne
    assert reverse("gestion:rouvrir", args=[absorbe.pk]) not in ancienne
    assert absorbe.matricule_groupe in page(
        agent.get(reverse("gestion:organismes"), {"q": absorbe.matricule})
    )

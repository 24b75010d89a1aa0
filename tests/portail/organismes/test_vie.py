"""The life of an organisme: every change dated, signed, kept; what stops and what stays."""

import re
from datetime import timedelta

import fabriques
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import EtatMandat, Role
from accrochage.portail.organismes.models import Changement, ContactAConfirmer
from accrochage.portail.organismes.services import LienInconnu, ouvertures, vie

pytestmark = pytest.mark.django_db


@pytest.fixture
def compte():
    return fabriques.compte(fabriques.organisme("Lycée Exemple"))


@pytest.fixture
def geste(compte):
    return vie.Geste(compte.titulaire_du_compte, None, "Déménagement")


def corriger(compte, geste, **valeurs):
    return vie.corriger(organisme=compte.organisme, valeurs=valeurs, confirmer_contact=True, geste=geste)


def jeton():
    texte = Courriel.objects.filter(gabarit="contact_a_confirmer").latest("id").texte
    return re.search(r"/([\w-]{40,})/", texte)[1]


class TestCoordonnees:
    def test_each_change_is_kept_with_both_values_and_only_what_changed(self, compte, geste):
        assert corriger(compte, geste, raison_sociale="  Lycée   Neuf ", contact_nom="Contact") == [
            "raison_sociale"
        ]
        compte.organisme.refresh_from_db()
        assert compte.organisme.raison_sociale == "Lycée Neuf"
        change = Changement.objects.visible_to(compte).get()
        assert (change.avant, change.apres, change.motif) == ("Lycée Exemple", "Lycée Neuf", "Déménagement")
        entree = Entree.objects.visible_to(compte).get(action="organisme.modifie")
        assert "Neuf" not in str(entree.details)

    def test_nothing_changed_notes_nothing(self, compte, geste):
        assert corriger(compte, geste, contact_nom="Contact") == []
        assert not Changement.objects.exists()
        assert not Entree.objects.filter(action="organisme.modifie").exists()

    @pytest.mark.parametrize(
        ("champ", "faux"), [("raison_sociale", ""), ("contact_email", "abc"), ("code_postal", "1" * 11)]
    )
    def test_what_is_wrong_is_refused_by_field(self, compte, geste, champ, faux):
        with pytest.raises(ValidationError) as refus:
            corriger(compte, geste, **{champ: faux, "contact_nom": "Autre"})
        assert champ in refus.value.error_dict
        compte.organisme.refresh_from_db()
        assert compte.organisme.contact_nom == "Contact"

    def test_the_address_of_the_contact_waits_for_its_link(self, compte, geste):
        ancienne = compte.organisme.contact_email
        corriger(compte, geste, contact_email="neuve@exemple.test", contact_nom="Neuve")
        compte.organisme.refresh_from_db()
        assert (compte.organisme.contact_email, compte.organisme.contact_nom) == (ancienne, "Neuve")
        vie.confirmer_contact(jeton=jeton(), adresse=None)
        compte.organisme.refresh_from_db()
        assert compte.organisme.contact_email == "neuve@exemple.test"
        dits = Courriel.objects.filter(gabarit="contact_change").values_list("destinataire", flat=True)
        assert sorted(dits) == sorted([ancienne, "neuve@exemple.test"])
        with pytest.raises(LienInconnu):
            vie.confirmer_contact(jeton=jeton(), adresse=None)

    def test_only_the_last_link_serves_and_an_old_one_is_forgotten(self, compte, geste):
        corriger(compte, geste, contact_email="une@exemple.test")
        premier = jeton()
        corriger(compte, geste, contact_email="deux@exemple.test")
        with pytest.raises(LienInconnu):
            vie.lire_contact(jeton=premier)
        ContactAConfirmer.objects.update(expire_le=timezone.now())
        with pytest.raises(LienInconnu):
            vie.confirmer_contact(jeton=jeton(), adresse=None)
        assert vie.purger() == 1


class TestSiret:
    def test_all_else_stays(self, compte, geste):
        matricule, neuf = compte.organisme.matricule, fabriques.siret()
        change = vie.changer_siret(organisme=compte.organisme, siret=neuf, geste=geste)
        assert (change.siret, change.matricule) == (neuf, matricule)
        assert Courriel.objects.filter(gabarit="organisme_change").count() == 1

    def test_another_s_or_none_is_refused(self, compte, geste):
        for faux in (fabriques.organisme().siret, "123"):
            with pytest.raises(ValidationError):
                vie.changer_siret(organisme=compte.organisme, siret=faux, geste=geste)


def test_a_contract_ends_and_a_new_one_begins(compte, geste, horloge):
    contrat, jour = compte.organisme.contrats.get(), timezone.localdate()
    with pytest.raises(ValidationError):
        vie.nouveau_contrat(organisme=compte.organisme, role=Role.CERTIFICATEUR, geste=geste)
    with pytest.raises(ValidationError):
        vie.finir_contrat(contrat=contrat, fin=jour - timedelta(days=1), geste=geste)
    vie.finir_contrat(contrat=contrat, fin=jour, geste=geste)
    horloge.shift(timedelta(days=1))
    with pytest.raises(ValidationError):
        vie.finir_contrat(contrat=contrat, fin=timezone.localdate(), geste=geste)
    neuf = vie.nouveau_contrat(organisme=compte.organisme, role=Role.CERTIFICATEUR, geste=geste)
    assert neuf.numero != contrat.numero
    assert [c.sujet for c in Changement.objects.order_by("id")] == ["contrat_fin", "contrat_ouvert"]


class TestFermeture:
    def test_contracts_mandates_and_openings_stop(self, geste):
        organisme, deposant = fabriques.organisme(), fabriques.deposant()
        mandats = [
            fabriques.mandat(organisme, deposant),
            fabriques.mandat(fabriques.organisme(), organisme),
        ]
        vie.fermer(organisme=organisme, geste=geste)
        for mandat in mandats:
            mandat.refresh_from_db()
            assert mandat.etat == EtatMandat.REVOQUE
        assert {c.fin for c in organisme.contrats.all()} == {timezone.localdate()}
        organisme.refresh_from_db()
        assert services.comptes_a_ouvrir(organisme) == []
        numero = organisme.contrats.get(role=Role.CERTIFICATEUR).numero
        assert ouvertures.chercher(organisme.matricule, numero) == (None, "ferme")
        with pytest.raises(ValidationError):
            vie.fermer(organisme=organisme, geste=geste)

    def test_it_opens_again_without_what_was_ended(self, compte, geste):
        with pytest.raises(ValidationError):
            vie.rouvrir(organisme=compte.organisme, geste=geste)
        vie.fermer(organisme=compte.organisme, geste=geste)
        assert vie.rouvrir(organisme=compte.organisme, geste=geste).ferme_le is None
        assert compte.organisme.contrats.get().fin == timezone.localdate()

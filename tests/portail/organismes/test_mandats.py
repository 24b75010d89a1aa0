"""Mandates: given once, ended once, in the journal, and mailed to whoever may act on them."""

from __future__ import annotations

import threading
from datetime import timedelta

import fabriques
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Droit, EtatMandat, Role
from accrochage.portail.organismes.models import Mandat

pytestmark = pytest.mark.django_db


def jour(de: int):
    return timezone.localdate() + timedelta(days=de)


@pytest.fixture
def certificateur():
    return fabriques.organisme("Lycée Exemple")


@pytest.fixture
def deposant():
    return fabriques.organisme("Groupement Témoin", roles=(Role.DEPOSANT,))


def donner(certificateur, deposant, debut=0, fin=None):
    return services.donner_mandat(
        certificateur=certificateur,
        deposant=deposant,
        debut=jour(debut),
        fin=None if fin is None else jour(fin),
        par="utilisateur:7",
        adresse="192.0.2.3",
    )


class TestDonner:
    def test_it_is_kept_with_its_days_and_noted_on_the_account_of_the_certificateur(
        self, certificateur, deposant
    ):
        compte = fabriques.compte(certificateur)
        mandat = donner(certificateur, deposant, fin=30)
        assert mandat.etat == EtatMandat.EN_COURS
        entree = Entree.objects.get(action="mandat.donne")
        assert (entree.acteur, entree.objet, entree.compte, entree.adresse) == (
            "utilisateur:7",
            f"mandat:{mandat.pk}",
            f"compte:{compte.pk}",
            "192.0.2.3",
        )
        assert entree.details["deposant"] == f"organisme:{deposant.pk}"
        assert (entree.details["debut"], entree.details["fin"]) == (jour(0).isoformat(), jour(30).isoformat())

    def test_a_certificateur_that_becomes_a_deposant_receives_one_more_number_once(self, certificateur):
        for _ in range(2):
            donner(fabriques.organisme(), certificateur)
        assert sorted(c.role for c in certificateur.contrats.all()) == ["CERTIFICATEUR", "DEPOSANT"]

    @pytest.mark.parametrize(
        ("debut", "fin", "champ"), [(5, 4, "fin"), (-9, -1, "fin"), (0, -1, "fin")], ids=str
    )
    def test_days_in_disorder_or_past_are_refused_by_field(self, certificateur, deposant, debut, fin, champ):
        with pytest.raises(ValidationError) as refus:
            donner(certificateur, deposant, debut, fin)
        assert set(refus.value.error_dict) == {champ}
        assert not Mandat.objects.exists()

    def test_nobody_mandates_itself_and_only_a_certificateur_mandates(self, certificateur, deposant):
        for donneur, recepteur in ((certificateur, certificateur), (deposant, certificateur)):
            with pytest.raises(ValidationError) as refus:
                donner(donneur, recepteur)
            assert set(refus.value.error_dict) == {"deposant"}

    @pytest.mark.parametrize(
        ("debut", "fin", "accepte"),
        [(0, 5, False), (10, 20, False), (15, None, False), (21, None, True), (1, 9, True), (9, 21, False)],
        ids=str,
    )
    def test_two_mandates_of_the_same_two_bodies_never_overlap(
        self, certificateur, deposant, debut, fin, accepte
    ):
        fabriques.mandat(certificateur, deposant, fin=0)
        fabriques.mandat(certificateur, deposant, debut=10, fin=20)
        if accepte:
            assert donner(certificateur, deposant, debut, fin)
        else:
            with pytest.raises(ValidationError):
                donner(certificateur, deposant, debut, fin)

    def test_a_revoked_mandate_leaves_room_for_another(self, certificateur, deposant):
        services.revoquer_mandat(mandat=donner(certificateur, deposant), par="essai:1")
        assert donner(certificateur, deposant).etat == EtatMandat.EN_COURS

    def test_before_its_account_is_open_the_contact_is_mailed_what_to_type(self, certificateur, deposant):
        donner(certificateur, deposant)
        courriel = Courriel.objects.get(objet=f"organisme:{deposant.pk}")
        assert (courriel.gabarit, courriel.destinataire) == (
            "identifiants_inscription",
            deposant.contact_email,
        )

    def test_once_open_its_administrator_is_told_that_the_mandate_appears(self, certificateur, deposant):
        compte = fabriques.compte(deposant, role=Role.DEPOSANT)
        donner(certificateur, deposant, fin=9)
        courriel = Courriel.objects.get(gabarit="mandat_donne")
        assert courriel.destinataire == compte.titulaire_du_compte.email
        for corps in (courriel.texte, courriel.html):
            assert "Lycée Exemple" in corps
            assert "apparaît dans votre compte" in corps
        assert not Courriel.objects.filter(
            gabarit="identifiants_inscription", objet=f"organisme:{deposant.pk}"
        ).exists()

    def test_another_administrator_is_told_when_the_account_holder_left(self, certificateur, deposant):
        compte = fabriques.compte(deposant, role=Role.DEPOSANT)
        autre = fabriques.membre(compte, Droit.ADMINISTRATEUR)
        compte.appartenances.exclude(utilisateur=autre).update(suspendue_le=timezone.now())
        donner(certificateur, deposant)
        assert Courriel.objects.get(gabarit="mandat_donne").destinataire == autre.email


class TestFin:
    @pytest.mark.parametrize(
        ("avant", "apres", "action"),
        [(5, 9, "prolonge"), (5, None, "prolonge"), (5, 0, "abrege"), (None, 5, "abrege")],
    )
    def test_it_is_later_or_sooner_and_the_journal_says_which(
        self, certificateur, deposant, avant, apres, action
    ):
        mandat = donner(certificateur, deposant, fin=avant)
        fin = None if apres is None else jour(apres)
        assert services.modifier_mandat(mandat=mandat, fin=fin, certifications=[], par="essai:1").fin == fin
        assert Entree.objects.filter(action=f"mandat.{action}").count() == 1

    def test_it_can_not_be_past_nor_run_into_the_next_mandate(self, certificateur, deposant):
        mandat = donner(certificateur, deposant, fin=5)
        donner(certificateur, deposant, debut=10)
        for fin in (jour(-1), jour(10), None):
            with pytest.raises(ValidationError) as refus:
                services.modifier_mandat(mandat=mandat, fin=fin, certifications=[], par="essai:1")
            assert set(refus.value.error_dict) == {"fin"}

    def test_what_is_over_stays_over(self, certificateur, deposant, horloge):
        mandat = donner(certificateur, deposant, fin=0)
        horloge.shift(timedelta(days=1))
        assert mandat.etat == EtatMandat.TERMINE
        with pytest.raises(ValidationError):
            services.modifier_mandat(mandat=mandat, fin=jour(9), certifications=[], par="essai:1")
        with pytest.raises(ValidationError):
            services.revoquer_mandat(mandat=mandat, par="essai:1")


class TestRevocation:
    def test_it_holds_at_once_and_twice_is_once(self, certificateur, deposant):
        mandat = donner(certificateur, deposant)
        premiere = services.revoquer_mandat(mandat=mandat, par="essai:1").revoque_le
        assert services.revoquer_mandat(mandat=mandat, par="essai:2").revoque_le == premiere
        assert not Mandat.objects.en_cours().exists()
        assert Entree.objects.filter(action="mandat.revoque").count() == 1

    @pytest.mark.parametrize("ouvert", [True, False])
    def test_the_deposant_is_told_if_its_account_is_open(self, certificateur, deposant, ouvert):
        compte = fabriques.compte(deposant, role=Role.DEPOSANT) if ouvert else None
        mandat = donner(certificateur, deposant)
        for _ in range(2):
            services.revoquer_mandat(mandat=mandat, par="essai:1")
        courriels = Courriel.objects.filter(gabarit="mandat_revoque")
        destinataires = [compte.titulaire_du_compte.email] if compte else []
        assert [c.destinataire for c in courriels] == destinataires
        assert all("Lycée Exemple" in c.texte and "Lycée Exemple" in c.html for c in courriels)

    def test_a_mandate_to_come_can_be_revoked_and_not_prolonged_after(self, certificateur, deposant):
        mandat = services.revoquer_mandat(mandat=donner(certificateur, deposant, debut=5), par="essai:1")
        with pytest.raises(ValidationError):
            services.modifier_mandat(mandat=mandat, fin=None, certifications=[], par="essai:1")


def test_each_account_sees_its_side_and_nobody_else_s(certificateur, deposant):
    mandat = donner(certificateur, deposant)
    donner(fabriques.organisme(), fabriques.organisme(roles=(Role.DEPOSANT,)))
    cotes = [(certificateur, Role.CERTIFICATEUR), (deposant, Role.DEPOSANT)]
    for organisme, role in cotes:
        assert list(Mandat.objects.visible_to(fabriques.compte(organisme, role=role))) == [mandat]
    assert not Mandat.objects.visible_to(fabriques.compte(certificateur, role=Role.DEPOSANT)).exists()


def test_days_bound_the_states(certificateur, deposant):
    mandat = Mandat(certificateur=certificateur, deposant=deposant, debut=jour(1), fin=jour(2))
    attendus = [EtatMandat.A_VENIR, EtatMandat.EN_COURS, EtatMandat.EN_COURS, EtatMandat.TERMINE]
    assert [mandat.etat_le(jour(n)) for n in range(4)] == attendus
    mandat.save()
    assert [Mandat.objects.en_cours(jour(n)).exists() for n in range(4)] == [False, True, True, False]
    assert [Mandat.objects.non_clos(jour(n)).exists() for n in range(4)] == [True, True, True, False]


@pytest.mark.parametrize("roles", [(Role.CERTIFICATEUR, Role.DEPOSANT), (Role.DEPOSANT,)])
def test_an_organisme_is_recorded_with_a_contract_for_each_role(roles):
    organisme = fabriques.organisme(roles=roles)
    assert sorted(c.role for c in organisme.contrats.all()) == sorted(roles)
    numeros = {c.role: c.numero[:6] for c in organisme.contrats.all()}
    assert {numeros[role] for role in roles} <= {"MCFCER", "MCFDEP"}
    assert Courriel.objects.exists() is (Role.CERTIFICATEUR in roles)


def test_an_organisme_without_a_role_is_not_recorded():
    with pytest.raises(ValidationError) as refus:
        fabriques.organisme(roles=())
    assert set(refus.value.error_dict) == {"roles"}


@pytest.mark.django_db(transaction=True)
def test_two_mandates_given_at_once_do_not_overlap():
    certificateur, deposant = fabriques.organisme(), fabriques.organisme(roles=(Role.DEPOSANT,))
    depart, issues = threading.Barrier(2), []

    def courir():
        depart.wait()
        try:
            donner(certificateur, deposant)
            issues.append("donne")
        except ValidationError:
            issues.append("refuse")
        finally:
            connection.close()

    fils = [threading.Thread(target=courir) for _ in range(2)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sorted(issues) == ["donne", "refuse"]
    assert Mandat.objects.count() == 1

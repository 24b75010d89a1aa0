"""Mandates online: an administrator of the certificateur gives, changes and revokes; the déposant sees it."""

from datetime import timedelta

import fabriques
import pytest
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.enums import Droit, EtatMandat, Role
from accrochage.portail.organismes.models import Mandat
from accrochage.portail.organismes.services import vie
from accrochage.portail.referentiel.models import Certification, Detention

pytestmark = pytest.mark.django_db
LISTE = reverse("organisation:mandats")
DONNER = reverse("organisation:donner_mandat")


def page(reponse):
    return reponse.content.decode()


def url(nom, mandat):
    return reverse(f"organisation:{nom}", kwargs={"pk": mandat.pk})


def en_lettres(de):
    return f"{timezone.localdate() + timedelta(days=de):%d/%m/%Y}"


@pytest.fixture
def certificateur():
    compte = fabriques.compte(fabriques.organisme("Lycée Exemple"))
    for code in ("RNCP1", "RNCP2"):
        fiche = Certification.objects.create(code=code, type="RNCP", intitule=f"Titre {code}", active=True)
        Detention.objects.create(certification=fiche, siret=compte.organisme.siret)
    return compte


@pytest.fixture
def deposant():
    return fabriques.compte(
        fabriques.organisme("Groupement Témoin", roles=(Role.DEPOSANT,)), role=Role.DEPOSANT
    )


@pytest.fixture
def chez_lui(connecte, certificateur):
    return connecte(certificateur.titulaire_du_compte)


def saisie(vers, **champs):
    return {
        "deposant": vers.organisme.matricule,
        "debut": en_lettres(0),
        "fin": "",
        "portee": "toutes",
        **champs,
    }


class TestDonner:
    def test_by_matricule_or_siret_shown_by_name_before_anything_leaves(
        self, chez_lui, certificateur, deposant
    ):
        etape = chez_lui.post(DONNER, saisie(deposant, deposant=deposant.organisme.siret_groupe))
        assert "Groupement Témoin" in page(etape)
        assert not Mandat.objects.exists()
        reponse = chez_lui.post(DONNER, saisie(deposant, confirme=deposant.organisme_id))
        assert reponse.url == LISTE
        mandat = Mandat.objects.get()
        assert (mandat.certificateur, mandat.deposant, mandat.certifications) == (
            certificateur.organisme,
            deposant.organisme,
            [],
        )
        assert Courriel.objects.get(gabarit="mandat_donne").destinataire == deposant.titulaire_du_compte.email

    def test_for_some_certifications_only(self, chez_lui, deposant):
        certaines = saisie(deposant, portee="certaines", confirme=deposant.organisme_id)
        assert "Choisissez au moins une certification" in page(chez_lui.post(DONNER, certaines))
        assert not Mandat.objects.exists()
        chez_lui.post(DONNER, {**certaines, "certifications": ["RNCP1", "RNCP404"]})
        assert not Mandat.objects.exists()
        chez_lui.post(DONNER, {**certaines, "certifications": ["RNCP1"]})
        assert Mandat.objects.get().certifications == ["RNCP1"]
        assert "RNCP1" in Courriel.objects.get(gabarit="mandat_donne").texte

    def test_an_unknown_deposant_is_answered_with_what_to_do(self, chez_lui, deposant):
        reponse = chez_lui.post(DONNER, saisie(deposant, deposant="00ZZZ000"))
        assert "demandez à l’opérateur de l’enregistrer" in page(reponse)

    def test_it_is_in_the_journal_of_both_accounts(self, chez_lui, certificateur, deposant):
        chez_lui.post(DONNER, saisie(deposant, confirme=deposant.organisme_id))
        for compte in (certificateur, deposant):
            entree = Entree.objects.visible_to(compte).get(action="mandat.donne")
            assert entree.acteur == f"utilisateur:{certificateur.titulaire_du_compte.pk}"

    def test_only_administrators_of_a_certificateur_give_one(self, connecte, certificateur, deposant):
        simple = fabriques.membre(certificateur, Droit.DEPOSANT)
        assert connecte(simple).post(DONNER, saisie(deposant)).status_code == 403
        assert connecte(deposant.titulaire_du_compte).get(DONNER).status_code == 404


class TestVie:
    @pytest.fixture
    def mandat(self, certificateur, deposant):
        return fabriques.mandat(certificateur.organisme, deposant.organisme)

    def test_its_end_and_its_scope_change_and_the_deposant_is_told_once(self, chez_lui, mandat, connecte):
        vers = {"fin": en_lettres(30), "portee": "certaines", "certifications": ["RNCP2"]}
        assert chez_lui.post(url("modifier_mandat", mandat), vers).url == LISTE
        mandat.refresh_from_db()
        assert (mandat.fin, mandat.certifications) == (timezone.localdate() + timedelta(days=30), ["RNCP2"])
        courriel = Courriel.objects.get(gabarit="mandat_modifie")
        assert "RNCP2" in courriel.texte
        chez_lui.post(url("modifier_mandat", mandat), vers)
        assert Courriel.objects.filter(gabarit="mandat_modifie").count() == 1
        relu = page(chez_lui.get(url("modifier_mandat", mandat)))
        assert en_lettres(30) in relu

    def test_what_it_covers_stays_proposed_when_it_is_no_longer_held(self, chez_lui, mandat):
        Mandat.objects.filter(pk=mandat.pk).update(certifications=["RNCP9"])
        form = chez_lui.get(url("modifier_mandat", mandat)).context["form"]
        assert [c for c, _ in form.fields["certifications"].choices] == ["RNCP1", "RNCP2", "RNCP9"]
        assert form["certifications"].value() == ["RNCP9"]

    def test_an_end_that_is_past_is_refused_at_its_field(self, chez_lui, mandat):
        reponse = chez_lui.post(url("modifier_mandat", mandat), {"fin": en_lettres(-1), "portee": "toutes"})
        assert list(reponse.context["form"].errors) == ["fin"]

    def test_it_is_revoked_at_once_after_a_warning(self, chez_lui, mandat):
        assert "traité jusqu’au bout" in page(chez_lui.get(url("revoquer_mandat", mandat)))
        mandat.refresh_from_db()
        assert mandat.etat == EtatMandat.EN_COURS
        chez_lui.post(url("revoquer_mandat", mandat))
        mandat.refresh_from_db()
        assert mandat.etat == EtatMandat.REVOQUE
        assert "Révoqué" in page(chez_lui.get(LISTE, {"etat": "tous"}))

    def test_its_page_tells_both_sides_all_that_happened(self, chez_lui, connecte, mandat, deposant):
        chez_lui.post(url("revoquer_mandat", mandat))
        de_l_autre = connecte(deposant.titulaire_du_compte)
        for client in (chez_lui, de_l_autre):
            histoire = page(client.get(url("mandat", mandat)))
            assert "Mandat révoqué" in histoire
        assert "Dominique Martin" in page(chez_lui.get(url("mandat", mandat)))

    def test_a_deposant_changes_nothing_of_what_it_received(self, connecte, mandat, deposant):
        recoit = connecte(deposant.titulaire_du_compte)
        for nom in ("modifier_mandat", "revoquer_mandat"):
            assert recoit.post(url(nom, mandat)).status_code == 404
        assert "Modifier le mandat" not in page(recoit.get(url("mandat", mandat)))


class TestListe:
    def test_search_order_and_pages(self, chez_lui, certificateur):
        for nom in ("Bateau", "Avion", "Camion"):
            fabriques.mandat(certificateur.organisme, fabriques.organisme(nom, roles=(Role.DEPOSANT,)))
        passe = fabriques.organisme("Passé", roles=(Role.DEPOSANT,))
        fabriques.mandat(certificateur.organisme, passe, debut=-9, fin=-1)

        def noms(**filtre):
            return [autre.raison_sociale for _, autre in chez_lui.get(LISTE, filtre).context["lignes"]]

        assert noms() == ["Avion", "Bateau", "Camion"]
        assert noms(tri="-nom") == ["Camion", "Bateau", "Avion"]
        assert noms(q="avi") == ["Avion"]
        assert noms(etat="tous", q=passe.siret_groupe) == ["Passé"]
        assert "Aucun mandat ne correspond" in page(chez_lui.get(LISTE, {"q": "zzz"}))

    def test_nothing_yet_says_what_to_do(self, chez_lui, connecte, deposant):
        assert "Votre organisme transmet lui-même" in page(chez_lui.get(LISTE))
        assert "Demandez au certificateur" in page(connecte(deposant.titulaire_du_compte).get(LISTE))

    def test_no_query_a_row(self, chez_lui, certificateur, django_assert_max_num_queries):
        for _ in range(25):
            fabriques.mandat(certificateur.organisme, fabriques.organisme(roles=(Role.DEPOSANT,)))
        with django_assert_max_num_queries(20):
            chez_lui.get(LISTE)


def test_the_account_links_to_its_mandates(chez_lui):
    assert LISTE in page(chez_lui.get(reverse("organisation:compte")))


def test_a_second_mandate_on_the_same_days_is_refused_where_it_was_typed(chez_lui, certificateur, deposant):
    fabriques.mandat(certificateur.organisme, deposant.organisme)
    reponse = chez_lui.post(DONNER, saisie(deposant, confirme=deposant.organisme_id))
    assert list(reponse.context["form"].errors) == ["debut"]
    assert Mandat.objects.count() == 1


def test_a_certificateur_never_reads_the_matricule_of_a_deposant(chez_lui, certificateur):
    """Beside its own matricule, it would open the account that the déposant has not opened yet."""
    futur = fabriques.organisme("Futur déposant", roles=(Role.DEPOSANT,))
    saisie_ = {"deposant": futur.siret, "debut": en_lettres(0), "fin": "", "portee": "toutes"}
    pages = [chez_lui.post(DONNER, saisie_), chez_lui.post(DONNER, {**saisie_, "confirme": futur.pk})]
    mandat = Mandat.objects.get()
    pages += [
        chez_lui.get(LISTE),
        chez_lui.get(url("mandat", mandat)),
        chez_lui.get(url("modifier_mandat", mandat)),
        chez_lui.get(url("revoquer_mandat", mandat)),
        chez_lui.get(reverse("organisation:compte")),
    ]
    for lue in map(page, pages):
        assert futur.matricule_groupe not in lue
        assert futur.matricule not in lue


def test_a_closed_body_neither_gives_nor_receives(chez_lui, certificateur, deposant):
    geste = vie.Geste(certificateur.titulaire_du_compte, None, "Fin")
    vie.fermer(organisme=deposant.organisme, geste=geste)
    reponse = chez_lui.post(DONNER, saisie(deposant, confirme=deposant.organisme_id))
    assert list(reponse.context["form"].errors) == ["deposant"]
    assert not Mandat.objects.exists()


def test_nor_finds_it_by_searching_while_a_deposant_still_searches_its_certificateurs(
    chez_lui, connecte, certificateur, deposant
):
    fabriques.mandat(certificateur.organisme, deposant.organisme)
    matricule = deposant.organisme.matricule
    for debut in (matricule[:3], matricule[:6], matricule):
        assert chez_lui.get(LISTE, {"q": debut}).context["lignes"] == []
    assert len(chez_lui.get(LISTE, {"q": deposant.organisme.siret}).context["lignes"]) == 1
    recoit = connecte(deposant.titulaire_du_compte)
    assert len(recoit.get(LISTE, {"q": certificateur.organisme.matricule}).context["lignes"]) == 1

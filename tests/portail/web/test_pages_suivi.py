"""The list and the page of a deposit, for its owner, its members and nobody else."""

from datetime import timedelta

import pytest
from conftest_depots import deposer, flux, passage, recevoir, titulaire
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.depots.enums import Etape, EtatDepot
from accrochage.portail.depots.models import Depot
from accrochage.portail.journal.models import Entree
from accrochage.portail.web.suivi.lecture import LARGEUR, Lecture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]
LISTE = reverse("suivi:liste")
N = "\u00a0"
INCONNU = {"nom_naissance": "INTROUVABLE"}

LOIN = 900_000_000
"""Numbers of deposits made by hand start here: the sequence never comes so far."""


def page_de(depot) -> str:
    return reverse("suivi:depot", args=[depot.numero])


def texte(reponse) -> str:
    return reponse.content.decode().replace("<wbr>", "")


@pytest.fixture
def avec_erreurs(certificateur_a):
    """Two accepted, twelve refused."""
    bons = [passage(), passage(titulaire(1))]
    inconnus = [titulaire(nom_naissance=f"INTROUVABLE {lettre}") for lettre in "ABCDEFGHIJKL"]
    mauvais = [passage(inconnu, id_technique=f"X{rang:02d}") for rang, inconnu in enumerate(inconnus)]
    return deposer(certificateur_a, flux(certificateur_a, *bons, *mauvais), "lot_2026.xml")


@pytest.fixture
def recu(certificateur_a):
    return recevoir(certificateur_a, flux(certificateur_a, passage()), "en_attente.xml")


@pytest.mark.parametrize("membre", ["administrateur", "deposant", "lecteur"])
def test_members_see_a_deposit(connecte, avec_erreurs, membre, request):
    assert connecte(request.getfixturevalue(membre)).get(page_de(avec_erreurs)).status_code == 200


def test_strangers_see_that_a_deposit_does_not_exist(connecte, avec_erreurs, lecteur, etranger):
    assert connecte(etranger).get(page_de(avec_erreurs)).status_code == 404
    assert connecte(lecteur).get(reverse("suivi:depot", args=[10**30])).status_code == 404


@pytest.mark.parametrize(
    "route", ["progression", "annuler", "fichier", "accuse_reception", "accuse_traitement", "constats_csv"]
)
def test_nothing_of_a_deposit_is_seen_from_another_account(connecte, avec_erreurs, etranger, route):
    assert connecte(etranger).get(reverse(f"suivi:{route}", args=[avec_erreurs.numero])).status_code == 404


def test_the_findings_of_a_rule_are_not_seen_from_another_account(connecte, avec_erreurs, etranger):
    adresse = reverse("suivi:constats", args=[avec_erreurs.numero, "T001"])
    assert connecte(etranger).get(adresse).status_code == 404


def test_the_list_holds_the_account_s_deposits_only(connecte, lecteur, avec_erreurs, certificateur_b):
    recevoir(certificateur_b, b"<a/>", "ailleurs.xml")
    page = texte(connecte(lecteur).get(LISTE))
    assert "lot_2026.xml" in page
    assert "ailleurs.xml" not in page
    assert f"1{N}dépôt" in page


def test_an_empty_list_says_what_will_be_there(connecte, lecteur, deposant):
    assert "apparaîtront ici" in texte(connecte(lecteur).get(LISTE))
    assert reverse("depot:transmettre") in texte(connecte(deposant).get(LISTE)).split("<main")[1]


def test_the_answer_comes_first(connecte, lecteur, avec_erreurs):
    page = texte(connecte(lecteur).get(page_de(avec_erreurs)))
    assert f"2{N}passages acceptés, 12 à corriger." in page
    assert "Traité avec erreurs" in page
    assert page.index("12 à corriger") < page.index("À corriger") < page.index("Accusé de réception</h2>")


def test_findings_are_grouped_with_the_official_sentence_and_ours(connecte, lecteur, avec_erreurs):
    page = texte(connecte(lecteur).get(page_de(avec_erreurs)))
    assert "Aucun titulaire ne correspond aux critères obligatoires" in page
    assert f"12{N}remarques" in page
    assert reverse("aide:regle", args=["T001"]) in page
    assert page.count("<code>X") == 10
    assert reverse("suivi:constats", args=[avec_erreurs.numero, "T001"]) in page


def test_the_rest_of_a_group_has_its_pages(connecte, lecteur, avec_erreurs, monkeypatch):
    monkeypatch.setattr("accrochage.portail.web.suivi.views.TAILLE_CONSTATS", 5)
    monkeypatch.setattr("accrochage.portail.web.suivi.views.EXEMPLES_MAX", 7)
    adresse = reverse("suivi:constats", args=[avec_erreurs.numero, "T001"])
    premiere = texte(connecte(lecteur).get(adresse))
    assert f"12{N}remarques" in premiere
    assert "les 7 premières" in premiere
    assert premiere.count("<code>X") == 5
    deuxieme = texte(connecte(lecteur).get(adresse, {"page": 2}))
    assert deuxieme.count("<code>X") == 2


@pytest.mark.parametrize("code", ["F001", "Z999", "t001"])
def test_a_rule_without_findings_has_no_page(connecte, lecteur, avec_erreurs, code):
    assert (
        connecte(lecteur).get(reverse("suivi:constats", args=[avec_erreurs.numero, code])).status_code == 404
    )


def test_what_was_sent_is_escaped(connecte, lecteur, certificateur_a):
    mechant = passage(titulaire(**INCONNU), id_technique="<script>alert(1)</script>")
    depot = deposer(certificateur_a, flux(certificateur_a, mechant), "<b>.xml")
    page = texte(connecte(lecteur).get(page_de(depot)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;.xml" in page


def test_success_says_so(connecte, lecteur, certificateur_a):
    depot = deposer(certificateur_a, flux(certificateur_a, passage()))
    page = texte(connecte(lecteur).get(page_de(depot)))
    assert "Le passage est accepté." in page
    assert "Rien à corriger" in page
    assert "Déposer un autre fichier" not in page


def test_what_was_already_accepted_is_told(connecte, lecteur, certificateur_a):
    meme = passage(id_technique="A1")
    deposer(certificateur_a, flux(certificateur_a, meme))
    depot = deposer(certificateur_a, flux(certificateur_a, meme, passage(titulaire(1))))
    page = texte(connecte(lecteur).get(page_de(depot)))
    assert f"Les 2{N}passages sont acceptés." in page
    assert f"1{N}passage était déjà accepté" in page
    assert "À regarder" in page
    assert "À corriger" not in page


def test_a_rejected_file_says_why_with_line_and_column(connecte, lecteur, certificateur_a):
    depot = recevoir(certificateur_a, b"<flux>\n  <oups>\n</flux>", "casse.xml")
    page = texte(connecte(lecteur).get(page_de(depot)))
    assert "rien n’est enregistré" in page
    assert "Pourquoi ce rejet" in page
    assert "Non recevable" in page
    assert "ligne 3" in page


def test_a_deposit_under_way_shows_its_progress_and_polls(connecte, lecteur, recu):
    Depot.objects.update(
        etat=EtatDepot.EN_COURS, etape=Etape.LECTURE, etape_fait=500, etape_total=1000, nb_passages=1000
    )
    page = texte(connecte(lecteur).get(page_de(recu)))
    assert f"500 sur 1{N}000{N}passages" in page
    assert "<progress" in page
    assert reverse("suivi:progression", args=[recu.numero]) in page
    assert "<noscript>" in page
    assert "refresh" not in page


def test_the_progress_is_a_part_of_the_page_and_read_out_when_it_changes(connecte, lecteur, recu):
    client, adresse = connecte(lecteur), reverse("suivi:progression", args=[recu.numero])
    htmx = {"HX-Request": "true"}
    Depot.objects.update(etat=EtatDepot.EN_COURS, etape=Etape.LECTURE, etape_fait=1, etape_total=4)
    part = texte(client.get(adresse, headers=htmx))
    assert "<html" not in part
    assert 'id="annonces"' in part
    depot = Depot.objects.get()
    deja = texte(client.get(adresse, {"dit": Lecture(depot).etat_dit}, headers=htmx))
    assert 'id="annonces"' not in deja


def test_at_the_end_the_progress_gives_way_to_the_whole_page(connecte, lecteur, avec_erreurs):
    adresse = reverse("suivi:progression", args=[avec_erreurs.numero])
    reponse = connecte(lecteur).get(adresse, headers={"HX-Request": "true"})
    assert reponse.headers["HX-Retarget"] == reponse.headers["HX-Reselect"] == "#contenu"
    annonce = texte(reponse).split('id="annonces"')[1].split("</div>")[0]
    assert "12 à corriger" in annonce
    assert connecte(lecteur).get(adresse).headers["Location"] == page_de(avec_erreurs)


def test_reading_is_in_the_journal_and_polling_is_not(connecte, lecteur, avec_erreurs, recu):
    client = connecte(lecteur)
    client.get(page_de(avec_erreurs))
    client.get(reverse("suivi:constats", args=[avec_erreurs.numero, "T001"]))
    client.get(reverse("suivi:progression", args=[recu.numero]), headers={"HX-Request": "true"})
    lues = Entree.objects.filter(acteur=f"utilisateur:{lecteur.pk}", action__contains="consulte")
    assert {(e.action, e.objet) for e in lues} == {
        ("depot.consulte", f"depot:{avec_erreurs.pk}"),
        ("depot.constats_consultes", f"depot:{avec_erreurs.pk}"),
    }


def test_a_waiting_deposit_may_be_withdrawn_after_a_warning(connecte, deposant, recu):
    client, adresse = connecte(deposant), reverse("suivi:annuler", args=[recu.numero])
    assert adresse in texte(client.get(page_de(recu)))
    assert "ne sera pas traité" in texte(client.get(adresse))
    page = texte(client.post(adresse, follow=True))
    assert "Le dépôt est annulé." in page
    assert Depot.objects.get().etat == EtatDepot.ANNULE
    assert Entree.objects.filter(action="depot.annule").exists()


def test_a_reader_does_not_withdraw(connecte, lecteur, recu):
    adresse = reverse("suivi:annuler", args=[recu.numero])
    assert connecte(lecteur).post(adresse).status_code == 403
    assert adresse not in texte(connecte(lecteur).get(page_de(recu)))
    assert Depot.objects.get().etat == EtatDepot.RECU


def test_what_has_begun_is_not_withdrawn(connecte, deposant, avec_erreurs):
    client, adresse = connecte(deposant), reverse("suivi:annuler", args=[avec_erreurs.numero])
    for reponse in (client.get(adresse, follow=True), client.post(adresse, follow=True)):
        assert "ne peut plus être annulé" in texte(reponse)
    assert Depot.objects.get().etat == EtatDepot.ERREURS


def test_pages_are_not_kept_by_the_browser(connecte, lecteur, avec_erreurs):
    for adresse in (LISTE, page_de(avec_erreurs)):
        assert "no-store" in connecte(lecteur).get(adresse).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("acceptes", "avertis", "refuses"), [(100_000, 1, 1), (1, 0, 199_999), (0, 0, 3), (5, 5, 0), (1, 1, 1)]
)
def test_the_bar_is_full_and_shows_every_part(acceptes, avertis, refuses):
    depot = Depot(etat=EtatDepot.ERREURS, nb_acceptes=acceptes, nb_avertis=avertis, nb_refuses=refuses)
    parts = Lecture(depot).parts
    assert sum(p.largeur for p in parts) == LARGEUR
    assert all(p.largeur >= 5 and p.nombre for p in parts)
    assert [p.debut for p in parts] == [sum(q.largeur for q in parts[:rang]) for rang in range(len(parts))]


def test_a_bar_of_nothing_has_no_part():
    assert Lecture(Depot(etat=EtatDepot.SUCCES)).parts == []


def numeros(reponse) -> list[int]:
    return [depot.numero - LOIN for depot in reponse.context["page"].object_list]


@pytest.fixture
def cinq(certificateur_a):
    """Five deposits of five days, each with its state and counts."""
    etats = [EtatDepot.SUCCES, EtatDepot.ERREURS, EtatDepot.REJETE, EtatDepot.RECU, EtatDepot.EN_COURS]
    for rang, etat in enumerate(etats):
        depot = recevoir(certificateur_a, b"<a>%d</a>" % rang, f"{'cdbae'[rang]}.xml")
        Depot.objects.filter(pk=depot.pk).update(
            etat=etat,
            numero=LOIN + 100 + rang,
            recu_le=timezone.now() - timedelta(days=10 * (4 - rang)),
            nb_passages=[5, 3, 4, 1, 2][rang],
            nb_refuses=[0, 3, 0, 0, 0][rang],
            id_flux=f"FLUX-{rang}",
        )


@pytest.mark.usefixtures("cinq")
@pytest.mark.parametrize(
    ("demande", "attendus"),
    [
        ({}, [104, 103, 102, 101, 100]),
        ({"etat": "ERREURS"}, [101]),
        ({"etat": "ouverts"}, [104, 103]),
        ({"etat": "n'importe quoi"}, [104, 103, 102, 101, 100]),
        ({"q": "b.xml"}, [102]),
        ({"q": f"{LOIN + 103}"}, [103]),
        ({"q": "flux-0"}, [100]),
        ({"q": "9" * 40}, []),
        ({"tri": "date"}, [100, 101, 102, 103, 104]),
        ({"tri": "nom"}, [103, 102, 100, 101, 104]),
        ({"tri": "-passages"}, [100, 102, 101, 104, 103]),
        ({"tri": "-refuses", "etat": "ERREURS"}, [101]),
    ],
)
def test_the_address_filters_and_orders(connecte, lecteur, demande, attendus):
    assert numeros(connecte(lecteur).get(LISTE, demande)) == attendus


@pytest.mark.usefixtures("cinq")
def test_dates_bound_the_list_both_days_included(connecte, lecteur):
    jours = [timezone.localdate() - timedelta(days=n) for n in (30, 10)]
    demande = {"du": f"{jours[0]:%d/%m/%Y}", "au": f"{jours[1]:%d%m%Y}"}
    assert numeros(connecte(lecteur).get(LISTE, demande)) == [103, 102, 101]


@pytest.mark.usefixtures("cinq")
def test_a_date_that_is_none_is_told_and_filters_nothing(connecte, lecteur):
    reponse = connecte(lecteur).get(LISTE, {"du": "hier"})
    assert len(numeros(reponse)) == 5
    assert "Écrivez la date" in texte(reponse)
    assert "hier" in texte(reponse)


@pytest.mark.usefixtures("cinq")
def test_empty_fields_leave_the_address(connecte, lecteur):
    reponse = connecte(lecteur).get(f"{LISTE}?q=&etat=ERREURS&du=&tri=date&tri=nom")
    assert reponse.headers["Location"] == f"{LISTE}?etat=ERREURS&tri=nom"
    assert connecte(lecteur).get(f"{LISTE}?q=").headers["Location"] == LISTE


@pytest.mark.usefixtures("cinq")
def test_headings_tell_and_turn_the_order(connecte, lecteur):
    page = texte(connecte(lecteur).get(LISTE, {"tri": "-refuses", "etat": "ERREURS"}))
    assert page.count('aria-sort="descending"') == 1
    assert "?tri=refuses&amp;etat=ERREURS" in page


@pytest.mark.usefixtures("cinq")
def test_a_search_without_result_says_what_to_do(connecte, lecteur):
    assert "Aucun dépôt ne correspond" in texte(connecte(lecteur).get(LISTE, {"q": "zzz"}))


def test_long_lists_have_pages_of_the_size_asked(connecte, lecteur, certificateur_a):
    modele = recevoir(certificateur_a, b"<a/>")
    for rang in range(25):
        modele.pk, modele.numero, modele.sha256, modele._state.adding = (
            None,
            LOIN + 1000 + rang,
            str(rang),
            True,
        )
        Depot.objects.bulk_create(
            [
                Depot(
                    **{
                        champ.attname: getattr(modele, champ.attname)
                        for champ in Depot._meta.concrete_fields
                        if not champ.primary_key
                    }
                )
            ]
        )
    client = connecte(lecteur)
    assert len(numeros(client.get(LISTE))) == 20
    assert len(numeros(client.get(LISTE, {"page": 2}))) == 6
    assert len(numeros(client.get(LISTE, {"taille": 50}))) == 26
    assert "?taille=20&amp;page=2" in texte(client.get(LISTE, {"taille": 20}))


def test_the_list_costs_the_same_whatever_its_length(
    connecte, lecteur, certificateur_a, django_assert_num_queries, django_assert_max_num_queries
):
    client = connecte(lecteur)
    client.get(LISTE)  # the first page of a session writes when it was used
    recevoir(certificateur_a, b"<a/>")
    with django_assert_max_num_queries(9) as une:
        client.get(LISTE)
    for rang in range(4):
        recevoir(certificateur_a, b"<a>%d</a>" % rang)
    with django_assert_num_queries(len(une)):
        client.get(LISTE)

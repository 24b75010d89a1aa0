"""The annuaire: none by default, or an imported SIRENE stock, through the real command."""

from io import StringIO

import fabriques
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from fabriques_demandes import confirmee, deposer

from accrochage.portail.organismes import annuaire
from accrochage.portail.organismes.annuaire import Fiche
from accrochage.portail.organismes.models import DemandeInscription, Etablissement
from accrochage.portail.organismes.services import instruction

pytestmark = pytest.mark.django_db
ENTETE = (
    "siren,nic,siret,etatAdministratifEtablissement,numeroVoieEtablissement,typeVoieEtablissement,"
    "libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,denomination"
)


def ligne(siret, etat="A", nom="INSTITUT DES ESSAIS"):
    return f'{siret[:9]},{siret[9:]},{siret},{etat},12,RUE,"DES LILAS, BIS",35000,RENNES,{nom}'


@pytest.fixture
def charger(tmp_path):
    def charger(*lignes, entete=ENTETE, octets=None):
        fichier = tmp_path / "stock.csv"
        fichier.write_bytes(octets or "\n".join([entete, *lignes, ""]).encode())
        sortie = StringIO()
        call_command("annuaire", "importer", str(fichier), stdout=sortie, stderr=StringIO())
        return sortie.getvalue()

    return charger


@pytest.fixture
def sirene(settings):
    settings.ANNUAIRE = "sirene"


def test_none_by_default(charger):
    siret = fabriques.siret()
    charger(ligne(siret, "F"))
    assert annuaire.configure().chercher(siret) is None
    assert deposer(siret=siret).adresse == ""


class TestImport:
    def test_what_a_stock_says(self, charger, sirene):
        ouvert, ferme = fabriques.siret(), fabriques.siret()
        charger(ligne(ouvert), ligne(ferme, "F", "[ND]"))
        fiche = Fiche(ouvert, "INSTITUT DES ESSAIS", True, "12 RUE DES LILAS, BIS", "35000", "RENNES")
        assert annuaire.configure().chercher(ouvert) == fiche
        assert (
            annuaire.configure().chercher(ferme).actif,
            annuaire.configure().chercher(ferme).denomination,
        ) == (
            False,
            "",
        )
        assert annuaire.configure().chercher(fabriques.siret()) is None

    def test_the_same_file_twice_writes_nothing_and_a_change_is_written(self, charger):
        siret, autre = fabriques.siret(), fabriques.siret()
        assert "dont 2 nouveaux ou modifiés" in charger(ligne(siret), ligne(autre))
        assert "dont 0 nouveaux ou modifiés" in charger(ligne(siret), ligne(autre))
        assert "dont 1 nouveaux ou modifiés" in charger(ligne(siret, "F"), ligne(autre))
        assert not Etablissement.objects.get(siret=siret).actif

    def test_the_last_of_two_lines_of_a_siret_holds(self, charger):
        siret = fabriques.siret()
        charger(ligne(siret, nom="AVANT"), ligne(siret, nom="APRES"))
        assert Etablissement.objects.get().denomination == "APRES"

    def test_semicolons_and_other_columns_of_names(self, charger):
        siret = fabriques.siret()
        charger(
            f"{siret};A;ENSEIGNE\0 DU LAC",
            entete="siret;etatAdministratifEtablissement;enseigne1Etablissement",
        )
        assert Etablissement.objects.get().denomination == "ENSEIGNE DU LAC"

    @pytest.mark.parametrize(
        ("contenu", "dit"),
        [
            (b"siret,nom\n1,2\n", "colonnes absentes.: etatAdministratifEtablissement"),
            (b"siret,etatAdministratifEtablissement\n", "aucun établissement"),
            (b"siret,etatAdministratifEtablissement\n123,A\n", "n’ont pas de SIRET valable"),
            (b"siret,etatAdministratifEtablissement\n\xff\xfe,A\n", "illisible"),
        ],
    )
    def test_what_is_no_stock_is_refused_whole(self, charger, contenu, dit):
        with pytest.raises(CommandError, match=dit):
            charger(octets=contenu)
        assert not Etablissement.objects.exists()

    def test_a_missing_file(self):
        with pytest.raises(CommandError, match="illisible"):
            call_command("annuaire", "importer", "/nulle/part.csv", stdout=StringIO())


class TestDemande:
    def test_the_page_takes_the_name_and_the_request_the_address(self, client, charger, sirene, gestionnaire):
        siret = fabriques.siret()
        charger(ligne(siret))
        reponse = client.post(reverse("demande:organisme"), {"siret": siret, "raison_sociale": ""})
        assert reponse.url == reverse("demande:contact")
        assert client.session["demande"]["organisme"]["raison_sociale"] == "INSTITUT DES ESSAIS"
        demande = confirmee(siret=siret)
        assert (demande.adresse, demande.commune) == ("12 RUE DES LILAS, BIS", "RENNES")
        organisme = instruction.accepter(demande=demande, par=gestionnaire, adresse=None).organisme
        assert (organisme.commune, organisme.contact_fonction) == ("RENNES", "Directeur")

    def test_a_closed_establishment_is_refused_with_what_to_do(self, client, charger, sirene):
        siret = fabriques.siret()
        charger(ligne(siret, "F"))
        reponse = client.post(reverse("demande:organisme"), {"siret": siret, "raison_sociale": "I"})
        assert reponse.status_code == 422
        assert "cet établissement est fermé" in reponse.content.decode()
        with pytest.raises(ValidationError):
            deposer(siret=siret)
        assert not DemandeInscription.objects.exists()

    def test_the_gestionnaire_sees_what_it_says(self, connecte, gestionnaire, charger, sirene):
        siret = fabriques.siret()
        charger(ligne(siret))
        agent = connecte(gestionnaire)
        adresse = reverse("gestion:demande", args=[confirmee(siret=siret).pk])
        assert "En activité" in agent.get(adresse).content.decode()
        adresse = reverse("gestion:demande", args=[confirmee().pk])
        assert "Ce SIRET n’y figure pas" in agent.get(adresse).content.decode()

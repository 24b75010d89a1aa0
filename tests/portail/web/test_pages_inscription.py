"""The pages of the registration, as a person goes through them."""

import re
from datetime import timedelta

import fabriques
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.models import Compte, Inscription
from accrochage.portail.organismes.services import essais

pytestmark = pytest.mark.django_db
MOT_DE_PASSE = "sept petites girafes"
IDENTIFIANTS = reverse("inscription:identifiants")
PERSONNE = reverse("inscription:personne")
ENVOYE = reverse("inscription:envoye")
MOT = reverse("inscription:mot_de_passe")
TERMINEE = reverse("inscription:terminee")
PAULE = {
    "prenom": "Paule",
    "nom": "Petit",
    "email": "paule@exemple.test",
    "fonction": "Directrice",
    "cgu": "on",
}


@pytest.fixture
def organisme(db):
    return fabriques.organisme("Lycée Exemple")


def numeros(organisme):
    return {"matricule": organisme.matricule, "second": organisme.contrats.get().numero}


def lien():
    texte = Courriel.objects.filter(gabarit="inscription_lien").latest("id").texte
    return re.search(r"/inscription/confirmer/\S+", texte)[0]


def jusqu_au_courriel(client, organisme, **personne):
    assert client.post(IDENTIFIANTS, numeros(organisme)).url == PERSONNE
    assert client.post(PERSONNE, {**PAULE, **personne}).url == ENVOYE


def contenu(reponse):
    return reponse.content.decode()


def test_from_the_mailed_identifiers_to_the_login_page(client, organisme):
    jusqu_au_courriel(client, organisme)
    page = contenu(client.get(ENVOYE))
    assert "paule@exemple.test" in page
    assert "pendant 72 heures" in page
    assert client.get(lien()).url == MOT
    assert "Lycée Exemple" in contenu(client.get(MOT))
    assert client.post(MOT, {"mot_de_passe": MOT_DE_PASSE}).url == TERMINEE
    personne = Utilisateur.objects.get()
    fin = contenu(client.get(TERMINEE))
    assert personne.identifiant_groupe in fin
    assert "paule@exemple.test" in fin
    saisie = {"login": f" {personne.identifiant_groupe.lower()} ", "password": MOT_DE_PASSE}
    connexion = client.post(reverse("account_login"), saisie)
    assert connexion.status_code == 302
    assert client.get(reverse("organisation:compte")).context["request"].compte == Compte.objects.get()


def test_no_page_shows_or_links_to_an_identifier_in_an_address(client, organisme):
    jusqu_au_courriel(client, organisme)
    chemins = [IDENTIFIANTS, PERSONNE, ENVOYE, MOT, TERMINEE]
    assert not any(valeur in chemin for chemin in chemins for valeur in numeros(organisme).values())


def test_pages_are_never_kept_by_the_browser(client, organisme):
    jusqu_au_courriel(client, organisme)
    for chemin in (IDENTIFIANTS, PERSONNE, ENVOYE):
        assert "no-store" in client.get(chemin)["Cache-Control"]


def test_all_wrong_identifiers_get_the_same_page(organisme):
    autre = fabriques.organisme()
    justes, reponses = numeros(organisme), []
    for faux in (
        {**justes, "matricule": "00ZZZ000"},
        {**justes, "second": "MCFCER999998"},
        {**justes, "second": autre.contrats.get().numero},
        {"matricule": "00ZZZ000", "second": "MCFCER999998"},
    ):
        reponse = Client().post(IDENTIFIANTS, faux)
        texte = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", contenu(reponse))
        for valeur in faux.values():
            texte = texte.replace(valeur, "SAISI")
        reponses.append((reponse.status_code, re.sub(r'nonce="[^"]*"', "", texte)))
    assert len(set(reponses)) == 1
    assert "n’ouvrent pas de compte" in reponses[0][1]


def test_wrong_shapes_are_said_by_field_and_nothing_typed_is_lost(client):
    reponse = client.post(IDENTIFIANTS, {"matricule": "12 AB", "second": "MCFCER 12"})
    assert set(reponse.context["form"].errors) == {"matricule", "second"}
    assert "12 AB" in contenu(reponse)
    assert "MCFCER 12" in contenu(reponse)


def test_too_many_attempts_close_the_page_for_an_hour(client, organisme):
    for _ in range(essais.ESSAIS_PAR_MATRICULE):
        client.post(IDENTIFIANTS, {**numeros(organisme), "second": "MCFCER999998"})
    reponse = client.post(IDENTIFIANTS, numeros(organisme))
    assert reponse.status_code == 429
    assert reponse["Retry-After"] == "3600"
    assert Entree.objects.filter(action=essais.ACTION, details__motif="limite").count() == 1


def test_an_open_account_shows_a_name_and_never_an_address(client):
    compte = fabriques.compte(titulaire=fabriques.utilisateur("Alice", "Arnaud", "alice@exemple.test"))
    reponse = client.post(IDENTIFIANTS, numeros(compte.organisme))
    assert reponse.status_code == 409
    assert "Alice Arnaud" in contenu(reponse)
    assert "alice@exemple.test" not in contenu(reponse)
    assert compte.titulaire_du_compte.identifiant not in contenu(reponse)
    refusee = client.post(IDENTIFIANTS, {**numeros(compte.organisme), "second": "MCFCER999998"})
    assert "Alice" not in contenu(refusee)


@pytest.mark.parametrize("chemin", [PERSONNE, ENVOYE, MOT])
def test_a_step_can_not_be_reached_before_the_one_that_leads_to_it(client, chemin):
    assert client.get(chemin).url == IDENTIFIANTS
    assert client.post(chemin, PAULE).url == IDENTIFIANTS
    assert not Inscription.objects.exists()


def test_the_last_page_without_a_registration_leads_to_the_login(client):
    assert client.get(TERMINEE).url == reverse("account_login")


@pytest.mark.parametrize("champ", ["prenom", "nom", "email", "fonction", "cgu"])
def test_each_field_is_required_and_the_others_are_kept(client, organisme, champ):
    client.post(IDENTIFIANTS, numeros(organisme))
    reponse = client.post(PERSONNE, {c: v for c, v in PAULE.items() if c != champ})
    assert list(reponse.context["form"].errors) == [champ]
    assert not Inscription.objects.exists()
    revenue = client.get(PERSONNE).context["form"]
    assert {c: revenue[c].value() for c in PAULE if c not in {champ, "cgu"}} == {
        c: v for c, v in PAULE.items() if c not in {champ, "cgu"}
    }


def test_the_accepted_conditions_are_kept_with_their_version_and_time(client, organisme):
    avant = timezone.now()
    jusqu_au_courriel(client, organisme)
    inscription = Inscription.objects.get()
    assert inscription.cgu_version == "1.0"
    assert avant <= inscription.cgu_acceptees_le <= timezone.now()


def test_a_lost_session_loses_nothing_of_what_was_typed(client, organisme):
    client.post(IDENTIFIANTS, numeros(organisme))
    client.session.flush()
    client.cookies.clear()
    assert client.post(PERSONNE, PAULE).url == IDENTIFIANTS
    assert "ce que vous aviez saisi ensuite est conservé" in contenu(client.get(IDENTIFIANTS))
    client.post(IDENTIFIANTS, numeros(organisme))
    assert client.get(PERSONNE).context["form"]["email"].value() == PAULE["email"]


def test_back_to_the_first_page_shows_what_was_typed(client, organisme):
    client.post(IDENTIFIANTS, numeros(organisme))
    assert client.get(IDENTIFIANTS).context["form"]["matricule"].value() == organisme.matricule


def test_a_mistyped_address_is_corrected_and_the_first_link_is_void(client, organisme):
    jusqu_au_courriel(client, organisme, email="fautive@exemple.test")
    ancien = lien()
    assert "fautive@exemple.test" in contenu(client.get(PERSONNE))
    assert client.post(PERSONNE, PAULE).url == ENVOYE
    assert Client().get(ancien).status_code == 410
    assert client.get(lien()).url == MOT
    assert Inscription.objects.get().email == "paule@exemple.test"


def test_going_through_the_first_page_again_still_corrects_the_same_registration(client, organisme):
    jusqu_au_courriel(client, organisme, email="fautive@exemple.test")
    ancien = lien()
    jusqu_au_courriel(client, organisme)
    assert Client().get(ancien).status_code == 410


def test_the_mail_can_be_sent_again(client, organisme):
    jusqu_au_courriel(client, organisme)
    ancien = lien()
    assert client.post(ENVOYE).url == ENVOYE
    assert lien() != ancien
    assert Courriel.objects.filter(destinataire="paule@exemple.test").count() == 2


def test_what_was_mistyped_in_between_is_not_mailed_again(client, organisme):
    jusqu_au_courriel(client, organisme)
    client.post(PERSONNE, {**PAULE, "email": "incomplete"})
    assert client.post(ENVOYE).url == PERSONNE
    assert Courriel.objects.filter(gabarit="inscription_lien").count() == 1
    assert Inscription.objects.get().email == "paule@exemple.test"


def test_too_many_mails_are_refused_and_say_when(client, organisme):
    jusqu_au_courriel(client, organisme)
    reponses = [client.post(ENVOYE) for _ in range(5)]
    assert [r.status_code for r in reponses] == [302] * 4 + [429]


def test_the_link_works_on_another_device(client, organisme):
    jusqu_au_courriel(client, organisme)
    telephone = Client()
    assert telephone.get(lien()).url == MOT
    assert telephone.post(MOT, {"mot_de_passe": MOT_DE_PASSE}).url == TERMINEE


def test_the_secret_of_the_link_leaves_the_address_bar_and_the_page(client, organisme):
    jusqu_au_courriel(client, organisme)
    adresse = lien()
    secret = adresse.split("/")[3]
    reponse = client.get(adresse, follow=True)
    assert reponse.redirect_chain == [(MOT, 302)]
    assert secret not in contenu(reponse)


def test_opening_the_link_changes_the_session_key(client, organisme):
    jusqu_au_courriel(client, organisme)
    avant = client.session.session_key
    client.get(lien())
    assert client.session.session_key != avant


def test_a_used_link_says_so_and_leads_to_the_login(client, organisme):
    jusqu_au_courriel(client, organisme)
    client.get(lien())
    client.post(MOT, {"mot_de_passe": MOT_DE_PASSE})
    reponse = Client().get(lien())
    assert reponse.status_code == 410
    assert "a déjà servi" in contenu(reponse)
    assert reverse("account_login") in contenu(reponse)


def test_an_expired_link_says_so_and_leads_back_to_the_start(client, organisme, horloge):
    jusqu_au_courriel(client, organisme)
    horloge.shift(timedelta(hours=73))
    reponse = Client().get(lien())
    assert reponse.status_code == 410
    assert "a expiré" in contenu(reponse)
    assert IDENTIFIANTS in contenu(reponse)


def test_an_invented_link_is_clear_too(client):
    reponse = client.get(reverse("inscription:confirmer", args=["n-importe-quoi"]))
    assert reponse.status_code == 410
    assert "ne sert plus" in contenu(reponse)


def test_a_refused_password_says_why_and_does_not_end_the_registration(client, organisme):
    jusqu_au_courriel(client, organisme)
    client.get(lien())
    for faible in ("court", "paule@exemple.test", "123456789012", "x" * 129):
        reponse = client.post(MOT, {"mot_de_passe": faible})
        assert reponse.status_code == 200
        assert reponse.context["form"].errors["mot_de_passe"]
        assert f'value="{faible}"' not in contenu(reponse)
    assert not Compte.objects.exists()
    assert client.post(MOT, {"mot_de_passe": MOT_DE_PASSE}).url == TERMINEE


def test_sending_the_last_page_twice_opens_one_account(client, organisme):
    jusqu_au_courriel(client, organisme)
    client.get(lien())
    client.post(MOT, {"mot_de_passe": MOT_DE_PASSE})
    assert client.post(MOT, {"mot_de_passe": MOT_DE_PASSE}).url == TERMINEE
    assert Compte.objects.count() == Utilisateur.objects.count() == 1


def test_the_second_person_is_told_who_was_faster(organisme):
    premiere, seconde = Client(), Client()
    liens = []
    for client, prenom in ((premiere, "Paule"), (seconde, "Rémi")):
        jusqu_au_courriel(client, organisme, prenom=prenom, email=f"{prenom}@exemple.test".replace("é", "e"))
        liens.append(lien())
    for client, adresse in zip((premiere, seconde), liens, strict=True):
        client.get(adresse)
    premiere.post(MOT, {"mot_de_passe": MOT_DE_PASSE})
    reponse = seconde.post(MOT, {"mot_de_passe": MOT_DE_PASSE})
    assert reponse.status_code == 409
    assert "Paule Petit" in contenu(reponse)
    assert "paule@exemple.test" not in contenu(reponse)


def test_mailed_links_never_follow_the_host_of_the_request(organisme, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": "pirate.test"})
    jusqu_au_courriel(client, organisme)
    courriel = Courriel.objects.filter(gabarit="inscription_lien").get()
    assert "pirate.test" not in courriel.texte + courriel.html
    assert settings.URL_PORTAIL in courriel.texte


def test_forms_refuse_a_post_without_their_token(organisme):
    client = Client(enforce_csrf_checks=True)
    assert client.post(IDENTIFIANTS, numeros(organisme)).status_code == 403


@pytest.mark.parametrize("champ", ["matricule", "second"])
@pytest.mark.parametrize(
    "valeur", ["x" * 10_000, "\x00", "'; DROP TABLE organismes_organisme; --", "<script>"]
)
def test_hostile_identifiers_are_refused_quietly(client, organisme, champ, valeur):
    reponse = client.post(IDENTIFIANTS, {**numeros(organisme), champ: valeur})
    assert reponse.status_code == 200
    assert reponse.context["form"].errors
    assert "<script>" not in contenu(reponse).split("<body", 1)[1].replace("<script nonce", "")

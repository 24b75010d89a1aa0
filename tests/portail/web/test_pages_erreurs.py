"""Error pages say what happened, what is lost, what to do; in the frame, in French."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults

from accrochage.portail.web.public.erreurs import demande_refusee


@pytest.mark.django_db
def test_an_unknown_address_is_a_404_in_the_frame(client, connecte, lecteur):
    page = client.get("/nulle-part/")
    assert page.status_code == 404
    assert "Cette page n’existe pas" in page.content.decode()
    assert "Navigation principale" in page.content.decode()
    assert "Lycée Exemple" in connecte(lecteur).get("/nulle-part/").content.decode()


@pytest.mark.django_db
def test_a_closed_page_is_a_403_that_says_whom_to_ask(connecte, lecteur):
    page = connecte(lecteur).get(reverse("depot:transmettre"))
    assert page.status_code == 403
    assert "administrateur" in page.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_says_to_start_again(administrateur):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrateur)
    page = strict.post(reverse("organisation:changer_de_compte"), {"compte": "1"})
    assert page.status_code == 403
    assert "Cette page a expiré" in page.content.decode()


@pytest.mark.parametrize(
    ("raison", "statut", "titre"),
    [
        (SuspiciousOperation("?"), 400, "Cette demande n’est pas lisible"),
        (RequestDataTooBig("?"), 413, "Cet envoi est trop gros"),
    ],
)
def test_what_can_t_be_read_is_told_apart_from_what_is_too_big(raison, statut, titre):
    page = demande_refusee(RequestFactory().post("/"), raison)
    assert page.status_code == statut
    assert titre in page.content.decode()


def test_a_breakdown_has_a_page_that_needs_nothing():
    page = defaults.server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Le portail a rencontré une panne" in page.content.decode()
    assert reverse("suivi:liste") in page.content.decode()


@pytest.mark.parametrize("nom", ["400", "403", "403_csrf", "404", "413", "429"])
def test_each_page_stands_without_a_request(nom):
    assert render_to_string(f"{nom}.html").count("<h1") == 1


@pytest.mark.django_db
def test_too_many_attempts_are_told_in_the_frame(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "reset_password": "1/h/ip"}
    adresse = reverse("account_reset_password")
    client.post(adresse, {"email": "a@exemple.test"})
    page = client.post(adresse, {"email": "a@exemple.test"})
    assert page.status_code == 429
    assert "Trop de demandes" in page.content.decode()

"""The mailbox: what is sent is kept, found, read, and runs nothing."""

from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from accrochage.portail.demo.boite import BoiteBackend
from accrochage.portail.demo.models import CourrielRecu

pytestmark = pytest.mark.django_db


def envoyer(sujet="Vos identifiants", a=("claire@lycee.exemple",), html="<p>Bonjour</p>"):
    message = EmailMultiAlternatives(
        sujet, "Voici le lien : https://portail.exemple/lien", "de@exemple", list(a)
    )
    if html:
        message.attach_alternative(html, "text/html")
    return BoiteBackend(alias="default").send_messages([message])


def test_each_recipient_gets_a_row():
    assert envoyer(a=("a@x.exemple", "b@x.exemple")) == 1
    assert sorted(CourrielRecu.objects.values_list("destinataire", flat=True)) == [
        "a@x.exemple",
        "b@x.exemple",
    ]
    assert CourrielRecu.objects.first().html == "<p>Bonjour</p>"


def test_a_mail_without_html_is_kept():
    envoyer(html="")
    assert CourrielRecu.objects.get().html == ""


def test_the_list_is_searched_and_paged(client):
    for numero in range(25):
        envoyer(sujet=f"Sujet numéro {numero}")
    envoyer(sujet="Autre chose", a=("paul@institut.exemple",))
    page = client.get(reverse("demo:courriels")).content.decode()
    assert "26\u00a0courriels" in page
    assert "Autre chose" in page
    assert "Sujet numéro 3<" not in page
    seconde = client.get(reverse("demo:courriels"), {"page": 2}).content.decode()
    assert "Sujet numéro 3<" in seconde
    trouves = client.get(reverse("demo:courriels"), {"q": "PAUL@"}).content.decode()
    assert "Autre chose" in trouves
    assert "Sujet numéro" not in trouves.split("<tbody>")[1]
    aucun = client.get(reverse("demo:courriels"), {"q": "personne"}).content.decode()
    assert "Aucun courriel ne correspond" in aucun


def test_an_empty_box_says_what_will_be_there(client):
    assert "apparaissent ici" in client.get(reverse("demo:courriels")).content.decode()


def test_a_mail_is_read_with_its_links(client):
    envoyer()
    courriel = CourrielRecu.objects.get()
    page = client.get(reverse("demo:courriel", args=[courriel.pk])).content.decode()
    assert 'href="https://portail.exemple/lien"' in page
    assert reverse("demo:courriel_html", args=[courriel.pk]) in page
    assert client.get(reverse("demo:courriel", args=[courriel.pk + 1])).status_code == 404


def test_the_laid_out_version_runs_nothing(client):
    envoyer(html="<script>alert(1)</script>")
    reponse = client.get(reverse("demo:courriel_html", args=[CourrielRecu.objects.get().pk]))
    politique = reponse["Content-Security-Policy"]
    assert "default-src 'none'" in politique
    assert "sandbox" in politique
    assert "script-src" not in politique

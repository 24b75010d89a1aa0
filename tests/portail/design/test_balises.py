"""The template tags: fields tied to their hints and errors, states said in words."""

import re
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from accrochage.flux.findings import Severite
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.design.icones import ICONES
from accrochage.portail.design.templatetags import design

N = "\u00a0"


def rendre(gabarit: str, **contexte) -> str:
    return Template("{% load design %}" + gabarit).render(Context(contexte))


class Fiche(forms.Form):
    nom = forms.CharField(label="Nom", help_text="Celui de naissance.")
    note = forms.CharField(label="Note", required=False)
    accord = forms.BooleanField(label="J’accepte")
    choix = forms.ChoiceField(label="Choix", choices=[("a", "A")])


def test_a_field_has_its_label_hint_and_control_in_this_order():
    html = rendre("{% champ form.nom %}", form=Fiche())
    assert html.index('for="id_nom"') < html.index('id="id_nom_aide"') < html.index("<input")
    assert 'aria-describedby="id_nom_aide"' in html
    assert "aria-invalid" not in html
    assert "facultatif" not in html


def test_a_field_in_error_says_so_between_its_hint_and_its_control():
    html = rendre("{% champ form.nom %}", form=Fiche({}))
    assert html.index('id="id_nom_aide"') < html.index('id="id_nom_erreur"') < html.index("<input")
    assert 'aria-describedby="id_nom_aide id_nom_erreur"' in html
    assert 'aria-invalid="true"' in html


def test_what_is_typed_is_escaped_and_not_lost():
    html = rendre("{% champ form.nom %}", form=Fiche({"nom": '"><script>'}))
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_an_optional_field_says_so_and_a_box_comes_before_its_label():
    assert "(facultatif)" in rendre("{% champ form.note %}", form=Fiche())
    case = rendre("{% champ form.accord %}", form=Fiche())
    assert case.index("<input") < case.index("<label")
    assert "form-select" in rendre("{% champ form.choix %}", form=Fiche())


def test_the_summary_links_to_each_field_and_takes_the_focus():
    formulaire = Fiche({})
    formulaire.add_error(None, "Rien ne va.")
    html = rendre("{% resume_erreurs form %}", form=formulaire)
    assert 'href="#id_nom"' in html
    assert 'href="#id_accord"' in html
    assert "Rien ne va." in html
    assert "autofocus" in html
    assert "4 points" in html
    assert rendre("{% resume_erreurs form %}", form=Fiche()).strip() == ""


@pytest.mark.parametrize("etat", list(EtatDepot))
def test_every_state_has_a_word_and_an_icon(etat):
    depot = SimpleNamespace(etat=etat.value, get_etat_display=lambda: etat.label)
    html = rendre("{% etat depot %}", depot=depot)
    assert etat.label in html
    assert "<svg" in html


@pytest.mark.parametrize("severite", list(Severite))
def test_every_severity_has_a_word_and_an_icon(severite):
    html = rendre("{% severite s %}", s=severite)
    assert "<svg" in html
    assert re.sub(r"<[^>]+>", "", html).strip()


def test_badges_name_icons_that_exist():
    nommees = {
        valeur[1] for table in (design.TONS, design.SEVERITES, design.NIVEAUX) for valeur in table.values()
    }
    assert nommees <= set(ICONES)


def test_icons_say_nothing_to_screen_readers():
    for nom in ICONES:
        html = rendre("{% icone nom %}", nom=nom)
        assert 'aria-hidden="true"' in html
        assert "<path" in html


def test_pages_keep_the_rest_of_the_address():
    page = Paginator(range(100), 10).get_page(5)
    html = rendre("{% pagination page %}", page=page, request=RequestFactory().get("/?q=a+b&page=5"))
    assert "?q=a+b&amp;page=6" in html
    assert 'aria-current="page"' in html
    assert "…" in html


def test_one_page_needs_no_links():
    page = Paginator(range(5), 10).get_page(1)
    assert rendre("{% pagination page %}", page=page, request=RequestFactory().get("/")).strip() == ""


def test_file_names_break_after_their_separators_and_are_escaped():
    html = rendre("{{ nom|secable }}", nom="a_b-<i>.xml")
    assert html == "a_<wbr>b-<wbr>&lt;i&gt;.<wbr>xml"


def test_relative_times_carry_the_absolute_one():
    html = rendre("{{ quand|moment }}", quand=timezone.now())
    assert "à l’instant" in html
    assert re.search(r'datetime="\d{4}-\d\d-\d\dT', html)
    assert 'title="' in html
    assert rendre("{{ quand|moment }}", quand=None) == ""


def test_identifiers_are_shown_in_groups():
    assert rendre("{{ '12ABC345'|matricule }}") == f"12{N}ABC{N}345"
    assert rendre("{{ 'MCFCER000123'|contrat }}") == f"MCFCER{N}000{N}123"
    assert rendre("{{ '73282932000074'|siret }}") == f"732{N}829{N}320{N}00074"
    assert rendre("{{ 'ABCDEFGHJ'|identifiant }}") == f"ABC{N}DEF{N}GHJ"


def test_a_known_field_leads_to_its_line_in_the_dictionary():
    assert 'href="/aide/dictionnaire/#champ-sexe"' in rendre("{% lien_champ nom %}", nom="sexe")
    assert rendre("{% lien_champ nom %}", nom="<oups>") == "<code>&lt;oups&gt;</code>"


def test_long_lists_of_capitals_break_after_underscores():
    assert rendre("{{ texte|liste_secable }}", texte="A_B, <C>") == "A_<wbr>B, &lt;C&gt;"

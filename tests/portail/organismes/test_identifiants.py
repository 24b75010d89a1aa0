from datetime import timedelta

import fabriques
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError
from hypothesis import given
from hypothesis import strategies as st

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import formats, generateurs, services
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Contrat, MatriculeAttribue, Organisme

SEPARATEURS = st.text(alphabet=" \u00a0\u202f\u2009\u200b\u2060\ufeff\t-‐‑–—", max_size=3)
matricules = st.from_regex(formats.MATRICULE, fullmatch=True)
contrats = st.from_regex(formats.CONTRAT, fullmatch=True)


@st.composite
def deformes(draw, identifiants):
    """An identifier as people type it, and what it stands for."""
    juste = draw(identifiants)
    lettres = [draw(SEPARATEURS) + (c.lower() if draw(st.booleans()) else c) for c in juste]
    return "".join(lettres) + draw(SEPARATEURS), juste


@given(deformes(matricules))
def test_matricules_are_understood_in_any_case_and_with_any_spaces(paire):
    saisie, juste = paire
    assert formats.lire_matricule(saisie) == juste


@given(deformes(contrats))
def test_contract_numbers_too(paire):
    saisie, juste = paire
    assert formats.lire_contrat(saisie) == juste


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_as_itself_or_refused(saisie):
    for lire, forme in ((formats.lire_matricule, formats.MATRICULE), (formats.lire_contrat, formats.CONTRAT)):
        lu = lire(saisie)
        assert lu is None or (forme.fullmatch(lu) and compacter(saisie) == lu)


@given(matricules, contrats)
def test_shown_groups_are_read_back(matricule, contrat):
    assert formats.lire_matricule(formats.grouper_matricule(matricule)) == matricule
    assert formats.lire_contrat(formats.grouper_contrat(contrat)) == contrat


@pytest.mark.parametrize("faux", ["12IBC345", "12OBC345", "1ABC2345", "12ABC34", "12ABC3456", "", "١٢ABC345"])
def test_other_shapes_are_no_matricule(faux):
    assert formats.lire_matricule(faux) is None


def test_groups_use_non_breaking_spaces():
    assert formats.grouper_matricule("12ABC345") == "12\u00a0ABC\u00a0345"
    assert formats.grouper_siret("73282932000074") == "732\u00a0829\u00a0320\u00a000074"


def test_drawn_matricules_have_the_shape_and_use_all_letters():
    tires = [generateurs.tirer_matricule() for _ in range(2000)]
    assert all(formats.MATRICULE.fullmatch(m) for m in tires)
    assert {c for m in tires for c in m[2:5]} == set(formats.LETTRES)


@pytest.mark.django_db
def test_a_taken_matricule_is_drawn_again(monkeypatch):
    suite = iter(["12ABC345", "12ABC345", "12ABC345", "12ABC346"])
    monkeypatch.setattr(generateurs, "tirer_matricule", lambda: next(suite))
    assert generateurs.nouveau_matricule() == "12ABC345"
    assert generateurs.nouveau_matricule() == "12ABC346"


@pytest.mark.django_db
def test_a_generator_that_only_repeats_itself_gives_up(monkeypatch):
    monkeypatch.setattr(generateurs, "tirer_matricule", lambda: "12ABC345")
    generateurs.nouveau_matricule()
    with pytest.raises(IntegrityError):
        generateurs.nouveau_matricule()


@pytest.mark.django_db
def test_a_matricule_is_never_given_back():
    organisme = fabriques.organisme()
    matricule = organisme.matricule
    organisme.contrats.all().delete()
    organisme.delete()
    with pytest.raises(ProgrammingError), transaction.atomic():
        MatriculeAttribue.objects.filter(matricule=matricule).delete()
    assert MatriculeAttribue.objects.filter(matricule=matricule).exists()


@pytest.mark.django_db
def test_contract_numbers_follow_each_other_by_role():
    premier = generateurs.nouveau_numero_de_contrat(Role.CERTIFICATEUR)
    second = generateurs.nouveau_numero_de_contrat(Role.CERTIFICATEUR)
    assert int(second[6:]) == int(premier[6:]) + 1
    assert premier.startswith("MCFCER")
    assert generateurs.nouveau_numero_de_contrat(Role.DEPOSANT).startswith("MCFDEP")


@pytest.mark.django_db
class TestEnregistrement:
    def test_it_gives_a_matricule_and_a_contract_and_mails_both(self, settings):
        organisme = fabriques.organisme("  Lycée \n Exemple ", contact_email="c@exemple.test")
        contrat = organisme.contrats.get()
        assert organisme.raison_sociale == "Lycée Exemple"
        assert contrat.role == Role.CERTIFICATEUR
        courriel = Courriel.objects.get(destinataire="c@exemple.test")
        for corps in (courriel.texte, courriel.html):
            assert formats.grouper_matricule(organisme.matricule) in corps
            assert formats.grouper_contrat(contrat.numero) in corps
            assert f"{settings.URL_PORTAIL}/inscription/" in corps

    def test_the_journal_knows_who_did_it(self):
        organisme = fabriques.organisme(par="utilisateur:7")
        entree = Entree.objects.get(action="organisme.enregistre")
        assert (entree.acteur, entree.objet) == ("utilisateur:7", f"organisme:{organisme.pk}")

    @pytest.mark.parametrize(
        "siret", ["73282932000074", "732 829 320 00074", "35600000049837", "356 000 000 00048"]
    )
    def test_real_sirets_pass_and_la_poste_s_too(self, siret):
        assert fabriques.organisme(siret=siret).siret == compacter(siret)

    @pytest.mark.parametrize(
        "siret", ["73282932000075", "35600000049838", "7328293200007", "732829320000741", "x" * 14, ""]
    )
    def test_other_numbers_are_refused_on_their_field(self, siret):
        with pytest.raises(ValidationError) as refus:
            fabriques.organisme(siret=siret)
        assert list(refus.value.message_dict) == ["siret"]

    def test_a_known_siret_is_refused_without_naming_anything(self):
        connu = fabriques.organisme("Secret & Fils")
        avant = Courriel.objects.count(), Contrat.objects.count(), MatriculeAttribue.objects.count()
        with pytest.raises(ValidationError) as refus:
            fabriques.organisme("Autre", siret=connu.siret)
        message = str(refus.value.message_dict)
        assert not any(mot in message for mot in ("Secret", connu.matricule, connu.contact_email))
        assert (Courriel.objects.count(), Contrat.objects.count(), MatriculeAttribue.objects.count()) == avant

    @pytest.mark.parametrize(
        ("champ", "valeur"),
        [
            ("raison_sociale", " "),
            ("raison_sociale", "x" * 201),
            ("contact_email", "pas une adresse"),
            ("contact_nom", ""),
        ],
    )
    def test_bad_fields_are_refused_and_nothing_is_kept(self, champ, valeur):
        champs = {"raison_sociale": "Organisme", champ: valeur}
        with pytest.raises(ValidationError) as refus:
            services.enregistrer_organisme(
                siret=fabriques.siret(),
                contact_prenom="Camille",
                par="essai:1",
                **{"contact_nom": "Contact", "contact_email": "c@exemple.test", **champs},
            )
        assert list(refus.value.message_dict) == [champ]
        assert not Organisme.objects.exists()
        assert not Courriel.objects.exists()

    def test_identifiers_are_mailed_again_the_same_until_the_account_opens(self):
        organisme = fabriques.organisme()
        premier = Courriel.objects.get()
        second = services.envoyer_identifiants(organisme=organisme, par="essai:1")
        assert (second.texte, second.destinataire) == (premier.texte, premier.destinataire)
        fabriques.compte(organisme)
        with pytest.raises(ValidationError):
            services.envoyer_identifiants(organisme=organisme, par="essai:1")

    def test_identifiers_are_not_mailed_without_a_contract_under_way(self):
        organisme = fabriques.organisme()
        contrat = organisme.contrats.get()
        contrat.debut = contrat.fin = contrat.debut - timedelta(days=1)
        contrat.save()
        with pytest.raises(ValidationError):
            services.envoyer_identifiants(organisme=organisme, par="essai:1")

"""The référentiel as anybody reads it, and as a certificateur finds its own."""

from datetime import date

import fabriques
import pytest
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.organismes.enums import Role
from accrochage.portail.referentiel.models import Certification, Detention

pytestmark = pytest.mark.django_db
LISTE = reverse("certifications:liste")


@pytest.fixture
def referentiel(certificateur_a):
    """Thirty fiches; the first is held by another establishment of account A's body, as the second was."""
    fiches = [
        Certification(
            code=f"RNCP{100 + n}",
            type="RNCP",
            intitule=f"Technicien d’essai {n}",
            active=n % 2 == 0,
            date_fin_enregistrement=date(2027, 12, 31),
        )
        for n in range(29)
    ]
    fiches.append(Certification(code="RS7", type="RS", intitule="Habilitation <b>électrique</b>"))
    Certification.objects.bulk_create(fiches)
    siren = certificateur_a.organisme.siret[:9]
    premiere, seconde = Certification.objects.filter(code__in=["RNCP100", "RNCP101"]).order_by("code")
    Detention.objects.create(certification=premiere, siret=f"{siren}99999", nom="Lycée Exemple, annexe")
    Detention.objects.create(
        certification=seconde, siret=f"{siren}99999", nom="Lycée Exemple", retiree_le=date(2020, 1, 2)
    )


def codes(reponse):
    return [c.code for c in reponse.context["page"]]


@pytest.mark.usefixtures("referentiel")
@pytest.mark.parametrize(
    ("demande", "attendus"),
    [
        ("q=rncp+105", ["RNCP105"]),
        ("q=RNCP12&tri=-code", [f"RNCP{n}" for n in range(128, 119, -1)]),
        ("q=habilitation+électrique", ["RS7"]),
        ("type=RS", ["RS7"]),
        ("etat=inactives&q=RNCP10", ["RNCP101", "RNCP103", "RNCP105", "RNCP107", "RNCP109"]),
        ("q=rien-de-tel", []),
        ("type=faux&etat=faux&tri=faux&page=zz&miennes=on&q=RS7", ["RS7"]),
    ],
)
def test_anybody_searches(client, demande, attendus):
    assert codes(client.get(f"{LISTE}?{demande}")) == attendus


@pytest.mark.usefixtures("referentiel")
def test_the_list_is_paged_and_sorted(client):
    assert len(codes(client.get(LISTE))) == 25
    assert len(codes(client.get(f"{LISTE}?page=2"))) == 5
    for tri in ("code", "-code", "intitule", "-intitule", "fin", "-fin"):
        premiere, seconde = (codes(client.get(f"{LISTE}?tri={tri}&page={n}")) for n in (1, 2))
        assert len({*premiere, *seconde}) == 30


@pytest.mark.usefixtures("referentiel")
def test_a_certificateur_finds_its_own_by_siren(connecte, lecteur):
    client = connecte(lecteur)
    assert codes(client.get(f"{LISTE}?miennes=on")) == ["RNCP100"]
    assert (
        "Détenue par votre organisme"
        in client.get(reverse("certifications:fiche", args=["RNCP100"])).content.decode()
    )
    page = client.get(reverse("certifications:fiche", args=["RNCP101"])).content.decode()
    assert "n’est pas parmi ses détenteurs" in page
    assert "plus détenteur depuis le 2\u00a0janvier\u00a02020" in page


@pytest.mark.usefixtures("referentiel")
def test_a_deposant_has_none_of_its_own(connecte, certificateur_a):
    personne = fabriques.utilisateur()
    fabriques.compte(fabriques.organisme(), titulaire=personne, role=Role.DEPOSANT)
    reponse = connecte(personne).get(f"{LISTE}?miennes=on")
    assert "miennes" not in reponse.context["form"].fields
    assert reponse.context["page"].paginator.count == 30


@pytest.mark.usefixtures("referentiel")
def test_what_is_published_is_shown_as_text(client):
    page = client.get(reverse("certifications:fiche", args=["rs7"])).content.decode()
    assert "Habilitation &lt;b&gt;électrique&lt;/b&gt;" in page
    assert "Aucun détenteur" in page


def test_an_unknown_code_and_an_empty_referentiel_are_answered(client):
    assert client.get(reverse("certifications:fiche", args=["RNCP1"])).status_code == 404
    assert "pas encore chargé" in client.get(LISTE).content.decode()


@pytest.mark.usefixtures("referentiel")
def test_a_former_holder_keeps_its_certification_for_three_months(connecte, lecteur):
    Detention.objects.filter(certification__code="RNCP101").update(retiree_le=timezone.localdate())
    assert codes(connecte(lecteur).get(f"{LISTE}?miennes=on")) == ["RNCP100", "RNCP101"]

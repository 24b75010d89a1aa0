"""Members who no longer log in are told, then suspended; an account never loses who keeps it going."""

from __future__ import annotations

from datetime import timedelta

import fabriques
import pytest
from django.utils import timezone

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.enums import Droit, MotifSuspension
from accrochage.portail.organismes.models import Appartenance
from accrochage.portail.organismes.services import dormance
from accrochage.portail.organismes.tasks import surveiller_dormance

pytestmark = pytest.mark.django_db
UN_AN = timedelta(days=366)
UN_MOIS = timedelta(days=31)


@pytest.fixture
def compte():
    """An account whose holder logs in."""
    ouvert = fabriques.compte()
    endormir(ouvert.titulaire_du_compte, depuis=timedelta(days=1))
    return ouvert


def endormir(personne, *, depuis=UN_AN):
    """A person who came two years ago and last logged in then."""
    personne.appartenances.update(depuis=timezone.now() - 2 * UN_AN)
    personne.last_login = timezone.now() - depuis
    personne.save(update_fields=["last_login"])
    return personne


def membre(compte, droit=Droit.DEPOSANT, **options):
    return endormir(fabriques.membre(compte, droit), **options)


def tenue(personne) -> Appartenance:
    return personne.appartenances.get()


def gabarits(personne) -> list[str]:
    return [c.gabarit for c in Courriel.objects.filter(destinataire=personne.email).order_by("id")]


def test_a_dormant_member_is_told_then_suspended_a_month_later(compte, horloge):
    personne = membre(compte)
    assert dormance.surveiller() == dormance.Bilan(prevenus=1, suspendus=0)
    horloge.shift(timedelta(days=29))
    assert dormance.surveiller() == dormance.Bilan(prevenus=0, suspendus=0)
    horloge.shift(timedelta(days=2))
    assert dormance.surveiller() == dormance.Bilan(prevenus=0, suspendus=1)
    assert tenue(personne).suspendue_pour == MotifSuspension.DORMANCE
    assert gabarits(personne) == ["dormance_annoncee", "acces_modifie"]
    assert dormance.surveiller() == dormance.Bilan(prevenus=0, suspendus=0)


def test_the_journal_keeps_both_acts_for_the_administrators_of_the_account(compte, horloge):
    personne = membre(compte)
    dormance.surveiller()
    horloge.shift(UN_MOIS)
    dormance.surveiller()
    entrees = Entree.objects.filter(objet=f"utilisateur:{personne.pk}", acteur="systeme").order_by("id")
    assert [(e.action, e.compte) for e in entrees] == [
        ("membre.dormance_annoncee", f"compte:{compte.pk}"),
        ("membre.suspendu", f"compte:{compte.pk}"),
    ]
    assert entrees.last().details == {"motif": "DORMANCE"}


def test_a_login_after_the_notice_saves_the_access_and_a_new_sleep_starts_over(compte, horloge):
    personne = membre(compte)
    dormance.surveiller()
    endormir(personne, depuis=-timedelta(hours=1))
    horloge.shift(UN_MOIS)
    assert dormance.surveiller() == dormance.Bilan(prevenus=0, suspendus=0)
    assert tenue(personne).avis_dormance_le is None
    horloge.shift(UN_AN)
    endormir(compte.titulaire_du_compte, depuis=timedelta(days=1))
    assert dormance.surveiller() == dormance.Bilan(prevenus=1, suspendus=0)


def test_the_day_of_the_notice_is_in_the_mail(compte):
    personne = membre(compte)
    dormance.surveiller()
    courriel = Courriel.objects.get(destinataire=personne.email)
    jour = timezone.localdate() + dormance.PREAVIS
    for corps in (courriel.texte, courriel.html):
        assert f"{jour.year}" in corps
        assert "12 mois" in corps
        assert compte.organisme.raison_sociale in corps
    assert personne.identifiant not in courriel.texte


@pytest.mark.parametrize("jamais_connecte", [True, False])
def test_who_never_logged_in_counts_from_their_arrival(compte, jamais_connecte):
    personne = membre(compte, depuis=timedelta(days=300))
    if jamais_connecte:
        personne.last_login = None
        personne.save()
    assert dormance.surveiller().prevenus == int(jamais_connecte)


def test_a_recent_member_is_left_in_peace(compte):
    fabriques.membre(compte, Droit.LECTEUR)
    assert dormance.surveiller() == dormance.Bilan(prevenus=0, suspendus=0)


def test_neither_the_account_holder_nor_the_last_administrator_is_suspended(horloge):
    compte = fabriques.compte()
    titulaire = endormir(compte.titulaire_du_compte)
    administrateur = membre(compte, Droit.ADMINISTRATEUR)
    for _ in range(3):
        dormance.surveiller()
        horloge.shift(UN_MOIS)
    assert tenue(titulaire).suspendue_le is None
    assert tenue(administrateur).suspendue_le is not None
    assert gabarits(titulaire) == []
    assert Appartenance.objects.administrateurs_actifs(compte).count() == 1


def test_two_dormant_administrators_without_the_holder_keep_one(compte, horloge):
    compte.appartenances.update(suspendue_le=timezone.now())
    premiers = [membre(compte, Droit.ADMINISTRATEUR) for _ in range(2)]
    for _ in range(3):
        dormance.surveiller()
        horloge.shift(UN_MOIS)
    assert sorted(bool(tenue(p).suspendue_le) for p in premiers) == [False, True]


def test_each_account_of_a_person_is_told_on_its_own(compte):
    personne = fabriques.membre(compte, Droit.DEPOSANT)
    autre = fabriques.compte()
    endormir(autre.titulaire_du_compte, depuis=timedelta(days=1))
    fabriques.membre(autre, Droit.LECTEUR, personne)
    endormir(personne)
    assert dormance.surveiller().prevenus == 2


def test_zero_months_is_never(compte, settings):
    membre(compte)
    settings.UTILISATEURS_DORMANCE_MOIS = 0
    assert dormance.surveiller() == dormance.Bilan(prevenus=0, suspendus=0)


def test_a_reactivated_member_has_a_whole_notice_again(compte, horloge):
    personne = membre(compte)
    dormance.surveiller()
    horloge.shift(UN_MOIS)
    dormance.surveiller()
    personne.appartenances.update(suspendue_le=None, suspendue_pour="", avis_dormance_le=None)
    assert dormance.surveiller() == dormance.Bilan(prevenus=1, suspendus=0)


def test_the_nightly_task_does_it(compte):
    personne = membre(compte)
    surveiller_dormance(timestamp=0)
    assert gabarits(personne) == ["dormance_annoncee"]

"""What routes with parameters are worth in the world of :mod:`monde_des_routes`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from monde_des_routes import JETON, Monde

from accrochage.portail.comptes import cgu
from accrochage.portail.organismes.models import ModeleDeReponse
from accrochage.portail.referentiel.models import Certification

Fabrique = Callable[[Monde], dict[str, Any]]


def _depot(monde: Monde) -> dict[str, Any]:
    return {"numero": monde.depot.numero}


def _certification() -> Certification:
    return Certification.objects.create(code="RNCP1", type="RNCP", intitule="Essai")


PARAMETRES: dict[str, Fabrique] = {
    "suivi:constats": lambda m: {"numero": m.depot.numero, "code": m.depot.constats.first().code},
    **{
        f"suivi:{nom}": _depot
        for nom in (
            *("depot", "progression", "annuler", "fichier", "accuse_reception"),
            *("accuse_traitement", "constats_csv"),
        )
    },
    "gestion:version_conditions": lambda _: {"pk": cgu.courante().pk},
    "aide:regle": lambda _: {"code": "F001"},
    "certifications:fiche": lambda _: {"code": _certification().code},
    "aide:schema": lambda _: {"version": "1.1.5"},
    "account_reset_password_from_key": lambda _: {"uidb36": "1", "key": "abc-def"},
    "mfa_remove_webauthn": lambda m: {"pk": m.cle_de_securite.pk},
    "mfa_edit_webauthn": lambda m: {"pk": m.cle_de_securite.pk},
    "demande:lien": lambda m: {"jeton": m.demande_a_confirmer and JETON},
    "inscription:confirmer": lambda m: {"jeton": m.inscription and JETON},
    "inscription:depart_lien": lambda m: {"jeton": m.depart_a_confirmer and JETON},
    "invitation:ouvrir": lambda m: {"jeton": m.invitation and JETON},
    **{
        f"organisation:{nom}": lambda m: {"pk": m.membre().pk}
        for nom in ("membre", "changer_droit", "suspendre", "reactiver", "retirer", "transmettre")
    },
    **{
        f"organisation:{nom}": lambda m: {"pk": m.invitation.pk}
        for nom in ("renvoyer_invitation", "annuler_invitation")
    },
    "organisation:decider_second_facteur": lambda m: {"pk": m.appareil_perdu.pk},
    "gestion:decider_second_facteur": lambda m: {"pk": m.appareil_perdu.pk},
    "deverrouiller": lambda m: {"jeton": m.verrou and JETON},
    "profil:confirmer_adresse": lambda m: {"jeton": m.changement_d_adresse and JETON},
    "profil:fermer_session": lambda m: {"pk": m.session.pk},
    "profil:oublier_appareil": lambda m: {"pk": m.appareil.pk},
    "profil:quitter_compte": lambda m: {"pk": m.compte.pk},
    "organisation:contester_depart": lambda m: {"pk": m.depart.pk},
    **{
        f"gestion:{nom}": lambda m: {"pk": m.compte.organisme_id}
        for nom in (
            *("organisme", "renvoyer_identifiants", "donner_mandat", "coordonnees", "siret"),
            *("nouveau_contrat", "fermer", "rouvrir", "fusionner"),
        )
    },
    **{f"gestion:{nom}": lambda m: {"pk": m.mandat.pk} for nom in ("modifier_mandat", "revoquer_mandat")},
    **{
        f"organisation:{nom}": lambda m: {"pk": m.mandat.pk}
        for nom in ("mandat", "modifier_mandat", "revoquer_mandat")
    },
    **{
        f"gestion:{nom}": lambda m: {"pk": m.depart.pk}
        for nom in (
            *("depart", "piece_depart", "accepter_depart", "refuser_depart"),
            "renvoyer_invitation_depart",
        )
    },
    **{
        f"gestion:{nom}": lambda m: {"pk": m.demande.pk}
        for nom in (
            *("demande", "prendre_demande", "information_demande"),
            *("accepter_demande", "refuser_demande"),
        )
    },
    "gestion:piece_demande": lambda m: {"pk": m.piece_de_demande.pk},
    **{
        f"gestion:{nom}": lambda _: {"pk": ModeleDeReponse.objects.first().pk}
        for nom in ("modele", "supprimer_modele")
    },
    **{f"gestion:{nom}": lambda m: {"pk": m.membre().pk} for nom in ("suspendre_membre", "reactiver_membre")},
    "gestion:inviter_membre": lambda m: {"pk": m.compte.pk},
    **{f"gestion:{nom}": lambda m: {"pk": m.question.pk} for nom in ("question", "clore_question")},
    "aide:question_lien": lambda m: {"jeton": m.question_a_confirmer and JETON},
    **{f"gestion:{nom}": lambda m: {"pk": m.annonce.pk} for nom in ("annonce", "retirer_annonce")},
    **{
        f"gestion:{nom}": lambda m: {"pk": m.personnes["gestionnaire"].pk}
        for nom in ("agent", "acces_d_agent")
    },
    "gestion:fin_de_contrat": lambda m: {"pk": m.compte.organisme.contrats.first().pk},
    "organisation:confirmer_contact": lambda m: {"jeton": m.contact_a_confirmer and JETON},
    "gestion:relancer_courriel": lambda m: {"pk": m.courriel.pk},
    **{f"demo:{nom}": lambda m: {"pk": m.courriel.pk} for nom in ("courriel", "courriel_html")},
    "demo:echantillon": lambda _: {"essai": "1", "genre": "flux"},
}
"""Route with parameters → what they are worth, made in the world."""

HORS_DE_A = {
    "certifications:fiche": "the référentiel is public",
    "aide:regle": "public documentation",
    "aide:schema": "public documentation",
    "account_reset_password_from_key": "the link's secret is the right",
    "organisation:confirmer_contact": "the link's secret is the right",
    "aide:question_lien": "the link's secret is the right",
    "demande:lien": "the link's secret is the right",
    "inscription:confirmer": "the link's secret is the right",
    "inscription:depart_lien": "the link's secret is the right",
    "invitation:ouvrir": "the link's secret is the right",
    "deverrouiller": "the link's secret is the right",
    "profil:confirmer_adresse": "the link's secret is the right",
    "demo:courriel": "the demonstration shows every mail to everybody",
    "demo:courriel_html": "the demonstration shows every mail to everybody",
    "demo:echantillon": "the demonstration's files are for everybody",
}
"""Routes with parameters that name no thing of A, and why; a stranger gets 404 from all the others."""

NOMS_PERMIS = {
    "demo:courriels": "the demonstration shows every mail to everybody",
    "demo:courriel": "the demonstration shows every mail to everybody",
    "demo:courriel_html": "the demonstration shows every mail to everybody",
}
"""Routes whose answer may name A to a stranger, and why."""

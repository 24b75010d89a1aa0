"""The first ready-made answers of gestionnaires; they may change or remove them."""

from django.db import migrations

MODELES = (
    (
        "INFORMATION",
        "Prouver le lien avec l’organisme",
        "Vous écrivez depuis une adresse que nous ne pouvons pas relier à l’organisme. "
        "Joignez une lettre de sa direction, sur papier à en-tête, datée et signée, qui vous désigne.",
    ),
    (
        "INFORMATION",
        "Préciser les certifications",
        "D’après le référentiel, votre organisme ne détient pas toutes les certifications que vous déclarez. "
        "Dites-nous lesquelles il détient, et depuis quand.",
    ),
    (
        "REFUS",
        "L’organisme ne détient aucune certification",
        "D’après le référentiel, cet organisme ne détient aucune certification du RNCP ou du RS. "
        "Seul un certificateur déclare les certifications qu’il délivre. "
        "Si vous formez pour un certificateur, c’est lui qui les déclare.",
    ),
    (
        "REFUS",
        "L’organisme est déjà connu",
        "Cet organisme est déjà connu du portail, et son compte est ouvert. "
        "Demandez un accès à la personne qui l’administre.",
    ),
    (
        "REFUS",
        "Le déposant est un partenaire de formation",
        "Un partenaire de formation ne peut pas déposer pour le certificateur qui l’habilite. "
        "Déposez vous-même, ou choisissez un prestataire ou un autre certificateur.",
    ),
    (
        "REPONSE",
        "Identifiants d’inscription perdus",
        "Les identifiants d’inscription viennent d’être renvoyés au contact de votre organisme. "
        "Regardez aussi dans les courriers indésirables.",
    ),
)


def installer(apps, _schema):
    """Write those whose title is not taken."""
    modele = apps.get_model("organismes", "ModeleDeReponse")
    for usage, titre, texte in MODELES:
        modele.objects.get_or_create(titre=titre, defaults={"usage": usage, "texte": texte})


class Migration(migrations.Migration):
    dependencies = [("organismes", "0005_demandes_et_vie")]

    operations = [migrations.RunPython(installer, migrations.RunPython.noop)]

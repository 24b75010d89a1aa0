"""Indexes for the pages that read the journal, made without holding up those who write it."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journal", "0004_chaine_ajout_seulement")]
    operations = [
        AddIndexConcurrently("entree", models.Index(fields=["compte", "-id"], name="journal_par_compte")),
        AddIndexConcurrently("entree", models.Index(fields=["acteur", "-id"], name="journal_par_acteur")),
    ]

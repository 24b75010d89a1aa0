"""The migrations are those of the models."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing():
    sortie = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=sortie)
    assert "No changes detected" in sortie.getvalue() or "Aucun changement" in sortie.getvalue()

"""Pages, one package a journey. No models here."""

"""Organismes, contrats, mandats, comptes, memberships, registration."""
